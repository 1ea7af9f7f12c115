// The signal processing of the lab, in one import.
// Nothing is computed here: each name is documented in its own file.

export * from './featureConfig';
export * from './framing';
export * from './mfcc';
export * from './mfccStream';
export * from './random';
export * from './rates';
export { createResampler, resample } from './resample';
export type { Resampler } from './resample';
export { createWavReader, decodeWav, encodeWav } from './wav';
export type { DecodedWav, DecodeOptions, ReadFrames } from './wav';
export { readWavFormat } from './wavFormat';
export type { WavFormat } from './wavFormat';
