// The mask as numbers: how many it drops, that it follows from the seed, and known values of the mixing function.

import { expect, it } from 'vitest';
import { dropoutMask } from './dropout';

const dropped = (mask: Float32Array): number => mask.filter((factor) => factor === 0).length;

it('drops the share asked for, and scales the rest', () => {
  for (const rate of [0, 0.1, 0.5, 0.9]) {
    const mask = dropoutMask(200_000, rate, 12345);
    // Four standard deviations of a binomial of 200,000.
    expect(Math.abs(dropped(mask) / 200_000 - rate)).toBeLessThan(0.0045);
    expect(new Set(mask.filter((factor) => factor !== 0))).toEqual(new Set([Math.fround(1 / (1 - rate))]));
  }
});

it('is the same for the same seed, and another for another', () => {
  const overlap = (a: Float32Array, b: Float32Array) =>
    a.filter((each, i) => each === b[i]).length / a.length;
  const [first, again, other] = [1, 1, 2].map((seed) => dropoutMask(100_000, 0.5, seed));
  expect(again).toEqual(first);
  // Independent masks of one half agree in half of their places.
  expect(Math.abs(overlap(first, other) - 0.5)).toBeLessThan(0.01);
});

it('has no pattern along the sequence: neighbours are independent', () => {
  const mask = dropoutMask(200_000, 0.5, 77);
  for (const lag of [1, 2, 64, 128, 256]) {
    const same = mask.subarray(lag).filter((factor, i) => factor === mask[i]).length / (mask.length - lag);
    expect(Math.abs(same - 0.5)).toBeLessThan(0.006);
  }
});
