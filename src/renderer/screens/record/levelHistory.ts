// The last seconds of the microphone as one peak a chunk: what the moving picture of the Record screen draws.
// Not a recording: only peaks are kept.

import type { Level } from '../../audio/level';
import { silentLevel } from '../../audio/level';

export interface LevelHistory {
  /** @param recording whether this chunk belongs to a take */
  push(level: Level, recording: boolean): void;
  /** Peaks of the chunks, oldest first, and which belong to a take. */
  readonly peaks: Float32Array;
  readonly recording: Uint8Array;
  latest(): Level;
  subscribe(listener: () => void): () => void;
  reset(): void;
}

/** @param length chunks kept; 280 chunks of 1024 samples at 48 kHz are 6 s */
export function createLevelHistory(length = 280): LevelHistory {
  const peaks = new Float32Array(length);
  const recording = new Uint8Array(length);
  const listeners = new Set<() => void>();
  let latest = silentLevel;
  const tell = () => listeners.forEach((listener) => listener());
  return {
    peaks,
    recording,
    push: (level, isRecording) => {
      peaks.copyWithin(0, 1);
      recording.copyWithin(0, 1);
      peaks[length - 1] = level.peak;
      recording[length - 1] = isRecording ? 1 : 0;
      latest = level;
      tell();
    },
    latest: () => latest,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reset: () => {
      peaks.fill(0);
      recording.fill(0);
      latest = silentLevel;
      tell();
    },
  };
}
