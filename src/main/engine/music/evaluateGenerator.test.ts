// Evaluations: figures against sums made by hand, the baseline on the same tokens, and what is said of both.

import { beforeAll, describe, expect, it } from 'vitest';
import { keyShifts, trainNgram, transposeTokens } from '../../../shared/music';
import { useBackend } from '../backend';
import type { Corpus } from './corpus';
import { countTokens, makeCorpus, tunesOf } from './corpus';
import { evaluateGenerator } from './evaluateGenerator';
import { measureTunes } from './likelihood';
import type { GeneratorModel } from './openGenerator';
import { coinTunes, createUntrained, toyConfig } from './testing/toyTunes';
import { describeQuality } from './verdict';

beforeAll(() => useBackend('auto'));

const setting = (tokens: 'melody' | 'frames', keys: 'as-written' | 'random-key' = 'as-written') => {
  const config = { ...toyConfig, tokens, keys };
  return { model: createUntrained(config), corpus: makeCorpus(coinTunes(40, 8), config) };
};

/** NLL of every predicted token of a split, tune by tune. */
async function nllsOf(model: GeneratorModel, corpus: Corpus, split: 'valid' | 'train'): Promise<number[][]> {
  const tokens = tunesOf(corpus, split).map((tune) => tune.tokens);
  return (await measureTunes(model.network, tokens)).map(({ nll }) => Array.from(nll).slice(1));
}
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('an evaluation', () => {
  it('is the mean over all tokens, END included, and its perplexity', async () => {
    const { model, corpus } = setting('melody');
    const evaluation = await evaluateGenerator(model, corpus, 'valid');
    const nlls = (await nllsOf(model, corpus, 'valid')).flat();
    expect(evaluation).toMatchObject({
      split: 'valid',
      tunes: 4,
      tokens: nlls.length,
      frames: null,
      nllPerFrame: null,
    });
    expect([evaluation.nllPerToken]).toBeAllclose([sum(nlls) / nlls.length], { rtol: 1e-9, atol: 0 });
    expect([evaluation.perplexity]).toBeAllclose([Math.exp(evaluation.nllPerToken)], {
      rtol: 1e-12,
      atol: 0,
    });
    model.dispose();
  });

  it('[L3] divides the sum over the tokens of all frames by the number of frames, END left out', async () => {
    const { model, corpus } = setting('frames');
    const evaluation = await evaluateGenerator(model, corpus, 'valid');
    const withoutEnd = (await nllsOf(model, corpus, 'valid')).map((nlls) => nlls.slice(0, -1));
    // 8 quarter notes on a grid of 2 frames a quarter, in each of 4 tunes
    expect(evaluation.frames).toBe(4 * 16);
    expect([evaluation.nllPerFrame]).toBeAllclose([sum(withoutEnd.flat()) / 64], { rtol: 1e-9, atol: 0 });
    model.dispose();
  });

  it('asks about training tunes of as many tokens as the split has', async () => {
    const { model, corpus } = setting('melody');
    const { training } = await evaluateGenerator(model, corpus, 'valid');
    const all = await nllsOf(model, corpus, 'train');
    expect(training.nllPerToken).toBeGreaterThan(Math.min(...all.map((nlls) => sum(nlls) / nlls.length)));
    const whole = await evaluateGenerator(model, corpus, 'train');
    expect([whole.nllPerToken]).toBeAllclose([sum(all.flat()) / all.flat().length], { rtol: 1e-9, atol: 0 });
    expect(whole.training).toEqual({
      nllPerToken: whole.nllPerToken,
      perplexity: whole.perplexity,
      nllPerFrame: null,
    });
    expect(whole.verdict).toContain('says nothing about others');
    model.dispose();
  });

  it.each(['as-written', 'random-key'] as const)('lets the n-gram count the same tunes, %s', async (keys) => {
    const { model, corpus } = setting('melody', keys);
    const { ngram } = await evaluateGenerator(model, corpus, 'valid');
    const { codec } = model;
    const counted = tunesOf(corpus, 'train').flatMap(({ tokens }) =>
      (keys === 'random-key' ? keyShifts(codec, tokens) : [0]).map((shift) =>
        transposeTokens(codec, tokens, shift),
      ),
    );
    const baseline = trainNgram(counted, { order: ngram.order, vocabSize: codec.vocabSize });
    const valid = tunesOf(corpus, 'valid');
    const nll = sum(valid.map(({ tokens }) => sum(Array.from(baseline.tokenNll(tokens)))));
    expect([ngram.nllPerToken]).toBeAllclose([nll / countTokens(valid)], { rtol: 1e-9, atol: 0 });
    model.dispose();
  });

  it('tells how far it is, and stops on request', async () => {
    const { model, corpus } = setting('melody');
    const told: number[] = [];
    await evaluateGenerator(model, corpus, 'valid', {
      onProgress: ({ done, total }) => told.push(done / total),
    });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    const stopped = evaluateGenerator(model, corpus, 'valid', { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    model.dispose();
  });

  it('without tunes in the split, or on tokens of another vocabulary, is refused', async () => {
    const { model, corpus } = setting('melody');
    const none = { ...corpus, tunes: tunesOf(corpus, 'train') };
    await expect(evaluateGenerator(model, none, 'test')).rejects.toMatchObject({ code: 'bad-data' });
    const other = makeCorpus(coinTunes(20, 8), { ...toyConfig, stepsPerQuarter: 4 });
    await expect(evaluateGenerator(model, other, 'valid')).rejects.toMatchObject({ code: 'bad-model' });
    model.dispose();
  });
});

describe('the verdict', () => {
  const scores = (nllPerToken: number) => ({
    nllPerToken,
    perplexity: Math.exp(nllPerToken),
    nllPerFrame: null,
  });
  const say = (valid: number, training: number, ngram: number) =>
    describeQuality({
      ...scores(valid),
      split: 'valid',
      tunes: 1,
      tokens: 1,
      frames: null,
      training: scores(training),
      ngram: { order: 12, ...scores(ngram) },
    });

  it.each([
    [1, 0.98, 1.2, 'more than counting can', 'treats new tunes like its own'],
    [1, 0.7, 1.001, 'no more than counting', 'some of those by heart'],
    [1.5, 0.2, 1.2, 'Counting does better', 'most of those by heart'],
  ])('of %f on new tunes, %f on its own, %f by counting', (valid, training, ngram, counting, heart) => {
    expect(say(valid, training, ngram)).toContain(counting);
    expect(say(valid, training, ngram)).toContain(heart);
  });
});
