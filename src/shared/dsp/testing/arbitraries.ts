// Random configurations and sounds for property tests of features.
// Not for production code.

import fc from 'fast-check';
import { windowTypes } from '../../contract/features';
import type { FeatureConfig, Matrix } from '../../contract/features';
import { createRandom } from '../random';

/** Any configuration the contract allows. */
export const anyFeatureConfig: fc.Arbitrary<FeatureConfig> = fc
  .record({
    sampleRate: fc.constantFrom(8000, 16000),
    frameLength: fc.constantFrom(128, 256, 512, 1024, 2048),
    windowType: fc.constantFrom(...windowTypes),
    coefficients: fc.integer({ min: 4, max: 40 }),
    clipSeconds: fc.integer({ min: 5, max: 40 }).map((tenths) => tenths / 10),
    inputScale: fc.constantFrom(1, 1000, 32768),
    hopShare: fc.double({ min: 0, max: 1, noNaN: true }),
    bandShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ hopShare, bandShare, ...config }) => ({
    ...config,
    hopLength: Math.round(32 + hopShare * (config.frameLength - 32)),
    melBands: Math.round(config.coefficients + bandShare * (64 - config.coefficients)),
  }));

/** Tones over noise at levels from inaudible to full scale, decided by `seed`. */
export function anySound(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const level = 10 ** (-4 * random());
  const tones = Array.from({ length: 3 }, () => ({
    step: Math.PI * random(),
    level: level * random() * 0.3,
  }));
  return Float32Array.from({ length }, (_, i) =>
    tones.reduce((sum, tone) => sum + tone.level * Math.sin(i * tone.step), level * 0.1 * (2 * random() - 1)),
  );
}

/** Largest difference of two feature matrices, each row's relative to that row's largest absolute value. */
export function largestRelativeDifference(actual: Matrix, expected: Matrix): number {
  if (actual.rows !== expected.rows || actual.cols !== expected.cols) return Infinity;
  let largest = 0;
  for (let start = 0; start < expected.data.length; start += expected.cols) {
    let peak = 0;
    let difference = 0;
    for (let i = start; i < start + expected.cols; i++) {
      peak = Math.max(peak, Math.abs(expected.data[i]));
      difference = Math.max(difference, Math.abs(actual.data[i] - expected.data[i]));
    }
    // Under 1e-4 the rounding of 1 + E in double precision, the same in all, is all there is to see.
    if (difference > 0) largest = Math.max(largest, difference / Math.max(peak, 1e-4));
  }
  return largest;
}
