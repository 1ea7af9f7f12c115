// From a sound or a file's bytes to what the library stores: 16-bit mono wav at the project's rate, hashed, measured.
// Not writing: nothing here touches the disk.

import { createHash } from 'node:crypto';
import { MAX_BACKGROUND_SECONDS, MAX_CLIP_SECONDS } from '../../../shared/contract/clips';
import type { ClipMeasures, Sound } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import { measureClip } from '../../../shared/dsp/measure';
import { requireSampleRate } from '../../../shared/dsp/rates';
import { resample } from '../../../shared/dsp/resample';
import { decodeWav, encodeWav } from '../../../shared/dsp/wav';
import { readWavFormat } from '../../../shared/dsp/wavFormat';

/** A sound ready to be stored. */
export interface PreparedSound {
  /** The whole wav file. */
  readonly bytes: Uint8Array;
  /** At the rate of the file. */
  readonly samples: Float32Array;
  readonly sha256: string;
  readonly seconds: number;
  readonly measures: ClipMeasures;
}

/** sha256 of bytes, hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Prepares a recorded sound.
 * @param sampleRate Hz, of the project
 * @throws bad-audio (empty, all zeros, not finite) | too-large | invalid-argument
 */
export function prepareSound(sound: Sound, sampleRate: number, maxSeconds: number): PreparedSound {
  const { samples } = sound;
  requireSampleRate(sound.sampleRate, 'sound.sampleRate');
  if (samples.length === 0) {
    throw new LabError('bad-audio', 'The recording is empty: no samples came. Record it again.');
  }
  requireLength(samples.length / sound.sampleRate, maxSeconds);
  const { peak, clipped } = measureClip(samples);
  requireSignal(peak);
  return store(resample(samples, sound.sampleRate, sampleRate), sampleRate, clipped);
}

function requireLength(seconds: number, maxSeconds: number): void {
  if (seconds <= maxSeconds) return;
  const message = `Expected at most ${maxSeconds} seconds of sound, got ${seconds.toFixed(1)}. Make it shorter.`;
  throw new LabError('too-large', message, { expected: maxSeconds, got: seconds });
}

/** A denied or muted microphone delivers zeros without any error: that take would be lost, so it is said at once. */
function requireSignal(peak: number): void {
  if (peak > 0) return;
  throw new LabError(
    'bad-audio',
    'The recording holds only zeros: the microphone is muted or this app may not use it. ' +
      "Check the microphone's switch and the system's privacy settings, then record again.",
  );
}

/** A file's sound at the project's rate, before its use is known. */
export interface OpenedFile extends Sound {
  readonly seconds: number;
  readonly truncated: boolean;
  /** Whether it is clipped at its own rate. */
  readonly clipped: boolean;
}

/**
 * Reads a wav file at the project's rate.
 * @throws bad-audio | too-large (longer than a background recording may be)
 */
export function openFile(bytes: Uint8Array, sampleRate: number): OpenedFile {
  const { frames, sampleRate: fileRate } = readWavFormat(bytes);
  const isLong = frames / fileRate > MAX_CLIP_SECONDS; // minutes of sound never stand in memory at their own rate
  const rate = isLong ? sampleRate : fileRate;
  const decoded = decodeWav(bytes, { maxSeconds: MAX_BACKGROUND_SECONDS, sampleRate: rate });
  const { clipped } = measureClip(decoded.samples);
  const samples = resample(decoded.samples, rate, sampleRate);
  return { samples, sampleRate, seconds: samples.length / sampleRate, truncated: decoded.truncated, clipped };
}

/**
 * A file's sound as a clip.
 * @throws bad-audio when the file is truncated; too-large when it is longer than a clip may be
 */
export function prepareClipFile(file: OpenedFile): PreparedSound {
  const { samples, sampleRate, seconds, truncated, clipped } = file;
  if (truncated) {
    const message = `The file is cut off: only ${seconds.toFixed(2)} seconds of what its header promises are there. Copy it anew.`;
    throw new LabError('bad-audio', message, { seconds });
  }
  if (seconds > MAX_CLIP_SECONDS) {
    const message =
      `It is ${seconds.toFixed(1)} seconds long; a clip has at most ${MAX_CLIP_SECONDS}. ` +
      'Cut it into single words, or import it as background.';
    throw new LabError('too-large', message, { expected: MAX_CLIP_SECONDS, got: seconds });
  }
  return store(samples, sampleRate, clipped);
}

/**
 * Encodes, hashes and measures; what is measured is what the file holds, after rounding to 16 bits.
 * @param clipped whether the sound was clipped before it was resampled, which rounds clipped tops off
 */
export function store(sound: Float32Array, sampleRate: number, clipped: boolean): PreparedSound {
  const bytes = encodeWav({ samples: sound, sampleRate });
  const { samples } = decodeWav(bytes);
  const stored = measureClip(samples);
  const measures = { ...stored, clipped: stored.clipped || clipped };
  return { bytes, samples, sha256: sha256(bytes), seconds: samples.length / sampleRate, measures };
}
