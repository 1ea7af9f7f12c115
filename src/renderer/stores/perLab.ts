// A store made once for a lab and kept while the page lives, so that leaving a screen loses nothing.
// Not a cache of data: what it holds is one screen's state.

/** @returns a function that makes the value at the first call for a lab and gives the same one after */
export function perLab<L extends object, T>(create: (lab: L) => T): (lab: L) => T {
  const made = new WeakMap<L, T>();
  return (lab) => {
    const known = made.get(lab);
    if (known !== undefined) return known;
    const value = create(lab);
    made.set(lab, value);
    return value;
  };
}
