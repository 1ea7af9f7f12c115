// Evaluation with models made up for the test, so that the right figures are known beforehand.

import { rmSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { frameCount } from '../../../shared/dsp';
import type { Dataset } from '../dataset';
import { featureCacheKey, openFeatureCache } from '../library/featureCache';
import type { RecognizerModel } from '../models/openModel';
import { evaluateModel } from './evaluateModel';
import { makeToneDataset, toneFeatures } from './testing/toneDataset';

const labels = ['low', 'middle', 'high'];
const dataset = makeToneDataset({ labels, takes: { train: 2, validation: 0, test: 4 } });
afterAll(() => dataset.remove());

const windowFrames = frameCount(toneFeatures);

/** Always gives the same probabilities. */
const constantModel = (outputs: string[], probabilities: number[]): RecognizerModel => ({
  ...({} as RecognizerModel),
  labels: outputs,
  features: toneFeatures,
  windowFrames,
  predict: (_, count) =>
    Promise.resolve(
      Float32Array.from({ length: count * outputs.length }, (__, i) => probabilities[i % outputs.length]),
    ),
});

const sayingLow = constantModel(['low', 'middle', 'high'], [0.5, 0.3, 0.2]);

describe('evaluateModel', () => {
  it('gives accuracy, loss, confusion and every prediction of a split', async () => {
    const evaluation = await evaluateModel(sayingLow, dataset, 'test');
    expect(evaluation).toMatchObject({ split: 'test', accuracy: 4 / 12, skipped: 0, sharedSpeakers: [] });
    expect(evaluation.confusion).toEqual({
      labels,
      counts: [
        [4, 0, 0],
        [4, 0, 0],
        [4, 0, 0],
      ],
    });
    // Every label four times: the mean of -ln of 0.5, 0.3 and 0.2.
    expect(evaluation.loss).toBeCloseTo(-(Math.log(0.5) + Math.log(0.3) + Math.log(0.2)) / 3, 5);
    expect(evaluation.perClass[0]).toMatchObject({ label: 'low', precision: 4 / 12, recall: 1, support: 4 });
    const prediction = evaluation.predictions.find(({ clipId }) => clipId === 'high/test-3');
    expect(prediction).toMatchObject({ label: 'high', predicted: 'low' });
    expect([prediction?.probability, prediction?.trueProbability]).toBeAllclose([0.5, 0.2]);
  });

  it('takes all splits together where that is asked for', async () => {
    expect((await evaluateModel(sayingLow, dataset, 'all')).predictions).toHaveLength(18);
  });

  it('counts labels it does not know as _unknown_ where it has that', async () => {
    const model = constantModel(['low', '_unknown_'], [0.1, 0.9]);
    const evaluation = await evaluateModel(model, dataset, 'test');
    expect(evaluation).toMatchObject({ accuracy: 8 / 12, skipped: 0 });
    expect(evaluation.predictions.find(({ clipId }) => clipId === 'high/test-0')?.label).toBe('_unknown_');
  });

  it('leaves them out and counts them where it has not', async () => {
    const evaluation = await evaluateModel(constantModel(['low', 'high'], [0.9, 0.1]), dataset, 'test');
    expect(evaluation).toMatchObject({ accuracy: 0.5, skipped: 4 });
  });

  it('names speakers heard in training too', async () => {
    const clips = dataset.clips.map((clip) =>
      clip.split === 'test' ? { ...clip, speaker: 'train-speaker' } : clip,
    );
    const evaluation = await evaluateModel(sayingLow, { ...dataset, clips }, 'test');
    expect(evaluation.sharedSpeakers).toEqual(['train-speaker']);
  });

  it('refuses a split without clips', async () => {
    await expect(evaluateModel(sayingLow, dataset, 'validation')).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringContaining('the validation split of tones'),
    });
  });

  it('tells how far it is, and stops on request', async () => {
    const told: number[] = [];
    await evaluateModel(sayingLow, dataset, 'test', { onProgress: ({ done }) => told.push(done) });
    expect(told.at(-1)).toBe(12);
    const stopped = evaluateModel(sayingLow, dataset, 'test', { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  });

  it('takes features from the cache where they are, whatever the sound', async () => {
    const cacheFolder = mkdtempSync(join(tmpdir(), 'earshot-cache-'));
    const cache = await openFeatureCache(cacheFolder, toneFeatures);
    const mfcc = {
      data: new Float32Array(windowFrames * toneFeatures.coefficients).fill(7),
      rows: windowFrames,
      cols: toneFeatures.coefficients,
    };
    for (const clip of dataset.clips) await cache.put(featureCacheKey(clip), mfcc);
    await cache.close();
    const seen: number[] = [];
    const model: RecognizerModel = {
      ...sayingLow,
      predict: (values, count) => {
        seen.push(...values);
        return sayingLow.predict(values, count);
      },
    };
    const silent: Dataset = {
      ...dataset,
      cacheFolder,
      clips: dataset.clips.map((clip) => ({ ...clip, path: '/gone' })),
    };
    await evaluateModel(model, silent, 'test');
    expect(new Set(seen)).toEqual(new Set([7]));
    rmSync(cacheFolder, { recursive: true });
  });
});
