// What every run has around its loop: hooks, the time limit, and in words why it ended. Whatever is trained.

import * as tf from '@tensorflow/tfjs';
import type { EpochMetrics, LearningConfig, RunRecord } from '../../../shared/contract/training';
import type { LoopResult } from './epochs';
import type { TrainingReport } from './progress';

/** What a run is told to, by whoever started it. */
export interface RunHooks<Facts> {
  /** Stops after the step under way. */
  readonly signal?: AbortSignal;
  readonly onStart?: (facts: Facts) => void;
  readonly onProgress?: (report: TrainingReport) => void;
  readonly onEpoch?: (metrics: EpochMetrics) => void;
}

/** How a run ended. */
export interface RunEnding {
  readonly status: 'finished' | 'stopped';
  /** Why it ended, in words. */
  readonly message: string;
  readonly epochsDone: number;
  /** The epoch whose weights stand in best/, null where there are none. */
  readonly best: RunRecord['best'];
  /** What the person should know: clips or tunes that could not be used. */
  readonly warnings: readonly string[];
}

/** When a run that begins now has to end, on the clock of `performance.now`, ms. */
export const deadlineOf = ({ maxMinutes }: Pick<LearningConfig, 'maxMinutes'>): number =>
  maxMinutes === null ? Infinity : performance.now() + maxMinutes * 60_000;

/** Versions kept with a run: those given, node's and TensorFlow.js'. */
export const versionsOf = (given: Readonly<Record<string, string>> | undefined): Record<string, string> => ({
  ...given,
  node: process.versions.node,
  tfjs: tf.version_core,
});

function describeEnding({ ending, epochsDone, best }: LoopResult, config: LearningConfig): string {
  const { epochs, maxMinutes, earlyStoppingPatience } = config;
  const kept = best ? ` The weights of epoch ${best.epoch} are kept.` : ' There was nothing to keep yet.';
  switch (ending) {
    case 'all epochs':
      return `${epochs === 1 ? 'The one epoch is' : `All ${epochs} epochs are`} done.${kept}`;
    case 'no better':
      return `Ended after epoch ${epochsDone}: no better for ${earlyStoppingPatience} epochs.${kept}`;
    case 'time':
      return `Ended in epoch ${epochsDone} of ${epochs}: the ${maxMinutes} minutes were over.${kept}`;
    case 'stopped':
      return `Stopped on request in epoch ${Math.max(1, epochsDone)} of ${epochs}.${kept}`;
  }
}

/** The ending of a run that got as far as its loop. */
export function endingOf(looped: LoopResult, config: LearningConfig, warnings: readonly string[]): RunEnding {
  const { epochsDone, best, ending } = looped;
  const status = ending === 'stopped' ? 'stopped' : 'finished';
  return { status, message: describeEnding(looped, config), epochsDone, best, warnings };
}

/** The ending of a run that was stopped while it was being prepared. */
export const stoppedEarly: RunEnding = {
  status: 'stopped',
  message: 'Stopped on request before the first step. There was nothing to keep yet.',
  epochsDone: 0,
  best: null,
  warnings: [],
};
