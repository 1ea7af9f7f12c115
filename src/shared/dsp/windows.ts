// Window functions, exactly as Meyda makes them (in single precision).
// Not a choice of windows of our own: features have to equal Meyda's.

import type { WindowType } from '../contract/features';

const { PI, cos, sin } = Math;

/** The value at sample i of `size`; hamming alone is periodic, the others reach their end at size - 1. */
const windows: Readonly<Record<WindowType, (i: number, size: number) => number>> = {
  hanning: (i, size) => 0.5 - 0.5 * cos((2 * PI * i) / (size - 1)),
  hamming: (i, size) => 0.54 - 0.46 * cos(2 * PI * (i / size - 1)),
  // Meyda computes the first half and mirrors it.
  blackman: (i, size) => {
    const angle = (2 * PI * Math.min(i, size - 1 - i)) / (size - 1);
    return 0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle);
  },
  sine: (i, size) => sin((PI * i) / (size - 1)),
  rectangular: () => 1,
};

/**
 * @param size samples, even
 * @returns the window, each value rounded to single precision as Meyda keeps it
 */
export function createWindow(type: WindowType, size: number): Float64Array {
  const value = windows[type];
  return Float64Array.from({ length: size }, (_, i) => Math.fround(value(i, size)));
}
