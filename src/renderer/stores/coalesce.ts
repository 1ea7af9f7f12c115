// Turns many wishes to read something again into few reads: one under way, at most one waiting.
// Not a debounce of input: the first wish is served at once.

/** @param pauseMs rest between two reads, asked for before each wait, in ms */
export function coalesce(read: () => Promise<void>, pauseMs: () => number = () => 0): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const begin = () => {
    running = read().finally(() => (running = null));
    return running;
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs()));

  return () => {
    if (running === null && next === null) return begin();
    next ??= (running ?? Promise.resolve())
      .catch(() => undefined)
      .then(pause)
      .then(() => {
        next = null;
        return begin();
      });
    return next;
  };
}
