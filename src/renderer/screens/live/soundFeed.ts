// A sound fed as if a microphone heard it: chunk by chunk, in real time, by the wall clock.
// Not the player: hearing it meanwhile is the player's matter.

import type { Sound } from '../../../shared/contract/clips';

export interface SoundFeedOptions {
  /** The array is the listener's to keep. */
  readonly onChunk: (chunk: Float32Array) => void;
  readonly onEnd: () => void;
  /** Wall clock, ms. */
  readonly now: () => number;
  /** How often what is due is handed on, ms. */
  readonly periodMs?: number;
  /** Silence after the end, as a room would go on: a last word needs its window to pass. Seconds. */
  readonly tailSeconds?: number;
}

/** Starts at once. @returns how to stop; `onEnd` is not called then */
export function startSoundFeed({ samples, sampleRate }: Sound, options: SoundFeedOptions): () => void {
  const { onChunk, onEnd, now, periodMs = 20, tailSeconds = 1 } = options;
  const total = samples.length + Math.round(tailSeconds * sampleRate);
  const startedAt = now();
  let fed = 0;

  const feed = () => {
    const due = Math.min(total, Math.floor(((now() - startedAt) / 1000) * sampleRate));
    if (due > fed) {
      const chunk = new Float32Array(due - fed);
      chunk.set(samples.subarray(Math.min(fed, samples.length), Math.min(due, samples.length)));
      fed = due;
      onChunk(chunk);
    }
    if (fed < total) return;
    clearInterval(timer);
    onEnd();
  };
  const timer = setInterval(feed, periodMs);
  return () => clearInterval(timer);
}
