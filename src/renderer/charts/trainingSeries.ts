// Curves of a run as columns of numbers: what the charts draw from epochs and the progress in between.
// Not a chart: no canvas, no colours.

import type { EpochMetrics, TrainingProgress } from '../../shared/contract/training';

/** Columns over a common x: x first, then one column a curve; null = no point there. */
export type Columns = [number[], ...(number | null)[][]];

export interface TrainingSeries {
  /** x in epochs; train, validation. */
  readonly loss: Columns;
  readonly accuracy: Columns;
  /** x in epochs; mean and largest norm of an epoch. */
  readonly gradientNorm: Columns;
  /** x in epochs; that of the last step of an epoch. */
  readonly learningRate: Columns;
}

/** Over a channel that is JSON underneath NaN becomes null: both mean no value. */
const known = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : value;

/**
 * @param epochs metrics in any order; a later record of the same epoch wins
 * @param progress the running epoch adds one point to the training curves at its share of the epoch
 */
export function trainingSeries(
  epochs: readonly EpochMetrics[],
  progress: TrainingProgress | null = null,
): TrainingSeries {
  const rows = [...new Map(epochs.map((row) => [row.epoch, row])).values()].sort((a, b) => a.epoch - b.epoch);
  const x = rows.map((row) => row.epoch);
  const column = (pick: (row: EpochMetrics) => number) => rows.map((row) => known(pick(row)));
  const series: TrainingSeries = {
    loss: [x, column((row) => row.loss), column((row) => row.validationLoss)],
    accuracy: [x, column((row) => row.accuracy), column((row) => row.validationAccuracy)],
    gradientNorm: [x, column((row) => row.gradientNorm), column((row) => row.gradientNormMax)],
    learningRate: [x, column((row) => row.learningRate)],
  };
  const now = runningPoint(progress, x.at(-1) ?? 0);
  if (now === null || progress === null) return series;
  return {
    ...series,
    loss: withPoint(series.loss, now, progress.loss),
    accuracy: withPoint(series.accuracy, now, progress.accuracy),
  };
}

/** Where the running epoch stands on the x axis; null when it adds nothing yet. */
function runningPoint(progress: TrainingProgress | null, lastEpoch: number): number | null {
  if (progress === null || progress.phase !== 'training' || progress.steps <= 0 || progress.step <= 0)
    return null;
  const at = progress.epoch - 1 + progress.step / progress.steps;
  return at > lastEpoch && Number.isFinite(progress.loss) ? at : null;
}

function withPoint([x, train, validation]: Columns, at: number, value: number): Columns {
  return [
    [...x, at],
    [...train, known(value)],
    [...validation, null],
  ];
}

/** Epoch of the smallest validation loss, the one whose weights are kept; null where none is known. */
export function bestEpoch(epochs: readonly EpochMetrics[]): number | null {
  let best: EpochMetrics | null = null;
  for (const row of epochs) {
    if (known(row.validationLoss) === null) continue;
    if (best === null || row.validationLoss < best.validationLoss) best = row;
  }
  return best?.epoch ?? null;
}

/** Largest value of some columns, for an axis that starts at zero; `fallback` where there is none. */
export function largestOf(columns: readonly (readonly (number | null)[])[], fallback: number): number {
  let largest = -Infinity;
  for (const column of columns)
    for (const value of column) if (value !== null && value > largest) largest = value;
  return largest > -Infinity && largest > 0 ? largest : fallback;
}
