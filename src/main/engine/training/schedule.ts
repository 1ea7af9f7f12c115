// The learning rate over a run. Pure; not the optimizer.

import type { LearningConfig } from '../../../shared/contract/training';

/** Share of the peak that the cosine schedule ends at. */
const finalShare = 0.01;

/**
 * Learning rate at a point of the run: constant, or a half cosine from the peak to 1 % of it
 * (Loshchilov and Hutter 2016, without restarts).
 * @param progress share of the run that is done, 0 to 1; more counts as 1
 */
export function learningRateAt(
  { learningRate, learningRateSchedule }: Pick<LearningConfig, 'learningRate' | 'learningRateSchedule'>,
  progress: number,
): number {
  if (learningRateSchedule === 'constant') return learningRate;
  const cosine = (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, progress)))) / 2;
  return learningRate * (finalShare + (1 - finalShare) * cosine);
}

/**
 * Steps a run will get to do: all that were asked for, or fewer where the time limit will come first, so that the
 * learning rate has come down when it does. A run that is well within its limit is not touched by the clock.
 * @param secondsPerStep measured; @param secondsLeft until the limit, Infinity without one
 */
export function plannedSteps(
  total: number,
  done: number,
  secondsPerStep: number,
  secondsLeft: number,
): number {
  const affordable = done + Math.floor(secondsLeft / secondsPerStep);
  return affordable < total ? Math.max(done + 1, affordable) : total;
}
