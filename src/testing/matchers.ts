// Test matchers: comparing numbers the way numerical code is compared, elementwise with tolerances.
// Not for production code: registered by vitest.config.ts for every test file.

import { expect } from 'vitest';

interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

/** Passes when |actual - expected| <= atol + rtol * |expected| everywhere (NumPy's allclose). */
function toBeAllclose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance = {}) {
  const { rtol = 1e-5, atol = 1e-8 } = tolerance;
  for (const side of [actual, expected]) {
    // Two plain numbers have equal lengths (none) and would pass whatever they are.
    if (!Number.isInteger(side?.length)) throw new TypeError(`toBeAllclose compares arrays, got ${side}`);
  }
  if (actual.length !== expected.length) {
    return { pass: false, message: () => `length: expected ${expected.length}, got ${actual.length}` };
  }
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    const excess = Math.abs(actual[i] - expected[i]) - (atol + rtol * Math.abs(expected[i]));
    if (!(excess <= worstExcess)) {
      worst = i;
      worstExcess = Number.isNaN(excess) ? Infinity : excess;
    }
  }
  return {
    pass: worst < 0,
    message: () =>
      worst < 0
        ? 'expected arrays to differ'
        : `at [${worst}]: expected ${expected[worst]}, got ${actual[worst]} (rtol ${rtol}, atol ${atol})`,
  };
}

expect.extend({ toBeAllclose });

declare module 'vitest' {
  interface Assertion {
    toBeAllclose(expected: ArrayLike<number>, tolerance?: Tolerance): void;
  }
}
