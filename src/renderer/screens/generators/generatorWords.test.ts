// What is said of a generator's settings, its changes of a preset, and its results.

import { describe, expect, it } from 'vitest';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import type { EpochMetrics } from '../../../shared/contract/training';
import { differenceWords } from '../../learning/configurationWords';
import { runTitle } from '../../learning/runWords';
import { fakeGeneratorPresets } from '../../testing/fakeGenerators';
import { fakeEpoch } from '../../testing/fakeRuns';
import { evaluationRows } from './evaluationRows';
import {
  changesOf,
  curveWords,
  generatorDifferences,
  nearestPreset,
  outcomeWords,
  planWords,
} from './generatorWords';

const [preset] = fakeGeneratorPresets;
const { config } = preset;
const words = (to: Partial<GeneratorConfig>) =>
  generatorDifferences(config, { ...config, ...to }).map(differenceWords);

describe('difference of settings', () => {
  it('names each setting with both values, in the order of the form', () => {
    expect(words({})).toEqual([]);
    expect(words({ units: [128, 64], embedding: 0, keys: 'one-key', window: 32, seed: 9 })).toEqual([
      'keys random every epoch → one key',
      'units 256 → 128 + 64',
      'input embedding of 64 → one-hot',
      'window 128 tokens → 32 tokens',
      'seed 1 → 9',
    ]);
  });

  it('does not call seed and backend a change of the preset', () => {
    expect(changesOf(preset, { ...config, seed: 9, backend: 'wasm' })).toEqual([]);
    expect(changesOf(preset, { ...config, epochs: 3 })).toHaveLength(1);
  });

  it('finds the preset that settings came from', () => {
    const [, large] = fakeGeneratorPresets;
    expect(nearestPreset(fakeGeneratorPresets, { ...large.config, epochs: 2, seed: 4 })).toBe(large);
    expect(nearestPreset([], config)).toBeNull();
  });
});

describe('what came of a run', () => {
  const best = { epoch: 4, validationLoss: Math.log(5), validationAccuracy: 0.4 };

  it('is told by nats and by perplexity, e to the nats', () => {
    expect(outcomeWords({ best, epochsDone: 9 })).toBe(
      'Epoch 4 of 9 did best on validation tunes: 1.61 nats a token. It is as unsure of the next token as if it chose among 5.00 equally likely ones.',
    );
    expect(outcomeWords({ best: null, epochsDone: 0 })).toContain('nothing to compose with');
    expect(outcomeWords({ best: { ...best, validationLoss: Number.NaN }, epochsDone: 9 })).toContain(
      'no validation tunes',
    );
  });

  it('names a run in one line', () => {
    const run = { kind: 'generator', config, best, startedAt: '2026-11-22T12:00:00.000Z' };
    expect(runTitle(run as Parameters<typeof runTitle>[0])).toMatch(
      /^LSTM 256, melody · .* · 1\.61 nats a token$/,
    );
  });

  const rows = (losses: readonly (readonly [loss: number, validationLoss: number])[]): EpochMetrics[] =>
    losses.map(([loss, validationLoss], i) => ({ ...fakeEpoch(1), epoch: i + 1, loss, validationLoss }));

  it('sees learning by heart in the curves, and a run that was not done', () => {
    const byHeart = rows([
      [3, 3],
      [2, 2.5],
      [1.5, 2.7],
      [1, 3],
    ]);
    expect(curveWords(byHeart)).toContain('Since epoch 2');
    const falling = rows([
      [3, 3],
      [2, 2.5],
      [1.5, 2.2],
    ]);
    expect(curveWords(falling)).toContain('more epochs');
    expect(curveWords(rows([[3, 3]]))).toBeNull();
    expect(curveWords([])).toBeNull();
  });

  it('counts tunes and steps before the start', () => {
    const counts = {
      train: { tunes: 1036, tokens: 9 },
      valid: { tunes: 4, tokens: 9 },
      test: { tunes: 5, tokens: 9 },
    };
    expect(planWords({ counts, steps: 1 })).toBe('1,036 training, 4 validation, 5 test tunes; 1 step');
  });
});

describe('bars of an evaluation', () => {
  const scores = (nllPerToken: number) => ({
    nllPerToken,
    perplexity: Math.exp(nllPerToken),
    nllPerFrame: null,
  });
  const evaluation = {
    ...scores(1.5),
    split: 'valid',
    tunes: 4,
    tokens: 400,
    frames: null,
    training: scores(1),
    ngram: { ...scores(2), order: 5 },
    verdict: '',
    createdAt: '',
  } as const;

  it('are as long as their share of the largest', () => {
    const rows = evaluationRows(evaluation);
    expect(rows.map(({ name }) => name)).toEqual([
      'Generator, validation tunes',
      'Generator, training tunes',
      '5-gram, validation tunes',
    ]);
    expect(rows.map(({ share }) => share)).toEqual([0.75, 0.5, 1]);
  });

  it('are empty where there is no number', () => {
    const none = { ...evaluation, training: scores(Number.NaN) };
    expect(evaluationRows(none).map(({ share }) => share)).toEqual([0.75, 0, 1]);
  });
});
