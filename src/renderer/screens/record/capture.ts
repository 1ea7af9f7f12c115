// Collects PCM chunks into a sound of a given length, to the sample.
// Knows no microphone and no clock: time is counted in samples.

import type { Sound } from '../../../shared/contract/clips';

export interface Capture {
  /** @returns true once the sound is complete; what comes after is not taken */
  push(chunk: Float32Array): boolean;
  /** Seconds taken so far. */
  seconds(): number;
  /** What was taken so far, as one sound. */
  sound(): Sound;
}

/** @param seconds length wanted @param sampleRate Hz */
export function createCapture(seconds: number, sampleRate: number): Capture {
  const length = Math.round(seconds * sampleRate);
  const chunks: Float32Array[] = [];
  let taken = 0;
  return {
    push: (chunk) => {
      const part = chunk.subarray(0, Math.max(0, length - taken));
      if (part.length > 0) chunks.push(part);
      taken += part.length;
      return taken >= length;
    },
    seconds: () => taken / sampleRate,
    sound: () => {
      const samples = new Float32Array(taken);
      let at = 0;
      for (const chunk of chunks) {
        samples.set(chunk, at);
        at += chunk.length;
      }
      return { samples, sampleRate };
    },
  };
}
