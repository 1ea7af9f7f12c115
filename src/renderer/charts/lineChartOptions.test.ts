// Axes of the curves: how far they reach.

import { describe, expect, it } from 'vitest';
import { epochRange, zeroRange } from './lineChartOptions';

describe('chart ranges', () => {
  it('gives a young run room to grow, never beyond its epochs, and ends where it ended', () => {
    expect(epochRange(0, 40, true)).toEqual([0, 10]);
    expect(epochRange(12.5, 40, true)).toEqual([0, 16]);
    expect(epochRange(39, 40, true)).toEqual([0, 40]);
    expect(epochRange(3, 5, true)).toEqual([0, 5]);
    expect(epochRange(18, 40, false)).toEqual([0, 18]);
    expect(epochRange(0, 40, false)).toEqual([0, 2]);
  });

  it('starts losses and norms at zero', () => {
    expect(zeroRange(2)).toBeAllclose([0, 2.12]);
    expect(zeroRange(0)).toEqual([0, 1]);
  });
});
