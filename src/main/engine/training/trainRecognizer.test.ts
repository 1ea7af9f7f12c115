// Whole runs on a tiny dataset of tones: learning, repeating, stopping, ending, failing.

import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, it } from 'vitest';
import type { EpochMetrics, TrainingConfig } from '../../../shared/contract/training';
import { recognizerNames } from '../../../shared/contract/training';
import { openModel } from '../models/openModel';
import { evaluateModel } from './evaluateModel';
import type { TrainingReport } from './progress';
import type { ToneDataset, ToneOptions } from './testing/toneDataset';
import { makeToneDataset, toneConfig, toneFeatures } from './testing/toneDataset';
import type { TrainingFacts, TrainingHooks } from './trainRecognizer';
import { trainRecognizer } from './trainRecognizer';

const datasets: ToneDataset[] = [];
afterEach(() => datasets.splice(0).forEach((dataset) => dataset.remove()));

function tones(options: ToneOptions = {}): ToneDataset {
  const dataset = makeToneDataset(options);
  datasets.push(dataset);
  return dataset;
}

async function train(
  dataset: ToneDataset,
  change: Partial<TrainingConfig> = {},
  hooks: TrainingHooks = {},
  run = 'run',
) {
  const folder = join(dataset.runFolder, run);
  const epochs: EpochMetrics[] = [];
  const reports: TrainingReport[] = [];
  const result = await trainRecognizer(
    {
      dataset,
      features: toneFeatures,
      config: { ...toneConfig, ...change },
      folder,
      versions: { earshot: '1.2.3' },
    },
    {
      onProgress: (report) => reports.push(report),
      ...hooks,
      onEpoch: (metrics) => {
        epochs.push(metrics);
        hooks.onEpoch?.(metrics);
      },
    },
  );
  return { result, epochs, reports, folder };
}

const weightsIn = (folder: string, kind = 'last') => readFileSync(join(folder, kind, 'weights.bin'));

describe('a run', () => {
  it('overfits a tiny set, and the model it leaves knows the test clips too', async () => {
    const dataset = tones();
    const { result, epochs, folder } = await train(dataset, { epochs: 15, dropout: 0 });
    expect(result).toMatchObject({
      status: 'finished',
      epochsDone: 15,
      message: expect.stringMatching(/^All 15 epochs/),
    });
    expect(epochs.at(-1)).toMatchObject({ accuracy: 1, validationAccuracy: 1 });
    expect(epochs.at(-1)?.loss).toBeLessThan(0.05);
    const model = await openModel(join(folder, 'best'), 'wasm');
    const evaluation = await evaluateModel(model, dataset, 'test');
    expect(evaluation.accuracy).toBe(1);
    expect(model.receipt).toMatchObject({
      outputs: ['low', 'high'],
      dataHash: result.dataHash,
      versions: { earshot: '1.2.3' },
    });
    model.dispose();
  });

  it.each(recognizerNames)('of %s lowers its loss', async (recognizer) => {
    const { epochs } = await train(tones({ takes: { train: 4, validation: 1 } }), {
      recognizer,
      epochs: 4,
      learningRate: 0.005,
    });
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs[0].loss);
  });

  it.each(['wasm', 'auto'])(
    'on %s gives the same weights for the same seed, others for another',
    async (backend) => {
      const dataset = tones({ background: true });
      const change: Partial<TrainingConfig> = {
        recognizer: 'conv-bilstm-small',
        backend,
        silenceClass: true,
        dropout: 0.3,
        augmentation: {
          ...toneConfig.augmentation,
          timeShiftSeconds: 0.05,
          noiseProbability: 0.5,
          timeMasks: 1,
          timeMaskFrames: 4,
        },
      };
      const first = await train(dataset, change, {}, 'first');
      const again = await train(dataset, change, {}, 'again');
      const other = await train(dataset, { ...change, seed: 2 }, {}, 'other');
      expect(weightsIn(again.folder).equals(weightsIn(first.folder))).toBe(true);
      expect(weightsIn(other.folder).equals(weightsIn(first.folder))).toBe(false);
      const measured = ({ epochs }: typeof first) => epochs.map((metrics) => ({ ...metrics, seconds: 0 }));
      expect(measured(again)).toEqual(measured(first));
    },
  );

  it('tells what it is before its first step, and how far it is', async () => {
    let facts: TrainingFacts | null = null;
    const { result, reports } = await train(
      tones(),
      { silenceClass: true },
      { onStart: (told) => (facts = told) },
    );
    expect(facts).toMatchObject({
      outputs: ['low', 'high', '_silence_'],
      counts: { low: { train: 6 }, _silence_: { train: 6, validation: 2, test: 0 } },
      backend: { name: 'wasm' },
      versions: { tfjs: tf.version_core },
    });
    expect(result).toMatchObject(facts ?? {});
    expect(new Set(reports.map(({ phase }) => phase))).toEqual(new Set(['preparing', 'training', 'saving']));
    const last = reports.filter(({ phase }) => phase === 'training').at(-1);
    expect(last).toMatchObject({ epoch: 2, epochs: 2, step: 5, steps: 5 });
    expect(last?.secondsLeft).toBeLessThan(1);
    expect(last?.msPerStep).toBeGreaterThan(0);
  });

  it('records gradient norms, and how often they were clipped', async () => {
    const clipped = await train(tones(), { clipping: { by: 'norm', limit: 1e-6 } });
    expect(clipped.epochs[0].clippedShare).toBe(1);
    expect(clipped.epochs[0].gradientNormMax).toBeGreaterThanOrEqual(clipped.epochs[0].gradientNorm);
    const free = await train(tones(), { clipping: { by: 'none', limit: 1e-6 } });
    expect(free.epochs[0]).toMatchObject({ clippedShare: 0 });
    expect(free.epochs[0].gradientNorm).toBeGreaterThan(0);
  });

  it('leaves no tensor behind, finished or failed', async () => {
    await train(tones());
    const before = tf.memory().numTensors;
    await train(tones());
    await train(tones(), { learningRate: 1e30, clipping: { by: 'none', limit: 1 } }).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a run ends', () => {
  it('when it is stopped, keeping the best of the epochs before', async () => {
    const stop = new AbortController();
    const hooks = { signal: stop.signal, onEpoch: ({ epoch }: EpochMetrics) => epoch === 2 && stop.abort() };
    const { result, folder } = await train(
      tones(),
      { epochs: 50 },
      { ...hooks, onEpoch: (m) => void hooks.onEpoch(m) },
    );
    expect(result).toMatchObject({ status: 'stopped', epochsDone: 2 });
    expect(result.best?.epoch).toBeLessThanOrEqual(2);
    expect(readdirSync(folder).sort()).toEqual(['best', 'last']);
  });

  it('when it is stopped in its first epoch, keeping what there is', async () => {
    const stop = new AbortController();
    const onProgress = ({ phase, step }: TrainingReport) => {
      if (phase === 'training' && step >= 1) stop.abort();
    };
    const { result, folder } = await train(tones(), { epochs: 50 }, { signal: stop.signal, onProgress });
    expect(result).toMatchObject({ status: 'stopped', best: { epoch: 1 } });
    (await openModel(join(folder, 'last'), 'wasm')).dispose();
  });

  it('when it is stopped before the first step, with nothing kept', async () => {
    const signal = AbortSignal.abort();
    const { result, folder } = await train(tones(), {}, { signal });
    expect(result).toMatchObject({ status: 'stopped', best: null, epochsDone: 0 });
    expect(existsSync(folder)).toBe(false);
  });

  it('lets others have their turn between steps', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await train(tones({ takes: { train: 12 } }));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('when its time is over, with the learning rate come down', async () => {
    const { result, epochs, folder } = await train(tones({ takes: { train: 20 } }), {
      epochs: 5000,
      maxMinutes: 2 / 60,
    });
    expect(result).toMatchObject({
      status: 'finished',
      message: expect.stringContaining('minutes were over'),
    });
    expect(epochs.at(-1)?.learningRate).toBeLessThan(0.5 * toneConfig.learningRate);
    (await openModel(join(folder, 'best'), 'wasm')).dispose();
  });

  it('when nothing gets better, with the best weights kept', async () => {
    // A learning rate that destroys what was learnt: the best epoch is an early one.
    const { result, epochs, folder } = await train(tones(), {
      epochs: 200,
      earlyStoppingPatience: 2,
      learningRate: 0.3,
      learningRateSchedule: 'constant',
    });
    expect(result.message).toContain('no better for 2 epochs');
    expect(result.epochsDone).toBe((result.best?.epoch ?? 0) + 2);
    const best = epochs.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
    expect(result.best).toEqual({
      epoch: best.epoch,
      validationLoss: best.validationLoss,
      validationAccuracy: best.validationAccuracy,
    });
    const model = await openModel(join(folder, 'best'), 'wasm');
    expect(model.receipt.checkpoint).toMatchObject({ kind: 'best', epoch: best.epoch });
    model.dispose();
  });
});

describe('a run on an odd dataset', () => {
  it('without validation clips goes by the training loss', async () => {
    const { result, epochs } = await train(tones({ takes: { validation: 0 } }));
    expect(epochs[0].validationLoss).toBeNaN();
    expect(result.best?.epoch).toBe(epochs.reduce((a, b) => (b.loss < a.loss ? b : a)).epoch);
  });

  it('smaller than a batch takes one step an epoch', async () => {
    const { reports } = await train(tones({ takes: { train: 1 } }), { batchSize: 64 });
    expect(reports.find(({ phase }) => phase === 'training')?.steps).toBe(1);
  });

  it('without recordings makes silence of noise', async () => {
    const { result } = await train(tones(), { silenceClass: true, epochs: 1 });
    expect(result.outputs).toContain('_silence_');
  });

  it('leaves out clips it cannot read, and says which', async () => {
    const dataset = tones();
    writeFileSync(dataset.clips[0].path, 'not a wav');
    const { result } = await train(dataset, { epochs: 1 });
    expect(result.warnings).toEqual([expect.stringContaining(dataset.clips[0].path)]);
  });

  it('refuses when most cannot be read', async () => {
    const dataset = tones();
    for (const { path } of dataset.clips.slice(2)) rmSync(path);
    await expect(train(dataset)).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringContaining('cannot be read'),
    });
  });

  it('refuses labels without clips, and a single label', async () => {
    const lacking = train(tones(), { labels: ['low', 'high', 'middle'] });
    await expect(lacking).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringContaining('middle'),
    });
    await expect(train(tones(), { labels: ['low'] })).rejects.toMatchObject({ code: 'bad-data' });
  });
});

describe('a run that diverges', () => {
  it('says in which epoch and step, what to do, and keeps the best', async () => {
    const dataset = tones();
    await train(dataset, { epochs: 1 });
    const diverging = train(dataset, { learningRate: 1e30, clipping: { by: 'none', limit: 1 } });
    await expect(diverging).rejects.toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/epoch 1, step \d.*Lower the learning rate/),
    });
    (await openModel(join(dataset.runFolder, 'run', 'best'), 'wasm')).dispose();
  });

  it('as an unknown backend, refuses', async () => {
    await expect(train(tones(), { backend: 'abacus' })).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
