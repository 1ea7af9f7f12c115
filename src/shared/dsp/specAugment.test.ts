// Masks: their number, width, place and fill. Not their use in training.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random';
import { specAugment } from './specAugment';

const ones = (rows = 20, cols = 8) => ({ data: new Float32Array(rows * cols).fill(1), rows, cols });
const off = { timeMasks: 0, timeMaskFrames: 0, frequencyMasks: 0, frequencyMaskBins: 0 };

describe('specAugment', () => {
  it('masks one stretch of whole frames, up to its width, anywhere', () => {
    const widths = new Set<number>();
    const starts = new Set<number>();
    for (let seed = 0; seed < 300; seed++) {
      const mfcc = ones();
      specAugment(mfcc, { ...off, timeMasks: 1, timeMaskFrames: 5 }, createRandom(seed));
      const masked = Array.from({ length: 20 }, (_, row) =>
        mfcc.data.subarray(row * 8, row * 8 + 8).every((v) => v === 0),
      );
      const first = masked.indexOf(true);
      const width = masked.filter(Boolean).length;
      expect(mfcc.data.filter((value) => value === 0).length).toBe(width * 8);
      if (width > 0) expect(masked.slice(first, first + width).every(Boolean)).toBe(true);
      widths.add(width);
      starts.add(first);
    }
    expect([...widths].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(starts.has(0) && starts.has(19)).toBe(true);
  });

  it('masks coefficients with what they are filled with, each its own', () => {
    const mfcc = ones();
    const fill = Float32Array.from({ length: 8 }, (_, i) => -i - 1);
    specAugment(mfcc, { ...off, frequencyMasks: 3, frequencyMaskBins: 8 }, createRandom(2), fill);
    for (let row = 0; row < 20; row++) {
      for (let col = 0; col < 8; col++) {
        const value = mfcc.data[row * 8 + col];
        expect([1, fill[col]]).toContain(value);
        expect(value).toBe(mfcc.data[col]);
      }
    }
    expect(mfcc.data.some((value) => value < 0)).toBe(true);
  });

  it('repeats with its seed, and is nothing without masks', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 30 }), fc.nat({ max: 30 }), (seed, rows, width) => {
        const config = { timeMasks: 2, timeMaskFrames: width, frequencyMasks: 2, frequencyMaskBins: width };
        const [a, b, c] = [ones(rows), ones(rows), ones(rows)];
        specAugment(a, config, createRandom(seed));
        specAugment(b, config, createRandom(seed));
        specAugment(c, off, createRandom(seed));
        expect(a.data).toEqual(b.data);
        expect(c.data).toEqual(ones(rows).data);
      }),
    );
  });
});
