// What a training reports, as the updates that cross to the engine's own thread.
// Not the pace of them: the engine thins them out.

import type { EpochMetrics } from '../../../shared/contract/training';
import type { TrainingReport } from '../training';
import type { TrainingUpdate } from './computeService';

/** Hooks for a training of either kind. @param tell nobody listens where it is missing */
export function trainingHooks<Facts>(tell: ((update: TrainingUpdate<Facts>) => void) | undefined) {
  return {
    onStart: (facts: Facts) => tell?.({ kind: 'start', facts }),
    onProgress: (report: TrainingReport) => tell?.({ kind: 'progress', report }),
    onEpoch: (metrics: EpochMetrics) => tell?.({ kind: 'epoch', metrics }),
  };
}
