// Gathers the generator's progress and hands it on a few times a second: it writes faster than pictures are drawn.
// Nothing is lost: what comes in between is put together.

import type { GenerationProgress } from '../../../shared/contract/generation';

export interface ProgressQueue {
  push(progress: GenerationProgress): void;
  /** Hands on what waits, now. */
  flush(): void;
  dispose(): void;
}

const PAUSE_MS = 60;

/** @param take gets the index of the variation and all notes that came since the last time */
export function createProgressQueue(
  take: (variation: number, progress: GenerationProgress) => void,
): ProgressQueue {
  const waiting = new Map<number, GenerationProgress>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const ready = [...waiting];
    waiting.clear();
    for (const [variation, progress] of ready) take(variation, progress);
  };
  return {
    push: (progress) => {
      const before = waiting.get(progress.variation)?.notes ?? [];
      waiting.set(progress.variation, { ...progress, notes: [...before, ...progress.notes] });
      timer ??= setTimeout(flush, PAUSE_MS);
    },
    flush,
    dispose: () => {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
