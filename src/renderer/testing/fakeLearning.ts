// The learning half of the fake services: a run that "learns" along a made-up curve, evaluations, a listening model.
// Never imported by production code: every number here is invented, the same ones each time.

import { LabError } from '../../shared/contract/errors';
import type { EvaluationService } from '../../shared/contract/evaluation';
import type { GenerationService } from '../../shared/contract/generation';
import type { GeneratorsService } from '../../shared/contract/generators';
import type { LiveService } from '../../shared/contract/live';
import type { ModelsService } from '../../shared/contract/models';
import type {
  EpochMetrics,
  RecognizerRun,
  Run,
  RunsService,
  TrainingProgress,
  TrainingService,
} from '../../shared/contract/training';
import { fakeEvaluation } from './fakeEvaluation';
import { fakeGeneration, fakeGenerators, pastGeneratorRun } from './fakeGenerators';
import { fakeLive } from './fakeLive';
import { countsOf, fakeEpoch, fakePresets, minutesAfter, newRun, pastRun } from './fakeRuns';
import type { FakeState } from './fakeServices';

export interface FakeLearning {
  readonly training: TrainingService;
  readonly runs: RunsService;
  readonly evaluation: EvaluationService;
  readonly live: LiveService;
  readonly models: ModelsService;
  readonly generators: GeneratorsService;
  readonly generation: GenerationService;
}

export interface FakeLearningOptions {
  readonly runs?: number;
  /** Past runs of the music project. */
  readonly generatorRuns?: number;
  /** Time of a fake step, ms. */
  readonly stepMs?: number;
}

export function createFakeLearning(
  state: FakeState,
  { runs = 0, generatorRuns = 0, stepMs = 40 }: FakeLearningOptions = {},
): FakeLearning {
  let all: Run[] = [
    ...Array.from({ length: runs }, (_, i) => pastRun(state, i)).reverse(),
    ...Array.from({ length: generatorRuns }, (_, i) => pastGeneratorRun(state.music, i)).reverse(),
  ];
  let current: { run: Run; progress: TrainingProgress | null; timer: ReturnType<typeof setInterval> } | null =
    null;
  const metrics = new Map<string, EpochMetrics[]>(all.map((run) => [run.id, epochsOf(run.epochsDone)]));
  const tell = (run: Run) => state.emit('runs.changed', { projectId: run.projectId, runId: run.id });
  const put = (run: Run) => {
    all = [run, ...all.filter((one) => one.id !== run.id)].sort((a, b) =>
      b.startedAt.localeCompare(a.startedAt),
    );
  };

  const begin = (run: Run) => {
    if (current !== null) throw new LabError('busy', 'A run is under way already.');
    metrics.set(run.id, []);
    current = { run, progress: null, timer: setInterval(step, stepMs) };
    put(run);
    tell(run);
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
        const run: RecognizerRun = {
          ...newRun(state, config, all.length),
          startedAt: '2026-11-22T14:30:00.000Z',
        };
        begin(run);
        return run;
      },
      duel: async (_, call) => {
        const timings = [
          { backend: 'wasm', threads: 1, reason: 'Fastest that loads here.', steps: 5, medianMs: 31.4 },
          { backend: 'cpu', threads: 1, reason: 'Always there; slow.', steps: 1, medianMs: 2210 },
          {
            backend: 'tensorflow',
            threads: 0,
            reason: 'Not installed (optional).',
            steps: 0,
            medianMs: null,
          },
        ];
        call?.onProgress?.({ timings: timings.slice(0, 1), fastest: 'wasm' });
        return { timings, fastest: 'wasm' };
      },
      stop: async () => end('stopped', 'Stopped on request; the best weights are kept.'),
      current: async () => (current === null ? null : { run: current.run, progress: current.progress }),
    },
    runs: {
      list: async ({ projectId }) =>
        all.filter(({ kind }) => (kind === 'generator') === (projectId === state.music.project.id)),
      metrics: async ({ runId }) => [...(metrics.get(runId) ?? [])],
      remove: async ({ runId }) => void (all = all.filter((run) => run.id !== runId)),
    },
    evaluation: {
      evaluate: async ({ runId, split }, call) => {
        for (let done = 0; done <= 40; done += 10) call?.onProgress?.({ done, total: 40 });
        const found = all.find((run) => run.id === runId);
        if (found?.kind !== 'recognizer') throw new LabError('not-found', 'This run is gone.');
        const evaluation = fakeEvaluation(state, found, split);
        if (split === 'test') put({ ...found, testAccuracy: evaluation.accuracy });
        return evaluation;
      },
    },
    live: fakeLive(state),
    generators: fakeGenerators(state.music, begin),
    generation: fakeGeneration(state.music),
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
