// Curves from metrics: order, gaps, the running epoch.

import { describe, expect, it } from 'vitest';
import type { EpochMetrics, TrainingProgress } from '../../shared/contract/training';
import { bestEpoch, largestOf, trainingSeries } from './trainingSeries';

const epoch = (number: number, values: Partial<EpochMetrics> = {}): EpochMetrics => ({
  epoch: number,
  loss: 1 / number,
  accuracy: 1 - 1 / (number + 1),
  validationLoss: 1.5 / number,
  validationAccuracy: 0.8,
  gradientNorm: 0.5,
  gradientNormMax: 2,
  clippedShare: 0,
  learningRate: 0.001,
  seconds: 2,
  ...values,
});

const progress = (values: Partial<TrainingProgress>): TrainingProgress => ({
  projectId: 'p',
  runId: 'r',
  phase: 'training',
  message: '',
  epoch: 3,
  epochs: 10,
  step: 5,
  steps: 20,
  loss: 0.25,
  accuracy: 0.9,
  msPerStep: 30,
  secondsLeft: 12,
  ...values,
});

describe('training series', () => {
  it('orders epochs and lets a later record of the same epoch win', () => {
    const { loss } = trainingSeries([epoch(2), epoch(1), epoch(2, { loss: 0.4 })]);
    expect(loss).toEqual([
      [1, 2],
      [1, 0.4],
      [1.5, 0.75],
    ]);
  });

  it('leaves a gap where there is no validation, as NaN or as null', () => {
    const bare = epoch(1, { validationLoss: Number.NaN, validationAccuracy: null as unknown as number });
    const { loss, accuracy } = trainingSeries([bare]);
    expect(loss[2]).toEqual([null]);
    expect(accuracy[2]).toEqual([null]);
  });

  it('adds the running epoch to the training curves at its share of the epoch', () => {
    const { loss, accuracy, gradientNorm } = trainingSeries([epoch(1), epoch(2)], progress({}));
    expect(loss).toEqual([
      [1, 2, 2.25],
      [1, 0.5, 0.25],
      [1.5, 0.75, null],
    ]);
    expect(accuracy[1].at(-1)).toBe(0.9);
    expect(gradientNorm[0]).toEqual([1, 2]);
  });

  it('adds nothing before the first step, while preparing, or for an epoch already recorded', () => {
    const rows = [epoch(1), epoch(2)];
    for (const values of [{ step: 0 }, { phase: 'preparing' as const }, { epoch: 2 }, { loss: Number.NaN }]) {
      expect(trainingSeries(rows, progress(values)).loss[0]).toEqual([1, 2]);
    }
  });

  it('knows the best epoch and the largest value', () => {
    expect(bestEpoch([epoch(1), epoch(2, { validationLoss: 0.1 }), epoch(3)])).toBe(2);
    expect(bestEpoch([epoch(1, { validationLoss: Number.NaN })])).toBeNull();
    expect(largestOf([[1, null, 3], [2]], 1)).toBe(3);
    expect(largestOf([[null], []], 7)).toBe(7);
  });
});
