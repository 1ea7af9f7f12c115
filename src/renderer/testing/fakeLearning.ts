// The learning half of the fake services: a run that "learns" along a made-up curve, evaluations, a listening model.
// Never imported by production code: every number here is invented, the same ones each time.

import { LabError } from '../../shared/contract/errors';
import type { ClipPrediction, Evaluation, EvaluationService } from '../../shared/contract/evaluation';
import { defaultDecoderConfig } from '../../shared/contract/live';
import type { LiveService } from '../../shared/contract/live';
import type { ModelsService } from '../../shared/contract/models';
import { SILENCE_LABEL } from '../../shared/contract/projects';
import type {
  EpochMetrics,
  Preset,
  RecognizerName,
  Run,
  RunsService,
  SplitCounts,
  TrainingConfig,
  TrainingProgress,
  TrainingService,
} from '../../shared/contract/training';
import type { FakeState } from './fakeServices';

export interface FakeLearning {
  readonly training: TrainingService;
  readonly runs: RunsService;
  readonly evaluation: EvaluationService;
  readonly live: LiveService;
  readonly models: ModelsService;
}

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

export interface FakeLearningOptions {
  readonly runs?: number;
  /** Time of a fake step, ms. */
  readonly stepMs?: number;
}

export function createFakeLearning(
  state: FakeState,
  { runs = 0, stepMs = 40 }: FakeLearningOptions = {},
): FakeLearning {
  let all: Run[] = Array.from({ length: runs }, (_, i) => pastRun(state, i)).reverse();
  let current: { run: Run; progress: TrainingProgress | null; timer: ReturnType<typeof setInterval> } | null =
    null;
  const metrics = new Map<string, EpochMetrics[]>(all.map((run) => [run.id, epochsOf(run.epochsDone)]));
  const tell = (run: Run) => state.emit('runs.changed', { projectId: run.projectId, runId: run.id });
  const put = (run: Run) => {
    all = [run, ...all.filter((one) => one.id !== run.id)].sort((a, b) =>
      b.startedAt.localeCompare(a.startedAt),
    );
  };

  const end = (status: Run['status'], message: string): Run => {
    if (current === null) throw new LabError('not-found', 'No run is under way.');
    clearInterval(current.timer);
    const run: Run = { ...current.run, status, message, endedAt: minutesAfter(current.run.startedAt, 1.5) };
    current = null;
    put(run);
    tell(run);
    return run;
  };

  const step = () => {
    if (current === null) return;
    const { run, progress } = current;
    const epoch = progress?.epoch ?? 1;
    const done = (progress?.step ?? 0) + 1;
    const steps = 20;
    const { loss, accuracy } = fakeEpoch(epoch - 1 + done / steps);
    const left = ((run.config.epochs - epoch) * steps + steps - done) * (stepMs / 1000);
    const counted = {
      projectId: run.projectId,
      runId: run.id,
      epochs: run.config.epochs,
      steps,
      loss,
      accuracy,
    };
    const now: TrainingProgress = {
      ...counted,
      phase: 'training',
      message: '',
      epoch,
      step: done,
      msPerStep: 31.4,
      secondsLeft: left,
    };
    current.progress = now;
    state.emit('training.progress', now);
    if (done < steps) return;
    const row = fakeEpoch(epoch);
    metrics.get(run.id)?.push(row);
    const best = { epoch, validationLoss: row.validationLoss, validationAccuracy: row.validationAccuracy };
    current.run = { ...run, epochsDone: epoch, best };
    state.emit('training.epoch', { projectId: run.projectId, runId: run.id, metrics: row });
    current.progress = { ...now, epoch: epoch + 1, step: 0 };
    if (epoch >= run.config.epochs) end('finished', 'All epochs done.');
  };

  return {
    training: {
      presets: async () => fakePresets,
      plan: async ({ config }) => ({
        counts: countsOf(state, config.labels),
        parameters: 98_245,
        steps: config.epochs * 20,
        problems: config.labels.length === 0 ? ['No word is chosen.'] : [],
        warnings: ['5 speakers are heard in training and in test: the score will flatter.'],
      }),
      start: async ({ config }) => {
        if (current !== null) throw new LabError('busy', 'A run is under way already.');
        const run: Run = { ...newRun(state, config, all.length), startedAt: '2026-11-22T14:30:00.000Z' };
        metrics.set(run.id, []);
        current = { run, progress: null, timer: setInterval(step, stepMs) };
        put(run);
        tell(run);
        return run;
      },
      stop: async () => end('stopped', 'Stopped on request; the best weights are kept.'),
      current: async () => (current === null ? null : { run: current.run, progress: current.progress }),
    },
    runs: {
      list: async () => all,
      metrics: async ({ runId }) => [...(metrics.get(runId) ?? [])],
      remove: async ({ runId }) => void (all = all.filter((run) => run.id !== runId)),
    },
    evaluation: {
      evaluate: async ({ runId, split }, call) => {
        for (let done = 0; done <= 40; done += 10) call?.onProgress?.({ done, total: 40 });
        const found = all.find((run) => run.id === runId);
        if (found === undefined) throw new LabError('not-found', 'This run is gone.');
        const evaluation = fakeEvaluation(state, found, split);
        if (split === 'test') put({ ...found, testAccuracy: evaluation.accuracy });
        return evaluation;
      },
    },
    live: fakeLive(state),
    models: {
      exportModel: async () => ({
        folder: '/home/ada/Earshot/projects/sample/exports/conv-pool-1',
        files: [
          'model.json',
          'weights.bin',
          'metadata.json',
          'features.json',
          'decoder.json',
          'receipt.json',
        ].map((name) => ({ name, bytes: new Uint8Array(name === 'weights.bin' ? 393_000 : 800) })),
        largestDifference: 1.2e-7,
      }),
    },
  };
}

const epochsOf = (count: number) => Array.from({ length: count }, (_, i) => fakeEpoch(i + 1));
const minutesAfter = (iso: string, minutes: number) =>
  new Date(Date.parse(iso) + minutes * 60_000).toISOString();

function countsOf(state: FakeState, labels: readonly string[]): SplitCounts {
  const count = (label: string, split: string) =>
    state.clips.filter((clip) => clip.label === label && clip.split === split).length;
  return Object.fromEntries(
    labels.map((label) => [
      label,
      { train: count(label, 'train'), validation: count(label, 'validation'), test: count(label, 'test') },
    ]),
  );
}

export function newRun(state: FakeState, config: TrainingConfig, index: number): Run {
  return {
    id: `run-${index + 1}`,
    projectId: state.project.id,
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

function pastRun(state: FakeState, index: number): Run {
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

/** One clip in nine is taken for the next label. */
export function fakeEvaluation(state: FakeState, run: Run, split: Evaluation['split']): Evaluation {
  const clips = state.clips.filter((clip) => split === 'all' || clip.split === split);
  const labels = run.outputs;
  const predictions = clips.map((clip, i): ClipPrediction => {
    const truth = labels.indexOf(clip.label);
    const wrong = i % 9 === 4;
    const predicted = labels[wrong ? (truth + 1) % labels.length : truth];
    const probability = 0.6 + 0.39 * Math.abs(Math.sin(i * 1.7));
    return {
      clipId: clip.id,
      label: clip.label,
      predicted,
      probability,
      trueProbability: wrong ? (1 - probability) * 0.7 : probability,
    };
  });
  const counts = labels.map((truth) =>
    labels.map(
      (predicted) => predictions.filter((one) => one.label === truth && one.predicted === predicted).length,
    ),
  );
  const right = predictions.filter((one) => one.label === one.predicted).length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const accuracy = right / Math.max(1, predictions.length);
  return {
    runId: run.id,
    split,
    accuracy,
    interval: [Math.max(0, accuracy - 0.06), Math.min(1, accuracy + 0.04)],
    loss: 0.31,
    perClass: labels.map((label, i) => {
      const recall = counts[i][i] / sum(counts[i]);
      const precision = counts[i][i] / sum(counts.map((row) => row[i]));
      return {
        label,
        precision,
        recall,
        f1: (2 * precision * recall) / (precision + recall),
        support: sum(counts[i]),
      };
    }),
    confusion: { labels, counts },
    predictions,
    skipped: 0,
    sharedSpeakers: ['ada', 'grace', 'alan'],
    createdAt: '2026-11-22T12:00:00.000Z',
  };
}

/** A model that hears a word every two seconds, one after the other. */
function fakeLive(state: FakeState): LiveService {
  const labels = [...state.project.labels, SILENCE_LABEL];
  const { features } = state.project;
  const hop = features.hopLength / features.sampleRate;
  let frames = 0;
  let looked = 0;
  let fired = 0;
  return {
    open: async ({ decoder = defaultDecoderConfig }) => {
      frames = looked = fired = 0;
      return {
        sessionId: 'live-1',
        labels,
        features,
        decoder,
        windowFrames: 61,
        strideFrames: 6,
        backend: 'wasm',
      };
    },
    push: async ({ mfcc }) => {
      frames += mfcc.rows;
      const looks = [];
      const events = [];
      for (; looked + 6 <= frames; looked += 6) {
        const time = (looked + 6) * hop;
        const word = Math.floor(time / 2) % state.project.labels.length;
        const strength = Math.max(0, 1 - Math.abs((time % 2) - 1) * 2.4) * 0.97;
        const rest = (1 - strength) / (labels.length - 1);
        const share = (label: number, value: number, other: number) =>
          label === word ? value : label === labels.length - 1 ? other * 3 : other * 0.4;
        const posteriors = Float32Array.from(labels, (_, label) => share(label, strength, rest));
        looks.push({ time, posteriors, smoothed: posteriors.map((value) => value * 0.97) });
        if (strength > 0.8 && Math.floor(time / 2) > fired - 1) {
          fired = Math.floor(time / 2) + 1;
          events.push({ label: labels[word], time, score: strength * 0.97 });
        }
      }
      return { frames: looks, events, inferenceMs: 3.2 };
    },
    configure: async () => undefined,
    close: async () => undefined,
  };
}
