// How samples become frames: the one place that says how many there are and where they start.
// Not features: what is computed from a frame stands in mfcc.ts, fastMfcc.ts and logMel.ts.

import { LabError } from '../contract/errors';
import type { FeatureConfig } from '../contract/features';

/**
 * Samples of a clip at the configuration's rate.
 * @returns clipSeconds * sampleRate, rounded
 */
export function clipLength(config: FeatureConfig): number {
  return Math.round(config.clipSeconds * config.sampleRate);
}

/**
 * Frames that lie whole inside `length` samples; a rest shorter than a frame is left out.
 * @param length samples at the configuration's rate
 * @returns 1 + floor((length - frameLength) / hopLength), 0 when shorter than a frame
 */
export function framesIn(length: number, config: FeatureConfig): number {
  return length < config.frameLength ? 0 : 1 + Math.floor((length - config.frameLength) / config.hopLength);
}

/** Frames of a clip: the rows of its features, the first dimension of a model's input. */
export function frameCount(config: FeatureConfig): number {
  return framesIn(clipLength(config), config);
}

/**
 * Refuses what no feature can be computed from.
 * @param samples any length
 * @throws LabError bad-audio at the first NaN or infinity, naming the sample
 */
export function requireFinite(samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) {
    // x - x is 0 for every finite number and NaN for the rest.
    if (samples[i] - samples[i] !== 0) {
      throw new LabError(
        'bad-audio',
        `Expected samples from -1 to 1, got ${samples[i]} at sample ${i}. The sound is damaged: record or export it again.`,
        { sample: i, got: String(samples[i]) },
      );
    }
  }
}

/**
 * Refuses features that left the range of numbers, which only samples far outside [-1, 1] can do.
 * @throws LabError bad-audio
 */
export function requireFiniteFeatures(data: Float32Array): void {
  for (let i = 0; i < data.length; i++) {
    if (data[i] - data[i] !== 0) {
      throw new LabError(
        'bad-audio',
        'Expected samples from -1 to 1, got values so large that their energy is infinite. Lower the level and try again.',
      );
    }
  }
}
