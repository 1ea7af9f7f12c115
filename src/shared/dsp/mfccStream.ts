// MFCCs of a sound that is still going on: the same frames a clip of it would give.
// Not the microphone and not resampling: chunks come at the configuration's rate.

import type { FeatureConfig, Matrix } from '../contract/features';
import { framesIn } from './framing';
import { requireSamples } from './samples';
import { createMfccExtractor } from './mfcc';

/** Takes a sound in chunks of any size. */
export interface MfccStream {
  /**
   * @param chunk the next samples, at the configuration's rate; may be empty
   * @returns [frames completed by this chunk, coefficients]
   * @throws LabError bad-audio for samples that are not finite; the chunk is then not taken
   */
  push(chunk: Float32Array): Matrix;
}

/**
 * Makes a stream for one configuration. Its frames are those of {@link createMfccExtractor}'s `clip` on the
 * whole sound, equal to the last bit, whatever the chunks.
 * @throws LabError invalid-argument when the configuration is not within the contract
 */
export function createMfccStream(config: FeatureConfig): MfccStream {
  const extractor = createMfccExtractor(config);
  let rest = new Float32Array(0);
  return {
    push(chunk) {
      requireSamples(chunk);
      const joined = new Float32Array(rest.length + chunk.length);
      joined.set(rest);
      joined.set(chunk, rest.length);
      const mfcc = extractor.clip(joined);
      rest = joined.slice(framesIn(joined.length, config) * config.hopLength);
      return mfcc;
    },
  };
}
