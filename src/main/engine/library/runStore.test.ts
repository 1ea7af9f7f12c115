import { appendFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../shared/contract/evaluation';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import type { GeneratorRun } from '../../../shared/contract/generators';
import type { EpochMetrics, RecognizerRun } from '../../../shared/contract/training';
import { openTestLibrary, openTestProject } from './testing/folders';

function run(projectId: string, fields: Partial<RecognizerRun> = {}): RecognizerRun {
  return {
    kind: 'recognizer',
    ...{ id: 'run-1', projectId, status: 'running', message: '', features: defaultFeatureConfig },
    config: {
      ...{ recognizer: 'conv-pool', labels: ['yes', 'no'], silenceClass: true, epochs: 30, batchSize: 32 },
      ...{
        learningRate: 1e-3,
        learningRateSchedule: 'cosine',
        dropout: 0.2,
        clipping: { by: 'norm', limit: 1 },
      },
      ...{ earlyStoppingPatience: null, seed: 7, backend: 'auto', maxMinutes: null },
      augmentation: {
        ...{ timeShiftSeconds: 0.1, gainDb: 6, noiseProbability: 0.2, noiseSnrDb: [5, 25] },
        ...{ timeMasks: 1, timeMaskFrames: 8, frequencyMasks: 0, frequencyMaskBins: 0 },
      },
    },
    ...{ outputs: ['yes', 'no', '_silence_'], counts: {}, dataHash: 'd', parameters: 1, versions: {} },
    backend: { name: 'wasm', threads: 1, reason: 'the only one' },
    ...{ startedAt: '2026-01-01T00:00:00Z', endedAt: null, epochsDone: 0, best: null, testAccuracy: null },
    ...fields,
  };
}

function metrics(epoch: number, fields: Partial<EpochMetrics> = {}): EpochMetrics {
  return {
    ...{ epoch, loss: 1 / epoch, accuracy: 0.5, validationLoss: NaN, validationAccuracy: NaN },
    ...{ gradientNorm: 1, gradientNormMax: 2, clippedShare: 0, learningRate: 1e-3, seconds: 1 },
    ...fields,
  };
}

const evaluation: Evaluation = {
  ...{ runId: 'run-1', split: 'test', accuracy: 0.5, interval: [0.2, 0.8], loss: 0.7, predictions: [] },
  perClass: [{ label: 'yes', precision: NaN, recall: 1, f1: NaN, support: 0 }],
  confusion: { labels: ['yes'], counts: [[0]] },
  ...{ skipped: 0, sharedSpeakers: [], createdAt: '2026-01-01T00:00:00Z' },
};

describe('runs', () => {
  it('are kept, listed newest first, and told to every page', async () => {
    const { library, projectId } = await openTestProject();
    const told: unknown[] = [];
    library.onEvent((name, data) => void told.push([name, data]));
    const first = run(projectId, { best: { epoch: 1, validationLoss: NaN, validationAccuracy: 0.5 } });
    await library.runs.create(projectId, first);
    const second = run(projectId, { id: 'run-2', startedAt: '2026-01-02T00:00:00Z' });
    await library.runs.create(projectId, second);
    await library.runs.update(projectId, { ...second, epochsDone: 3 });
    expect(await library.runs.list(projectId)).toEqual([{ ...second, epochsDone: 3 }, first]);
    expect(await library.runs.get(projectId, 'run-1')).toEqual(first);
    expect(told.at(-1)).toEqual(['runs.changed', { projectId, runId: 'run-2' }]);
  });

  it('get a number where one of the same second is there', async () => {
    const { library, projectId } = await openTestProject();
    const next = () => library.runs.freeId(projectId, 'run-1');
    expect(await next()).toBe('run-1');
    for (const id of ['run-1', 'run-1-2']) await library.runs.create(projectId, { ...run(projectId), id });
    expect(await next()).toBe('run-1-3');
  });

  it('are made once, in a project that is there', async () => {
    const { library, projectId } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    await expect(library.runs.create(projectId, run(projectId))).rejects.toMatchObject({
      code: 'already-exists',
    });
    await expect(library.runs.create('nowhere', run('nowhere'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(library.runs.get(projectId, 'run-9')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('[U2] [U3] keep their epochs, NaN included, whatever a killed process left behind them', async () => {
    const { library, projectId } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    await library.runs.appendMetrics(projectId, 'run-1', metrics(1));
    await appendFile(join(library.runFolder(projectId, 'run-1'), 'metrics.jsonl'), '{"epoch": 2, "lo');
    await library.runs.appendMetrics(projectId, 'run-1', metrics(2));
    expect(await library.runs.metrics(projectId, 'run-1')).toEqual([metrics(1), metrics(2)]);
    expect(await library.runs.metrics(projectId, 'run-2')).toEqual([]);
  });

  it('[U2] keep an evaluation for each split, as long as what it was made of is the same', async () => {
    const { library, projectId } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    expect(await library.runs.readEvaluation(projectId, 'run-1', 'test')).toBeNull();
    await library.runs.writeEvaluation(projectId, 'run-1', evaluation, 'data 1');
    await library.runs.writeEvaluation(projectId, 'run-1', { ...evaluation, split: 'all' });
    expect(await library.runs.readEvaluation(projectId, 'run-1', 'test')).toEqual(evaluation);
    expect(await library.runs.readEvaluation(projectId, 'run-1', 'test', 'data 1')).toEqual(evaluation);
    expect(await library.runs.readEvaluation(projectId, 'run-1', 'test', 'data 2')).toBeNull();
    expect((await library.runs.readEvaluation(projectId, 'run-1', 'all'))?.split).toBe('all');
    await writeFile(join(library.runFolder(projectId, 'run-1'), 'evaluation.json'), '{');
    expect(await library.runs.readEvaluation(projectId, 'run-1', 'test')).toBeNull();
  });

  it('[T2] go to the trash, but not while they train', async () => {
    const { library, projectId, folder } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    await expect(library.runs.remove(projectId, 'run-1')).rejects.toMatchObject({ code: 'busy' });
    await library.runs.update(projectId, run(projectId, { status: 'stopped' }));
    await library.runs.remove(projectId, 'run-1');
    expect(await library.runs.list(projectId)).toEqual([]);
    expect(await readdir(join(folder, 'trash/runs'))).toEqual([expect.stringMatching(/^run-1-/)]);
  });

  it('[U1] that a former process left running are interrupted, and it is said what is kept', async () => {
    const { home, library, projectId } = await openTestProject();
    const best = { epoch: 11, validationLoss: 0.1, validationAccuracy: 0.9 };
    await library.runs.create(projectId, run(projectId, { epochsDone: 12, best }));
    await library.runs.create(projectId, run(projectId, { id: 'done', status: 'finished', endedAt: 'then' }));
    expect(await library.runs.markInterrupted()).toEqual([]); // this process may still be at it
    await library.close();
    const again = await openTestLibrary(home);
    const marked = await again.runs.get(projectId, 'run-1');
    expect(marked).toMatchObject({
      status: 'interrupted',
      epochsDone: 12,
      endedAt: expect.any(String) as string,
    });
    expect(marked.message).toMatch(/after 12 of 30 epochs\. The best weights, of epoch 11, are kept/);
    expect(again.notices).toEqual([{ level: 'warning', message: marked.message }]);
    expect((await again.runs.get(projectId, 'done')).status).toBe('finished');
  });

  it('that are damaged are left out and named once', async () => {
    const { library, projectId, folder } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    await mkdir(join(folder, 'runs/bad'));
    await writeFile(join(folder, 'runs/bad/run.json'), '{"status": "running"}');
    await mkdir(join(folder, 'runs/empty'));
    await library.runs.list(projectId);
    expect(await library.runs.list(projectId)).toHaveLength(1);
    expect(library.notices).toEqual([
      { level: 'warning', message: expect.stringMatching(/run was left out.*bad/) as string },
    ]);
  });

  it('belong to the folder they lie in, also when a project was copied', async () => {
    const { library, projectId } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    const path = join(library.runFolder(projectId, 'run-1'), 'run.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"words"', '"another"'));
    expect((await library.runs.list(projectId))[0].projectId).toBe(projectId);
  });
});

describe('runs of two kinds', () => {
  const generator = (projectId: string): GeneratorRun => {
    const { status, message, dataHash, parameters, versions, backend, startedAt } = run(projectId);
    return {
      ...{ id: 'tunes-1', kind: 'generator', projectId, status, message, dataHash, parameters, versions },
      ...{ backend, startedAt, endedAt: null, epochsDone: 0, best: null },
      config: {
        ...{
          ...run(projectId).config,
          tokens: 'melody',
          stepsPerQuarter: 12,
          cell: 'lstm',
          units: [8],
          embedding: 4,
        },
        ...{ window: 16, keys: 'as-written' },
      },
      vocabulary: {
        ...{ kind: 'melody', stepsPerQuarter: 12, longestSteps: 48, lowestPitch: 21, highestPitch: 108 },
      },
      counts: {
        train: { tunes: 1, tokens: 9 },
        valid: { tunes: 0, tokens: 0 },
        test: { tunes: 0, tokens: 0 },
      },
    };
  };

  it('stand side by side and are marked as interrupted alike', async () => {
    const { home, library, projectId } = await openTestProject();
    await library.runs.create(projectId, run(projectId));
    await library.runs.create(projectId, generator(projectId));
    expect((await library.runs.list(projectId)).map(({ kind }) => kind).sort()).toEqual([
      ...['generator', 'recognizer'],
    ]);
    await library.close();
    const again = await openTestLibrary(home);
    const found = await again.runs.get(projectId, 'tunes-1');
    expect(found).toMatchObject({ kind: 'generator', status: 'interrupted', vocabulary: { kind: 'melody' } });
  });

  it('[U0] a run.json without a kind is a recognizer', async () => {
    const { library, projectId } = await openTestProject();
    const old = { ...run(projectId), kind: undefined };
    await mkdir(library.runFolder(projectId, 'run-1'), { recursive: true });
    await writeFile(join(library.runFolder(projectId, 'run-1'), 'run.json'), JSON.stringify(old));
    expect(await library.runs.get(projectId, 'run-1')).toEqual(run(projectId));
  });

  it('keep the figures of a generator by split, until what they depend on is another', async () => {
    const { library, projectId } = await openTestProject();
    await library.runs.create(projectId, generator(projectId));
    const scores = { nllPerToken: 1, perplexity: Math.E, nllPerFrame: null };
    const figures: GeneratorEvaluation = {
      ...{ ...scores, split: 'valid', tunes: 1, tokens: 9, frames: null, training: scores },
      ...{ ngram: { ...scores, order: 5 }, verdict: 'so', createdAt: '2026-01-01T00:00:00Z' },
    };
    const read = (fingerprint: string) =>
      library.runs.readGeneratorEvaluation(projectId, 'tunes-1', 'valid', fingerprint);
    expect(await read('a')).toBeNull();
    await library.runs.writeEvaluation(projectId, 'tunes-1', figures, 'a');
    expect(await read('a')).toEqual(figures);
    expect(await read('b')).toBeNull();
  });
});
