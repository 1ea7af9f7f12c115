// Taking mean and deviation out of features.

import { expect, it } from 'vitest';
import { measureNormalisation, normaliseInto } from './normalisation';

// Two coefficients over four frames: 1 3 5 7 (mean 4, variance 5) and a constant 2.
const features = Float32Array.from([1, 2, 3, 2, 5, 2, 7, 2]);

it('measures each coefficient over all frames', () => {
  const { mean, std } = measureNormalisation(features, 2);
  expect(mean).toBeAllclose([4, 2]);
  expect(std).toBeAllclose([Math.sqrt(5), 1]);
});

it('gives mean 0 and deviation 1, a constant coefficient 0', () => {
  const into = new Float32Array(9).fill(-1);
  normaliseInto(features, measureNormalisation(features, 2), into, 1);
  expect(into[0]).toBe(-1);
  expect(measureNormalisation(into.subarray(1), 2).mean).toBeAllclose([0, 0], { atol: 1e-7 });
  expect(
    measureNormalisation(
      into.subarray(1).filter((_, i) => i % 2 === 0),
      1,
    ).std,
  ).toBeAllclose([1], { rtol: 1e-6 });
});
