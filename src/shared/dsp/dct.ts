// The discrete cosine transform that turns log mel energies into cepstral coefficients.
// Not a fast transform: tens of values are quickest by a table.

/**
 * DCT-II of `size` values, the first `count` coefficients, times 2 and otherwise not normalised: what Meyda's `dct`
 * 0.1.0 computes, X[k] = 2 sum x[n] cos(pi (n + 0.5) k / size).
 * @returns a function that writes X[0 .. count - 1] to `out` from `at` on
 */
export function createDct(
  size: number,
  count: number,
): (values: Float64Array, out: Float32Array, at: number) => void {
  const table = new Float64Array(count * size);
  for (let k = 0; k < count; k++) {
    for (let n = 0; n < size; n++) table[k * size + n] = 2 * Math.cos((Math.PI * (n + 0.5) * k) / size);
  }
  return (values, out, at) => {
    for (let k = 0, i = 0; k < count; k++) {
      let sum = 0;
      for (let n = 0; n < size; n++, i++) sum += values[n] * table[i];
      out[at + k] = sum;
    }
  };
}
