// Telling how far a run is, often enough to follow and not so often that telling costs.

import type { TrainingProgress } from '../../../shared/contract/training';

/** What training itself knows; the caller adds which project and run it is. */
export type TrainingReport = Omit<TrainingProgress, 'projectId' | 'runId'>;

/** Least time between two reports of the same phase, ms. */
const intervalMs = 100;

export interface ProgressReporter {
  /** Tells what changed; what is not named stays as it was. */
  report(change: Partial<TrainingReport>): void;
}

/** @param tell called at most every 100 ms, and at every change of phase or epoch */
export function createProgressReporter(
  epochs: number,
  tell: ((report: TrainingReport) => void) | undefined,
): ProgressReporter {
  let toldAt = -Infinity;
  let current: TrainingReport = {
    phase: 'preparing',
    message: '',
    epoch: 0,
    epochs,
    step: 0,
    steps: 0,
    loss: NaN,
    accuracy: NaN,
    msPerStep: NaN,
    secondsLeft: null,
  };
  return {
    report(change) {
      const before = current;
      current = { ...current, ...change };
      const now = performance.now();
      const isNew =
        before.phase !== current.phase || before.epoch !== current.epoch || current.step === current.steps;
      if (!isNew && now - toldAt < intervalMs) return;
      toldAt = now;
      tell?.(current);
    },
  };
}
