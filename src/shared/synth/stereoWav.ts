// Stereo sound as a wav file: 16-bit PCM, two channels, with dither.
// Mono recordings are written by dsp/wav.ts; reading is there too.

import { LabError } from '../contract/errors';
import { requireSampleRate } from '../dsp/rates';
import { requireSamples } from '../dsp/samples';
import { beginWav, WAV_HEADER_BYTES } from '../dsp/wavHeader';
import { createNoiseSource } from './kernels/noiseSource';
import type { StereoSound } from './renderScore';

/** How a wav file is written. */
export interface StereoWavOptions {
  /** Triangular noise of one step, so that fading sounds fade into hiss, not into distortion. Default true. */
  readonly dither?: boolean;
}

/**
 * Writes a wav file. Samples outside [-1, 1] are clipped. The dither is seeded: same sound, same bytes; true silence
 * stays silent.
 * @throws LabError invalid-argument where the sides differ in length or for a rate outside 1000 to 768000 Hz;
 *   bad-audio when a sample is not finite; too-large over 4 GiB
 */
export function encodeStereoWav(sound: StereoSound, options: StereoWavOptions = {}): Uint8Array<ArrayBuffer> {
  const { left, right, sampleRate } = sound;
  requireSampleRate(sampleRate);
  requireSamples(left);
  requireSamples(right);
  if (left.length !== right.length) {
    throw new LabError(
      'invalid-argument',
      `Expected sides of one length, got ${left.length} and ${right.length}.`,
    );
  }
  const view = beginWav(2, left.length, sampleRate);
  const noise = createNoiseSource();
  noise.seed(left.length);
  const dither = (options.dither ?? true) ? () => 0.5 * (noise.next() + noise.next()) : () => 0;
  for (let i = 0; i < left.length; i++) {
    view.setInt16(WAV_HEADER_BYTES + i * 4, toInteger(left[i], dither), true);
    view.setInt16(WAV_HEADER_BYTES + i * 4 + 2, toInteger(right[i], dither), true);
  }
  return new Uint8Array(view.buffer);
}

function toInteger(sample: number, dither: () => number): number {
  const rounded = sample === 0 ? 0 : Math.round(sample * 32768 + dither());
  return Math.max(-32768, Math.min(32767, rounded));
}
