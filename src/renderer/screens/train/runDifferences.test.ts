// What the run table says about two configurations.

import { describe, expect, it } from 'vitest';
import type { TrainingConfig } from '../../../shared/contract/training';
import { differenceWords } from '../../learning/configurationWords';
import { configurationRows, runDifferences } from './runDifferences';

const config: TrainingConfig = {
  recognizer: 'conv-bilstm-small',
  labels: ['yes', 'no'],
  silenceClass: true,
  epochs: 20,
  batchSize: 32,
  learningRate: 0.001,
  learningRateSchedule: 'cosine',
  dropout: 0.2,
  clipping: { by: 'norm', limit: 1 },
  earlyStoppingPatience: 8,
  augmentation: {
    timeShiftSeconds: 0.1,
    gainDb: 6,
    noiseProbability: 0.2,
    noiseSnrDb: [5, 25],
    timeMasks: 1,
    timeMaskFrames: 8,
    frequencyMasks: 1,
    frequencyMaskBins: 2,
  },
  seed: 1,
  backend: 'auto',
  maxMinutes: null,
};

const words = (to: Partial<TrainingConfig>) =>
  runDifferences(config, { ...config, ...to }).map(differenceWords);

describe('difference of configurations', () => {
  it('is empty for the same configuration', () => {
    expect(words({})).toEqual([]);
  });

  it('names each setting with both values, in the order of the form', () => {
    expect(words({ dropout: 0.5, epochs: 40, maxMinutes: 3, learningRate: 0.0005 })).toEqual([
      'epochs 20 → 40',
      'learning rate 0.001 → 0.0005',
      'dropout 0.2 → 0.5',
      'time limit off → 3 min',
    ]);
  });

  it('sees inside clipping and augmentation', () => {
    const augmentation = { ...config.augmentation, noiseSnrDb: [0, 25] as const, timeMasks: 2 };
    expect(words({ clipping: { by: 'none', limit: 1 }, augmentation })).toEqual([
      'clipping norm 1 → off',
      'noise SNR 5 to 25 dB → 0 to 25 dB',
      'time masks 1 × 8 → 2 × 8',
    ]);
  });

  it('says which labels came and went', () => {
    expect(words({ labels: ['yes', 'stop'] })).toEqual(['labels + stop, − no']);
    expect(words({ labels: ['no', 'yes'] })).toEqual(['labels in another order']);
  });

  it('lists every setting for the details of a run', () => {
    const names = configurationRows(config).map(([name]) => name);
    expect(names).toContain('gain');
    expect(names).not.toContain('labels');
    expect(new Set(names).size).toBe(names.length);
  });
});
