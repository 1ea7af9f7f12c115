// Background recordings in memory: stretches of them for mixing and for `_silence_`, those of validation apart.
// Not synthesised noise, and not how loud either is mixed in.

import { open } from 'node:fs/promises';
import { decodeWav } from '../../../shared/dsp';
import type { Random } from '../../../shared/dsp';

/** Of each recording this much is read from its start: 10 minutes of 16-bit mono at 16 kHz. */
const maxBytesPerFile = 10 * 60 * 16_000 * 2;
/** Over all recordings, as 16-bit samples: an hour at 16 kHz. */
const maxSamples = 3600 * 16_000;
/** The end of each recording that only validation hears. */
const validationShare = 0.2;

export type BackgroundPart = 'training' | 'validation';

export interface Backgrounds {
  /** True where there is no recording long enough for a stretch. */
  readonly empty: boolean;
  /** A stretch from a random place of a random recording, or null where there is none. */
  stretch(part: BackgroundPart, length: number, random: Random): Float32Array | null;
  /** Recordings left out, in words. */
  readonly problems: readonly string[];
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, maxBytesPerFile));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function partOf(recording: Int16Array, part: BackgroundPart): Int16Array {
  const border = Math.round(recording.length * (1 - validationShare));
  return part === 'training' ? recording.subarray(0, border) : recording.subarray(border);
}

const quantise = (samples: Float32Array): Int16Array =>
  Int16Array.from(samples, (sample) => Math.max(-32768, Math.min(32767, Math.round(sample * 32768))));

/**
 * Reads background recordings.
 * @param paths wav files; one that cannot be read is left out and named in `problems`
 * @param sampleRate Hz, what they are resampled to
 */
export async function openBackgrounds(paths: readonly string[], sampleRate: number): Promise<Backgrounds> {
  const recordings: Int16Array[] = [];
  const problems: string[] = [];
  let total = 0;
  for (const path of paths) {
    if (total >= maxSamples) break;
    try {
      const recording = quantise(decodeWav(await readStart(path), { sampleRate }).samples);
      recordings.push(recording);
      total += recording.length;
    } catch (error) {
      problems.push(
        `background ${path} was left out: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return { ...createBackgrounds(recordings), problems };
}

/** Backgrounds from recordings at hand, 16-bit. */
export function createBackgrounds(recordings: readonly Int16Array[]): Omit<Backgrounds, 'problems'> {
  const longEnough = (part: BackgroundPart, length: number) =>
    recordings.map((recording) => partOf(recording, part)).filter((piece) => piece.length >= length);
  return {
    empty: recordings.length === 0,
    stretch(part, length, random) {
      const pieces = longEnough(part, length);
      if (pieces.length === 0) return null;
      const piece = pieces[Math.floor(random() * pieces.length)];
      const start = Math.floor(random() * (piece.length - length + 1));
      return Float32Array.from(piece.subarray(start, start + length), (sample) => sample / 32768);
    },
  };
}
