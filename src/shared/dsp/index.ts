// The signal processing of the lab, in one import.
// Nothing is computed here: each name is documented in its own file.

export { augmentSamples } from './augment';
export type { AugmentOptions } from './augment';
export { clipSamples, fitClip } from './clip';
export { createFastMfcc } from './fastMfcc';
export type { FastMfcc } from './fastMfcc';
export { featureKey, featureLimits, featureSampleRates, validateFeatureConfig } from './featureConfig';
export { clipLength, frameCount, framesIn } from './framing';
export { logMelSpectrogram } from './logMel';
export { measureClip } from './measure';
export { createMfccExtractor } from './mfcc';
export type { MfccExtractor } from './mfcc';
export { createMfccStream } from './mfccStream';
export type { MfccStream } from './mfccStream';
export { noiseKinds, NOISE_RMS, synthesiseNoise } from './noise';
export type { NoiseKind } from './noise';
export { createGaussian, createRandom, hashSeed, shuffle } from './random';
export type { Random } from './random';
export { isSampleRate, requireSampleRate, sampleRateLimits } from './rates';
export { createResampler, resample } from './resample';
export type { Resampler } from './resample';
export { LARGEST_SAMPLE, requireSamples } from './samples';
export { specAugment } from './specAugment';
export type { SpecAugmentConfig } from './specAugment';
export { findWord, findWordEdges } from './trim';
export type { Section } from './trim';
export { createWavReader, decodeWav, encodeWav } from './wav';
export type { DecodedWav, DecodeOptions, ReadFrames } from './wav';
export { readWavFormat } from './wavFormat';
export type { WavFormat } from './wavFormat';
