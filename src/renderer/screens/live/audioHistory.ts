// The last seconds of what was heard, to play an event back and to find where its word ended.
// Not a recording: nothing is written to disk.

import type { Sound } from '../../../shared/contract/clips';

export interface AudioHistory {
  push(chunk: Float32Array): void;
  /** Seconds heard since the start. */
  readonly seconds: number;
  /** The part between two moments, as far as it is still here. `start` is where it really begins, seconds. */
  slice(from: number, to: number): { readonly sound: Sound; readonly start: number };
}

/** @param keepSeconds length of the ring */
export function createAudioHistory(sampleRate: number, keepSeconds = 10): AudioHistory {
  const ring = new Float32Array(Math.max(1, Math.round(sampleRate * keepSeconds)));
  let heard = 0;
  return {
    push: (chunk) => {
      for (let i = Math.max(0, chunk.length - ring.length); i < chunk.length; i++) {
        ring[(heard + i) % ring.length] = chunk[i];
      }
      heard += chunk.length;
    },
    get seconds() {
      return heard / sampleRate;
    },
    slice: (from, to) => {
      const first = Math.max(0, heard - ring.length, Math.round(from * sampleRate));
      const last = Math.max(first, Math.min(heard, Math.round(to * sampleRate)));
      const samples = new Float32Array(last - first);
      for (let i = first; i < last; i++) samples[i - first] = ring[i % ring.length];
      return { sound: { samples, sampleRate }, start: first / sampleRate };
    },
  };
}

/** Length of the pieces loudness is measured over, seconds. */
const PIECE = 0.01;
/** A word goes on while it is louder than this share of its loudest piece (-26 dB). */
const QUIET = 0.05;
/** A gap this long ends a word; shorter ones are stops inside it, as in "eight". Seconds. */
const GAP = 0.12;

/**
 * Where the loudest word of a sound ends, by its energy: an estimate for the delay read-out, nothing is trained on it.
 * @returns seconds from the sound's start; null where all is silent or the word runs on to the very end
 */
export function findWordEnd({ samples, sampleRate }: Sound): number | null {
  const piece = Math.max(1, Math.round(PIECE * sampleRate));
  const levels = Array.from({ length: Math.floor(samples.length / piece) }, (_, i) =>
    rms(samples, i * piece, piece),
  );
  const loudest = levels.reduce((best, level, i) => (level > levels[best] ? i : best), 0);
  const floor = QUIET * (levels[loudest] ?? 0);
  if (floor === 0) return null;
  let end = loudest;
  for (let i = loudest + 1; i < levels.length && (i - end) * PIECE <= GAP; i++)
    if (levels[i] >= floor) end = i;
  return end === levels.length - 1 ? null : ((end + 1) * piece) / sampleRate;
}

function rms(samples: Float32Array, start: number, length: number): number {
  let squares = 0;
  for (let i = start; i < start + length; i++) squares += samples[i] * samples[i];
  return Math.sqrt(squares / length);
}
