import { afterEach, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../shared/contract/errors';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { EpochMetrics, RecognizerRun } from '../../../shared/contract/training';
import type { CallOptions } from '../../../shared/contract/call';
import type { ComputeService, TrainingUpdate } from '../compute/computeService';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Dataset } from '../dataset';
import { presets } from '../models/presets';
import type { Library } from '../library';
import type { TrainingFacts, TrainingResult } from '../training';
import { recognizerWork } from './recognizerWork';
import { startTrainingRun } from './trainingRun';
import type { TrainingRunContext } from './trainingRun';

afterEach(() => void vi.useRealTimers());

const dataset: Dataset = {
  name: 'd',
  clips: [],
  backgrounds: [],
  features: defaultFeatureConfig,
  cacheFolder: null,
};
const run: RecognizerRun = {
  kind: 'recognizer',
  ...{
    id: 'r',
    projectId: 'p',
    status: 'running',
    message: '',
    features: defaultFeatureConfig,
    outputs: ['a', 'b'],
  },
  ...{ config: { ...presets[0].config, labels: ['a', 'b'] }, counts: {}, dataHash: '', parameters: 1 },
  ...{ backend: { name: 'auto', threads: 0, reason: '' }, startedAt: '', endedAt: null, epochsDone: 0 },
  ...{ best: null, testAccuracy: null, versions: { earshot: '1' } },
};
const facts: TrainingFacts = {
  ...{
    outputs: ['a', 'b'],
    counts: {},
    dataHash: 'hash',
    parameters: 7,
    versions: { earshot: '1', tfjs: '4' },
  },
  backend: { name: 'wasm', threads: 1, reason: 'it loads' },
};
const finished: TrainingResult = {
  ...{ ...facts, status: 'finished', message: 'All epochs are done.', epochsDone: 2, warnings: [] },
  best: { epoch: 1, validationLoss: 0.5, validationAccuracy: 0.8 },
};

function epoch(number: number, validationLoss: number, loss = 1): EpochMetrics {
  const rest = { gradientNorm: 1, gradientNormMax: 1, clippedShare: 0, learningRate: 0.1, seconds: 1 };
  return { epoch: number, loss, accuracy: 0.5, validationLoss, validationAccuracy: 0.8, ...rest };
}

type Train = (tell: (update: TrainingUpdate) => void, stopped: Promise<void>) => Promise<TrainingResult>;

/** A training thread that does as told, and a library that keeps what it is given. */
function surroundings(train: Train, changes: { fail?: (write: string) => void; missing?: string[] } = {}) {
  const written: string[] = [];
  const states: RecognizerRun[] = [];
  const events: string[] = [];
  let stop = () => {};
  let lose: (error: Error) => void = () => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const lost = new Promise<never>((_, reject) => (lose = reject));
  lost.catch(() => undefined);
  const compute = {
    train: (_job: unknown, call?: CallOptions<TrainingUpdate>) =>
      Promise.race([train((update) => call?.onProgress?.(update), stopped), lost]),
    stopTraining: async () => stop(),
    computeFeatures: async (_job: unknown, { signal }: CallOptions<unknown>) => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      throw new LabError('aborted', 'Stopped.');
    },
  } as unknown as ComputeService;
  const unit: ComputeUnit = {
    service: async () => compute,
    onLost: () => () => undefined,
    stop: async () => lose(new LabError('engine-lost', 'The worker ended (exit code 1).')),
  };
  const write = async (what: string) => {
    changes.fail?.(what);
    written.push(what);
  };
  const library = {
    runFolder: () => '/run',
    features: { missing: async () => changes.missing ?? [], put: async () => undefined },
    runs: {
      update: async (_id: string, state: RecognizerRun) => {
        await write(`${state.status} ${state.epochsDone}`);
        states.push(state);
      },
      appendMetrics: async (_p: string, _r: string, metrics: EpochMetrics) =>
        write(`metrics ${metrics.epoch}`),
    },
  } as unknown as Pick<Library, 'runs' | 'runFolder' | 'features'>;
  const clock = () => new Date('2026-11-22T10:00:00Z');
  const emit: TrainingRunContext['emit'] = (name) => void events.push(name);
  const context: TrainingRunContext = { library, training: unit, emit, clock, onEnd: () => undefined };
  const start = (data = dataset) => startTrainingRun(context, run, recognizerWork(library, run, data));
  return { start, written, states, events, lose };
}

describe('startTrainingRun', () => {
  it('writes what is told in order and ends with the words of the training', async () => {
    const { start, written, states, events } = surroundings(async (tell) => {
      tell({ kind: 'start', facts });
      tell({ kind: 'epoch', metrics: epoch(1, 0.5) });
      tell({ kind: 'epoch', metrics: epoch(2, 0.6, 0.1) });
      return finished;
    });
    const ended = await start().ended;
    expect(written).toEqual(['running 0', 'metrics 1', 'running 1', 'metrics 2', 'running 2', 'finished 2']);
    expect(states[0]).toMatchObject({ backend: facts.backend, parameters: 7, dataHash: 'hash' });
    expect(states[2].best).toEqual({ epoch: 1, validationLoss: 0.5, validationAccuracy: 0.8 });
    expect(ended).toMatchObject({
      status: 'finished',
      message: 'All epochs are done.',
      endedAt: '2026-11-22T10:00:00.000Z',
    });
    expect(events).toEqual(['training.epoch', 'training.epoch']);
  });

  it('takes the training loss for the best where nothing validates', async () => {
    const { start, states } = surroundings(async (tell) => {
      tell({ kind: 'epoch', metrics: epoch(1, NaN, 0.9) });
      tell({ kind: 'epoch', metrics: epoch(2, NaN, 0.4) });
      return { ...finished, best: { epoch: 2, validationLoss: NaN, validationAccuracy: NaN } };
    });
    await start().ended;
    expect(states.map(({ best }) => best?.epoch)).toEqual([1, 2, 2]);
  });

  it('says what is kept when the thread is lost', async () => {
    const { start, lose } = surroundings(async (tell) => {
      tell({ kind: 'epoch', metrics: epoch(1, 0.5) });
      lose(new LabError('engine-lost', 'The worker ended (exit code 1).'));
      return new Promise<never>(() => {});
    });
    expect(await start().ended).toMatchObject({
      status: 'failed',
      message:
        'The training thread is gone. The worker ended (exit code 1). The weights of epoch 1 are kept.',
      best: { epoch: 1 },
    });
  });

  it('stops and fails when the disk refuses, in its words, and writes no more than the end', async () => {
    let full = true;
    const { start, written } = surroundings(
      async (tell, stopped) => {
        tell({ kind: 'epoch', metrics: epoch(1, 0.5) });
        await stopped;
        full = false;
        tell({ kind: 'epoch', metrics: epoch(2, 0.6) });
        return { ...finished, status: 'stopped', message: 'Stopped on request.' };
      },
      {
        fail: (write) => {
          if (full && write.startsWith('metrics')) throw Object.assign(new Error('x'), { code: 'ENOSPC' });
        },
      },
    );
    expect(await start().ended).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/^The disk is full.*The weights of epoch 1 are kept.$/),
    });
    expect(written).toEqual(['failed 2']);
  });

  it('tells when even the end cannot be written', async () => {
    const { start, events } = surroundings(async () => finished, {
      fail: () => {
        throw Object.assign(new Error('x'), { code: 'EACCES' });
      },
    });
    await start().ended;
    expect(events).toEqual(['notice']);
  });

  it('stops while features are computed', async () => {
    const { start } = surroundings(async () => finished, { missing: ['one'] });
    const withClip = { ...dataset, clips: [{ id: 'one' }] } as unknown as Dataset;
    const training = start(withClip);
    await vi.waitFor(() => expect(training.current().progress?.message).toBe('computing features 0 of 1'));
    expect(await training.stop({ status: 'stopped', message: '' }, 1000)).toMatchObject({
      status: 'stopped',
      message: 'Stopped on request before the first step. There was nothing to keep yet.',
    });
  });

  it('does not begin when it is stopped before', async () => {
    const { start } = surroundings(async () => new Promise<never>(() => {}));
    const training = start();
    const stopped = await training.stop({ status: 'stopped', message: '' }, 1000);
    expect(stopped.message).toBe('Stopped on request before the first step. There was nothing to keep yet.');
  });

  it('has finished or failed all the same when a stop came too late', async () => {
    const late = (end: () => Promise<TrainingResult>) =>
      surroundings(async (tell, stopped) => {
        tell({ kind: 'start', facts });
        await stopped;
        return end();
      });
    const stop = async ({ start }: ReturnType<typeof surroundings>) => {
      const training = start();
      await vi.waitFor(() => expect(training.current().run.backend.name).toBe('wasm'));
      return training.stop({ status: 'interrupted', message: 'Earshot was closed.' }, 1000);
    };
    expect(await stop(late(async () => finished))).toMatchObject({
      status: 'finished',
      message: 'All epochs are done.',
    });
    const diverged = new LabError('diverged', 'The loss became infinite.');
    const failed = await stop(late(() => Promise.reject(diverged)));
    expect(failed).toMatchObject({ status: 'failed', message: 'The loss became infinite.' });
  });

  it('is recorded as interrupted, with the reason, when the lab is closed', async () => {
    const { start } = surroundings(async (tell, stopped) => {
      tell({ kind: 'start', facts });
      await stopped;
      return {
        ...finished,
        status: 'stopped',
        message: 'Stopped in epoch 2. The weights of epoch 1 are kept.',
      };
    });
    const training = start();
    await vi.waitFor(() => expect(training.current().run.backend.name).toBe('wasm'));
    expect(
      await training.stop({ status: 'interrupted', message: 'Earshot was closed.' }, 1000),
    ).toMatchObject({
      status: 'interrupted',
      message: 'Earshot was closed. Stopped in epoch 2. The weights of epoch 1 are kept.',
    });
  });

  it('ends the thread when a step takes too long to stop', async () => {
    const { start } = surroundings(async (tell) => {
      tell({ kind: 'epoch', metrics: epoch(1, 0.5) });
      return new Promise<never>(() => {});
    });
    const training = start();
    await vi.waitFor(() => expect(training.current().run.epochsDone).toBe(1));
    expect(await training.stop({ status: 'stopped', message: '' }, 20)).toMatchObject({
      status: 'stopped',
      message: 'Stopped on request in the midst of a long step. The weights of epoch 1 are kept.',
    });
  });
});
