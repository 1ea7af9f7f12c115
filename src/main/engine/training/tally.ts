// Running figures of an epoch. Not the record of a run.

import type { EpochMetrics } from '../../../shared/contract/training';
import type { StepResult } from './gradientTrainer';

export interface Tally {
  add(step: StepResult, count: number): void;
  /** Means so far; NaN before the first step. */
  means(): Pick<EpochMetrics, 'loss' | 'accuracy' | 'gradientNorm' | 'gradientNormMax' | 'clippedShare'>;
  readonly steps: number;
}

/** Loss and accuracy weigh every clip (or token) alike, so a small last batch does not count for more. */
export function createTally(): Tally {
  let [lossSum, correct, items, normSum, normMax, clipped, steps] = [0, 0, 0, 0, 0, 0, 0];
  return {
    add(step, count) {
      lossSum += step.loss * count;
      correct += step.correct;
      items += count;
      normSum += step.gradientNorm;
      normMax = Math.max(normMax, step.gradientNorm);
      clipped += step.clipped ? 1 : 0;
      steps += 1;
    },
    means: () => ({
      loss: lossSum / items,
      accuracy: correct / items,
      gradientNorm: normSum / steps,
      gradientNormMax: steps > 0 ? normMax : NaN,
      clippedShare: clipped / steps,
    }),
    get steps() {
      return steps;
    },
  };
}
