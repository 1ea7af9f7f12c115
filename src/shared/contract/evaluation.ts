// Evaluation of a trained run on one split.

import type { CallOptions, ItemProgress } from './call';
import type { Split } from './clips';

export interface ClassMetrics {
  readonly label: string;
  /** NaN (null in JSON) where the denominator is zero. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** True clips of this label. */
  readonly support: number;
}

/** counts[true][predicted] */
export interface ConfusionMatrix {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

export interface ClipPrediction {
  readonly clipId: string;
  readonly label: string;
  readonly predicted: string;
  /** Of the predicted label, 0 to 1. */
  readonly probability: number;
  /** Probability given to the true label, 0 to 1. */
  readonly trueProbability: number;
}

export interface Evaluation {
  readonly runId: string;
  readonly split: Split | 'all';
  readonly accuracy: number;
  /** 95 % Wilson interval of the accuracy. */
  readonly interval: readonly [low: number, high: number];
  /** Mean cross-entropy, nats. */
  readonly loss: number;
  readonly perClass: readonly ClassMetrics[];
  readonly confusion: ConfusionMatrix;
  readonly predictions: readonly ClipPrediction[];
  /** Clips whose label the model does not know and has no `_unknown_` for. */
  readonly skipped: number;
  /** Speakers heard both in training and in this split: above zero the score flatters. */
  readonly sharedSpeakers: readonly string[];
  readonly createdAt: string;
}

export interface EvaluationService {
  /** Evaluates the run's best weights; kept in the run's folder and returned at once when nothing changed. */
  evaluate(
    options: { readonly projectId: string; readonly runId: string; readonly split: Split | 'all' },
    call?: CallOptions<ItemProgress>,
  ): Promise<Evaluation>;
}
