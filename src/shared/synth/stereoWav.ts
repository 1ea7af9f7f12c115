// Stereo sound as a wav file: 16-bit PCM, two channels, with dither.
// Mono recordings are written by dsp/wav.ts; reading is there too.

import { LabError } from '../contract/errors';
import { requireSampleRate } from '../dsp/rates';
import { requireSamples } from '../dsp/samples';
import { createNoiseSource } from './kernels/noiseSource';
import type { StereoSound } from './renderScore';

const HEADER_BYTES = 44;

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
  const dataBytes = left.length * 4;
  if (dataBytes + HEADER_BYTES > 0xffffffff) {
    throw new LabError('too-large', 'Expected at most 4 GiB of samples for one wav file.');
  }
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + dataBytes));
  writeHeader(view, dataBytes, sampleRate);
  const noise = createNoiseSource();
  noise.seed(left.length);
  const dither = (options.dither ?? true) ? () => 0.5 * (noise.next() + noise.next()) : () => 0;
  for (let i = 0; i < left.length; i++) {
    view.setInt16(HEADER_BYTES + i * 4, toInteger(left[i], dither), true);
    view.setInt16(HEADER_BYTES + i * 4 + 2, toInteger(right[i], dither), true);
  }
  return new Uint8Array(view.buffer);
}

function toInteger(sample: number, dither: () => number): number {
  const rounded = sample === 0 ? 0 : Math.round(sample * 32768 + dither());
  return Math.max(-32768, Math.min(32767, rounded));
}

function writeHeader(view: DataView<ArrayBuffer>, dataBytes: number, sampleRate: number): void {
  const tag = (at: number, text: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, text.charCodeAt(i));
  };
  tag(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 2, true); // stereo
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, dataBytes, true);
}
