// Whole runs of generators: what they learn, leave behind, and how they end.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import { recurrentCells } from '../../../shared/contract/generators';
import type { EpochMetrics } from '../../../shared/contract/training';
import { vocabularyKey } from '../../../shared/music';
import type { TrainingReport } from '../training/progress';
import { readCorpus } from './corpusFile';
import { evaluateGenerator } from './evaluateGenerator';
import { measureTunes } from './likelihood';
import { openGenerator } from './openGenerator';
import { planGenerator } from './planGenerator';
import { generatorPresets } from './presets';
import { coinTunes, melodyOf, testFolder, toyConfig } from './testing/toyTunes';
import type { GeneratorFacts, GeneratorHooks } from './trainGenerator';
import { trainGenerator } from './trainGenerator';

const fewTunes = coinTunes(20, 8);

async function train(change: Partial<GeneratorConfig> = {}, hooks: GeneratorHooks = {}, tunes = fewTunes) {
  const folder = join(testFolder(), 'run');
  const epochs: EpochMetrics[] = [];
  const reports: TrainingReport[] = [];
  const result = await trainGenerator(
    { name: 'toys', tunes, config: { ...toyConfig, ...change }, folder, versions: { earshot: '1.2.3' } },
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
  it('learns a toy language nearly to its entropy, and says that counting cannot do much better', async () => {
    // 4 coins of ln 2 each; metre, positions, durations and the end are certain: 12 tokens.
    const entropy = (4 * Math.log(2)) / 12;
    const { result, epochs, folder } = await train(
      { epochs: 8, batchSize: 4, learningRate: 0.03 },
      {},
      coinTunes(150, 4),
    );
    expect(epochs[0].validationLoss).toBeGreaterThan(1.5 * entropy);
    const best = result.best?.validationLoss ?? NaN;
    expect(best).toBeGreaterThan(0.97 * entropy);
    expect(best).toBeLessThan(1.1 * entropy);
    const model = await openGenerator(join(folder, 'best'));
    const evaluation = await evaluateGenerator(model, await readCorpus(folder), 'valid');
    expect([evaluation.nllPerToken]).toBeAllclose([best], { rtol: 1e-6, atol: 0 });
    expect(evaluation.ngram.nllPerToken).toBeGreaterThan(0.97 * entropy);
    model.dispose();
  });

  it.each(recurrentCells)('of %s lowers its loss; one-hot input and two layers too', async (cell) => {
    const { epochs } = await train({ cell, epochs: 4, embedding: 0, units: [12, 8], dropout: 0.2 });
    expect(epochs[3].loss).toBeLessThan(epochs[0].loss);
  });

  it.each(['wasm', 'auto'])(
    'on %s gives the same weights for the same seed, others for another',
    async (backend) => {
      const change = { backend, dropout: 0.3, keys: 'random-key', units: [8, 8], epochs: 1 } as const;
      const [first, again, other] = [
        await train(change),
        await train(change),
        await train({ ...change, seed: 2 }),
      ];
      expect(weightsIn(again.folder).equals(weightsIn(first.folder))).toBe(true);
      expect(weightsIn(other.folder).equals(weightsIn(first.folder))).toBe(false);
    },
  );

  it('tells what it is before its first step, as the plan said, and how far it is', async () => {
    let facts: GeneratorFacts | null = null;
    const { result, reports, folder } = await train({}, { onStart: (told) => (facts = told) });
    const plan = planGenerator(fewTunes, toyConfig);
    expect(facts).toMatchObject({ counts: plan.counts, parameters: plan.parameters });
    expect(result).toMatchObject({ ...(facts ?? {}), status: 'finished', epochsDone: 2 });
    expect(result.versions).toMatchObject({ earshot: '1.2.3', tfjs: tf.version_core });
    const last = reports.filter(({ phase }) => phase === 'training').at(-1);
    expect(last).toMatchObject({ epoch: 2, step: plan.steps / 2, steps: plan.steps / 2 });
    expect(readdirSync(folder).sort()).toEqual(['best', 'last', 'tunes.json']);
    const corpus = await readCorpus(folder);
    expect(vocabularyKey(corpus.vocabulary)).toBe(vocabularyKey(result.vocabulary));
    expect(corpus.tunes).toHaveLength(20);
  });

  it('validates with the exact NLL over whole tunes', async () => {
    const { epochs, folder } = await train({ epochs: 1 });
    const model = await openGenerator(join(folder, 'last'));
    const { tunes } = await readCorpus(folder);
    const valid = tunes.filter(({ split }) => split === 'valid').map(({ tokens }) => tokens);
    const nlls = (await measureTunes(model.network, valid)).flatMap(({ nll }) => Array.from(nll).slice(1));
    const mean = nlls.reduce((a, b) => a + b, 0) / nlls.length;
    expect([epochs[0].validationLoss]).toBeAllclose([mean], { rtol: 1e-5, atol: 0 });
    model.dispose();
  });

  it('leaves no tensor behind, finished or failed', async () => {
    await train();
    const before = tf.memory().numTensors;
    await train();
    await train({ learningRate: 1e38, clipping: { by: 'none', limit: 1 } }).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a run ends', () => {
  it('when its loss is no number, naming the step, with what was saved before', async () => {
    const folder = join(testFolder(), 'run');
    const job = { name: 'toys', tunes: fewTunes, folder };
    const config = { ...toyConfig, learningRateSchedule: 'constant' } as const;
    await trainGenerator({ ...job, config: { ...config, epochs: 1 } });
    const saved = weightsIn(folder, 'best');
    const wild = { ...config, epochs: 5, learningRate: 1e38, clipping: { by: 'none', limit: 1 } } as const;
    await expect(trainGenerator({ ...job, config: wild })).rejects.toMatchObject({
      code: 'diverged',
      message: expect.stringMatching(/epoch 1, step 2\. .*Lower the learning rate/),
    });
    expect(weightsIn(folder, 'best').equals(saved)).toBe(true);
  });

  it('when it is stopped, keeping the best of the epochs before', async () => {
    const stop = new AbortController();
    const { result, folder } = await train(
      { epochs: 500 },
      { signal: stop.signal, onEpoch: ({ epoch }) => epoch === 2 && stop.abort() },
    );
    expect(result).toMatchObject({
      status: 'stopped',
      epochsDone: 2,
      message: expect.stringContaining('request'),
    });
    (await openGenerator(join(folder, 'best'))).dispose();
  });

  it('when it is stopped while it validates, without waiting for the end of that', async () => {
    const stop = new AbortController();
    const onProgress = ({ phase, epoch }: TrainingReport) => {
      if (phase === 'saving' && epoch === 2) stop.abort();
    };
    const { result } = await train({ epochs: 500 }, { signal: stop.signal, onProgress });
    expect(result).toMatchObject({ status: 'stopped', epochsDone: 1, best: { epoch: 1 } });
  });

  it('when it is stopped before its first step, with nothing kept', async () => {
    const { result, folder } = await train({}, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ status: 'stopped', best: null });
    expect(existsSync(folder)).toBe(false);
  });

  it('when its time is over, with the learning rate come down', async () => {
    const { result, epochs } = await train({ epochs: 5000, maxMinutes: 1 / 60 });
    expect(result.message).toContain('minutes were over');
    expect(epochs.at(-1)?.learningRate).toBeLessThan(0.5 * toyConfig.learningRate);
  });
});

describe('a plan', () => {
  it('names what stands in the way', async () => {
    expect(planGenerator([], toyConfig).problems).toEqual([expect.stringContaining('import some')]);
    const short = [{ ...fewTunes[2], score: melodyOf([60]) }];
    expect(planGenerator(short, toyConfig)).toMatchObject({
      problems: [expect.stringContaining('too short: 1 notes')],
      skipped: [{ tuneId: 't2' }],
      steps: 0,
    });
    await expect(train({}, {}, [])).rejects.toMatchObject({ code: 'bad-data' });
  });

  it('warns of few tunes and missing splits', () => {
    const { warnings, vocabSize } = planGenerator([fewTunes[2]], toyConfig);
    expect(warnings).toEqual([
      expect.stringContaining('Only one tune'),
      expect.stringContaining('No tune for validation'),
      expect.stringContaining('No tune for the test'),
    ]);
    expect(vocabSize).toBe(4 + 14 + 12 + 8 + 88); // [START, END, HOLD, REST], metres, positions, durations, pitches
  });

  it('counts every preset', () => {
    for (const { config } of generatorPresets) {
      expect(planGenerator(fewTunes, config)).toMatchObject({ problems: [] });
    }
    expect(generatorPresets.filter(({ recommended }) => recommended)).toHaveLength(1);
  });
});
