// What samples may be at all, checked where sound comes in and where features are made.
// Not quality: clipping and silence are measure.ts.

import { LabError } from '../contract/errors';

/**
 * Largest absolute sample that passes. Sound is in [-1, 1]; programs that write 16-bit values as floats reach 32768,
 * and beyond this the energy of a frame would leave the numbers of single precision.
 */
export const LARGEST_SAMPLE = 1e6;

/**
 * Refuses a sound that no feature can be computed from.
 * @param samples any length
 * @param first number of the first sample, for the message, where `samples` is a part of a sound
 * @throws LabError bad-audio at the first NaN, infinity or absurdly large sample, naming it
 */
export function requireSamples(samples: Float32Array, first = 0): void {
  for (let i = 0; i < samples.length; i++) {
    if (Math.abs(samples[i]) <= LARGEST_SAMPLE) continue;
    throw new LabError(
      'bad-audio',
      `Expected samples from -1 to 1, got ${samples[i]} at sample ${first + i}. The sound is damaged: record or export it again.`,
      { sample: first + i, got: String(samples[i]) },
    );
  }
}
