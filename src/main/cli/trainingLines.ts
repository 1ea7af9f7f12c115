// What a training says on its way, line by line.
// Not its result: each command reports its own.

import type { EpochMetrics } from '../../shared/contract/training';
import type { TrainingReport } from '../engine/training';
import { duration, percent } from './format';

/** One line about the step under way. */
export function progressLine({ message, step, steps, loss, secondsLeft }: TrainingReport): string {
  if (steps === 0) return message;
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`;
  return `${message}, step ${step} of ${steps}${Number.isNaN(loss) ? '' : `, loss ${loss.toFixed(3)}`}${left}`;
}

/** One line about an epoch. */
export function epochLine(
  { epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }: EpochMetrics,
  epochs: number,
) {
  const validation = Number.isNaN(validationLoss)
    ? ''
    : `, validation ${validationLoss.toFixed(3)} ${percent(validationAccuracy)}`;
  return `epoch ${epoch}/${epochs}: loss ${loss.toFixed(3)} ${percent(accuracy)}${validation}, ${duration(seconds)}`;
}
