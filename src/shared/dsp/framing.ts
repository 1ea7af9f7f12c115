// How samples become frames: the one place that says how many there are and where they start.
// Not features: what is computed from a frame stands in mfcc.ts, fastMfcc.ts and logMel.ts.

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
