// Presets, configurations, curves and past runs for the fake services: made up, the same ones each time.
// Never imported by production code.

import { SILENCE_LABEL } from '../../shared/contract/projects';
import type {
  EpochMetrics,
  Preset,
  RecognizerName,
  RecognizerRun,
  SplitCounts,
  TrainingConfig,
} from '../../shared/contract/training';
import type { FakeState } from './fakeServices';

export const fakeConfig: Omit<TrainingConfig, 'labels'> = {
  recognizer: 'conv-pool',
  silenceClass: true,
  epochs: 30,
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

const preset = (
  name: RecognizerName,
  title: string,
  description: string,
  layers: readonly string[],
): Preset => ({
  name,
  title,
  description,
  layers,
  recommended: name === 'conv-pool',
  config: { ...fakeConfig, recognizer: name },
});

export const fakePresets: readonly Preset[] = [
  preset('conv-pool', 'Convolutions', 'Fast and accurate on short words; start here.', [
    'Conv1D(64, 5) + batch normalisation + relu',
    'MaxPooling1D(2)',
    'Conv1D(96, 5) + batch normalisation + relu',
    'mean and maximum over time',
    'Dropout',
    'Dense(softmax)',
  ]),
  preset('conv-bilstm', 'Conv + BiLSTM', 'Convolutions, then two bidirectional LSTMs.', [
    'Conv1D(64, 3, relu)',
    'Bidirectional(LSTM(128))',
  ]),
  preset('conv-bilstm-small', 'Conv + BiLSTM, small', 'The same with 32 units.', [
    'Conv1D(32, 3, relu)',
    'Bidirectional(LSTM(32))',
  ]),
  preset('lstm', 'LSTM', 'Two LSTM layers on the bare features.', ['LSTM(128)', 'LSTM(64)']),
  preset('gru', 'GRU', 'Two GRU layers on the bare features.', ['GRU(128)', 'GRU(64)']),
  preset('rnn', 'SimpleRNN', 'Two plain recurrent layers: to see why gates were invented.', [
    'SimpleRNN(128)',
    'SimpleRNN(64)',
  ]),
];

/** Metrics of epoch 1, 2, ...: a curve that falls and levels off, with a wobble. */
export function fakeEpoch(epoch: number): EpochMetrics {
  const wobble = Math.sin(epoch * 2.3) * 0.02;
  const loss = 0.04 + 1.7 * Math.exp(-epoch / 5);
  return {
    epoch,
    loss,
    accuracy: Math.min(1, 0.99 - 0.75 * Math.exp(-epoch / 4) + wobble / 3),
    validationLoss: 0.16 + 1.6 * Math.exp(-epoch / 5) + Math.abs(wobble) * 2 + 0.002 * epoch,
    validationAccuracy: Math.min(1, 0.955 - 0.7 * Math.exp(-epoch / 4) + wobble),
    gradientNorm: 0.35 + 1.2 * Math.exp(-epoch / 6) + wobble,
    gradientNormMax: 1 + 3.4 * Math.exp(-epoch / 6) + 8 * Math.max(0, wobble),
    clippedShare: 0.1,
    learningRate: 0.001,
    seconds: 1.4,
  };
}

export const minutesAfter = (iso: string, minutes: number) =>
  new Date(Date.parse(iso) + minutes * 60_000).toISOString();

export function countsOf(state: FakeState, labels: readonly string[]): SplitCounts {
  const count = (label: string, split: string) =>
    state.clips.filter((clip) => clip.label === label && clip.split === split).length;
  return Object.fromEntries(
    labels.map((label) => [
      label,
      { train: count(label, 'train'), validation: count(label, 'validation'), test: count(label, 'test') },
    ]),
  );
}

export function newRun(state: FakeState, config: TrainingConfig, index: number): RecognizerRun {
  return {
    id: `run-${index + 1}`,
    projectId: state.project.id,
    kind: 'recognizer',
    status: 'running',
    message: '',
    config,
    features: state.project.features,
    outputs: [...config.labels, ...(config.silenceClass ? [SILENCE_LABEL] : [])],
    counts: countsOf(state, config.labels),
    dataHash: '9f2c41d07be3a8156c0d',
    backend: { name: 'wasm', threads: 1, reason: 'fastest that loads here; tensorflow is not installed' },
    parameters: 98_245,
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: null,
    epochsDone: 0,
    best: null,
    testAccuracy: null,
    versions: {},
  };
}

export function pastRun(state: FakeState, index: number): RecognizerRun {
  const recognizer = fakePresets[index % fakePresets.length].name;
  const config = {
    ...fakeConfig,
    recognizer,
    dropout: 0.2 + 0.1 * (index % 2),
    labels: state.project.labels,
  };
  const startedAt = minutesAfter('2026-11-22T10:00:00.000Z', 12 * index);
  const failed = index === 2;
  const row = fakeEpoch(30 - index);
  return {
    ...newRun(state, config, index),
    status: failed ? 'failed' : index === 1 ? 'stopped' : 'finished',
    message: failed ? 'The loss became NaN in epoch 4. Take a lower learning rate.' : 'All epochs done.',
    startedAt,
    endedAt: minutesAfter(startedAt, 1 + index / 3),
    epochsDone: failed ? 4 : 30 - index,
    best: failed
      ? null
      : { epoch: 24, validationLoss: row.validationLoss, validationAccuracy: row.validationAccuracy },
    testAccuracy: index === 0 ? 0.951 : null,
  };
}
