// Reading and writing wav files: bytes to mono samples and back.
// Not decoding of compressed audio: hosts have their decoders for that.

import type { Sound } from '../contract/clips';
import { LabError } from '../contract/errors';
import { requireSampleRate } from './rates';
import { createResampler } from './resample';
import { requireSamples } from './samples';
import { readWavFormat } from './wavFormat';
import type { SampleKind, WavFormat } from './wavFormat';
import { beginWav, WAV_HEADER_BYTES } from './wavHeader';

/** A sound with what the file said about it. */
export interface DecodedWav extends Sound {
  /** Channels of the file; the sound is their mean. */
  readonly channels: number;
  /** Bits a sample of the file. */
  readonly bitDepth: number;
  /** Hz, the rate of the file; the sound's own is another where one was asked for. */
  readonly fileSampleRate: number;
  /** The file promised more samples than it holds; the sound is what was there. */
  readonly truncated: boolean;
}

export interface DecodeOptions {
  /** Refuse longer files before anything is read. Default: no limit. */
  readonly maxSeconds?: number;
  /** Hz: resample while reading, so that a long file never stands in memory at its own rate. Default: the file's. */
  readonly sampleRate?: number;
}

/** Frames read at a time when resampling. */
const BLOCK_FRAMES = 1 << 16;

/**
 * Reads a wav file: PCM of 8, 16, 24 and 32 bits, float of 32 and 64, A-law, mu-law, extensible, RF64, with wrong
 * sizes in its header and odd chunks around. Channels are averaged.
 * @param bytes the whole file
 * @returns samples, full scale of the integer formats is [-1, 1)
 * @throws LabError bad-audio, naming what is wrong; too-large over `maxSeconds`
 */
export function decodeWav(bytes: Uint8Array, options: DecodeOptions = {}): DecodedWav {
  const format = readWavFormat(bytes);
  const { channels, bitDepth, truncated, sampleRate, frames } = format;
  const { maxSeconds = Infinity } = options;
  if (frames / sampleRate > maxSeconds) {
    throw new LabError(
      'too-large',
      `Expected at most ${maxSeconds} seconds of sound, got ${(frames / sampleRate).toFixed(1)}. Cut it into shorter files.`,
      { expected: maxSeconds, got: frames / sampleRate },
    );
  }
  const read = createWavReader(bytes, format);
  const rate = options.sampleRate ?? sampleRate;
  const samples = rate === sampleRate ? read(0, frames) : readResampled(read, frames, sampleRate, rate);
  return { samples, sampleRate: rate, channels, bitDepth, fileSampleRate: sampleRate, truncated };
}

/** Gives `count` frames from frame `start` on as mono samples. @throws LabError bad-audio for one that is not finite */
export type ReadFrames = (start: number, count: number) => Float32Array;

function readResampled(read: ReadFrames, frames: number, fromRate: number, toRate: number): Float32Array {
  const resampler = createResampler(fromRate, toRate);
  const samples = new Float32Array(resampler.lengthOf(frames));
  let at = 0;
  for (let start = 0; start < frames; start += BLOCK_FRAMES) {
    const part = resampler.push(read(start, Math.min(BLOCK_FRAMES, frames - start)));
    samples.set(part, at);
    at += part.length;
  }
  samples.set(resampler.flush(), at);
  return samples;
}

/**
 * Reads runs of frames as mono samples.
 * @param bytes of the file, or a part of it with `dataStart` set to where its first sample stands
 */
export function createWavReader(bytes: Uint8Array, format: WavFormat): ReadFrames {
  const { channels, bytesPerSample, dataStart, kind } = format;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const readSample = sampleReaders[kind];
  return (start, count) => {
    const samples = new Float32Array(count);
    let at = dataStart + start * channels * bytesPerSample;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++, at += bytesPerSample) sum += readSample(view, at);
      samples[i] = sum / channels;
    }
    requireSamples(samples, start);
    return samples;
  };
}

const sampleReaders: Readonly<Record<SampleKind, (view: DataView, at: number) => number>> = {
  unsigned8: (view, at) => (view.getUint8(at) - 128) / 128,
  signed16: (view, at) => view.getInt16(at, true) / 32768,
  signed24: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608,
  signed32: (view, at) => view.getInt32(at, true) / 2147483648,
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  aLaw: (view, at) => expandALaw(view.getUint8(at)) / 32768,
  muLaw: (view, at) => expandMuLaw(view.getUint8(at)) / 32768,
};

/** ITU-T G.711 A-law to 16-bit linear. */
function expandALaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

/** ITU-T G.711 mu-law to 16-bit linear. */
function expandMuLaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return code & 0x80 ? -magnitude : magnitude;
}

/**
 * Writes a wav file: 16-bit PCM, mono. Samples outside [-1, 1] are clipped; reading it back gives each sample
 * rounded to a multiple of 1/32768.
 * @throws LabError bad-audio when a sample is not finite; too-large over what a wav file can hold (4 GiB);
 *   invalid-argument for a rate outside 1000 to 768000 Hz or not whole
 */
export function encodeWav(sound: Sound): Uint8Array<ArrayBuffer> {
  const { samples, sampleRate } = sound;
  requireSampleRate(sampleRate);
  requireSamples(samples);
  const view = beginWav(1, samples.length, sampleRate);
  for (let i = 0; i < samples.length; i++) {
    const rounded = Math.round(samples[i] * 32768);
    view.setInt16(
      WAV_HEADER_BYTES + i * 2,
      rounded > 32767 ? 32767 : rounded < -32768 ? -32768 : rounded,
      true,
    );
  }
  return new Uint8Array(view.buffer);
}
