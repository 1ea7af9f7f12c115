// A fake of generators: presets, a plan, past runs, tunes that "are written", an evaluation. Invented, the same each time.
// Never imported by production code: training itself is faked in fakeLearning.ts, for both kinds of runs.

import { LabError } from '../../shared/contract/errors';
import type { GeneratedTune, GenerationService, GeneratorEvaluation } from '../../shared/contract/generation';
import type {
  GeneratorConfig,
  GeneratorPreset,
  GeneratorRun,
  GeneratorsService,
} from '../../shared/contract/generators';
import type { Run } from '../../shared/contract/training';
import { createPart, quantise, scoreLength } from '../../shared/music';
import type { Score } from '../../shared/music';
import { fakeEpoch, minutesAfter } from './fakeRuns';
import type { FakeMusic } from './fakeTunes';
import { fakeScore } from './fakeTunes';

const config: GeneratorConfig = {
  epochs: 30,
  batchSize: 32,
  learningRate: 0.002,
  learningRateSchedule: 'cosine',
  dropout: 0.3,
  clipping: { by: 'norm', limit: 1 },
  earlyStoppingPatience: 5,
  seed: 1,
  backend: 'auto',
  maxMinutes: null,
  tokens: 'melody',
  stepsPerQuarter: 12,
  cell: 'lstm',
  units: [256],
  embedding: 64,
  window: 128,
  keys: 'random-key',
};

const preset = (
  name: string,
  title: string,
  description: string,
  layers: readonly string[],
  change: Partial<GeneratorConfig>,
): GeneratorPreset => ({
  name,
  title,
  description,
  layers,
  recommended: name === 'melody-lstm',
  config: { ...config, ...change },
});

export const fakeGeneratorPresets: readonly GeneratorPreset[] = [
  preset(
    'melody-lstm',
    'Melody',
    'One LSTM on melodies of one voice; start here.',
    ['Embedding(64)', 'LSTM(256)'],
    {},
  ),
  preset(
    'melody-large',
    'Melody, large',
    'Two LSTM layers for large collections.',
    ['LSTM(512)', 'LSTM(512)'],
    {
      units: [512, 512],
    },
  ),
  preset('frames-lstm', 'Chords and voices', 'Everything that sounds, step by step.', ['LSTM(256)'], {
    tokens: 'frames',
    stepsPerQuarter: 4,
  }),
];

export function newGeneratorRun(music: FakeMusic, wanted: GeneratorConfig, index: number): GeneratorRun {
  const tunes = music.tunes.length;
  return {
    kind: 'generator',
    id: `generator-${index + 1}`,
    projectId: music.project.id,
    status: 'running',
    message: '',
    config: wanted,
    vocabulary: { kind: 'melody', stepsPerQuarter: 12, longestSteps: 48, lowestPitch: 48, highestPitch: 96 },
    counts: {
      train: { tunes: Math.round(tunes * 0.8), tokens: tunes * 140 },
      valid: { tunes: Math.round(tunes * 0.1), tokens: tunes * 17 },
      test: { tunes: Math.round(tunes * 0.1), tokens: tunes * 18 },
    },
    dataHash: '77ab0c1de5f2b6a8',
    backend: { name: 'earshot-native', threads: 2, reason: 'fastest here' },
    parameters: 412_318,
    startedAt: '2026-11-22T13:00:00.000Z',
    endedAt: null,
    epochsDone: 0,
    best: null,
    versions: {},
  };
}

export function pastGeneratorRun(music: FakeMusic, index: number): GeneratorRun {
  const startedAt = minutesAfter('2026-11-22T10:00:00.000Z', 12 * index);
  const { validationLoss, validationAccuracy } = fakeEpoch(24);
  return {
    ...newGeneratorRun(music, fakeGeneratorPresets[index % fakeGeneratorPresets.length].config, index),
    status: 'finished',
    message: 'All epochs done.',
    startedAt,
    endedAt: minutesAfter(startedAt, 2),
    epochsDone: 30,
    best: { epoch: 24, validationLoss, validationAccuracy },
  };
}

/** @param begin starts a run as fakeLearning does it */
export function fakeGenerators(music: FakeMusic, begin: (run: Run) => void): GeneratorsService {
  let started = 20;
  return {
    presets: async () => fakeGeneratorPresets,
    plan: async ({ config: wanted }) => ({
      counts: newGeneratorRun(music, wanted, 0).counts,
      skipped: [],
      vocabSize: 96,
      parameters: 412_318,
      steps: wanted.epochs * 20,
      problems: music.tunes.length === 0 ? ['There are no tunes yet: import some first.'] : [],
      warnings: music.tunes.length < 100 ? ['Few tunes: the generator will learn them by heart.'] : [],
    }),
    start: async ({ config: wanted }) => {
      const run = newGeneratorRun(music, wanted, started++);
      begin(run);
      return run;
    },
  };
}

/** Where writing begins, on the fake's grid of sixteenths. */
const startStep4 = (primer: Score | null, step: number) =>
  primer === null ? 0 : Math.round((step * 4) / primer.stepsPerQuarter);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function fakeGeneration(music: FakeMusic): GenerationService {
  return {
    generate: async ({ primer, startStep = 0, bars, variations, seed }, call) => {
      const made: GeneratedTune[] = [];
      for (let variation = 0; variation < variations; variation++) {
        const written = fakeScore(seed + variation, bars);
        const heard = primer && quantise(primer, 4);
        const primerSteps = heard === null ? 0 : Math.max(startStep4(primer, startStep), scoreLength(heard));
        const notes = written.parts[0].notes.map((note) => ({
          ...note,
          onsetStep: note.onsetStep + primerSteps,
        }));
        for (let bar = 1; bar <= bars && call?.signal?.aborted !== true; bar++) {
          await pause(20);
          const from = primerSteps + (bar - 1) * 16;
          const some = notes.filter(({ onsetStep }) => onsetStep >= from && onsetStep < from + 16);
          call?.onProgress?.({ variation, stepsPerQuarter: 4, notes: some, bars: bar, tokens: bar * 18 });
        }
        const kept = heard?.parts.flatMap((part) => part.notes) ?? [];
        made.push({
          score: {
            ...written,
            title: `Variation ${variation + 1}`,
            parts: [createPart([...kept, ...notes])],
          },
          primerSteps,
          seed: seed + variation,
          ending: 'bars',
          message: `All ${bars} bars were written.`,
          tokens: bars * 18,
          tokensPerSecond: 900,
        });
      }
      return made;
    },
    evaluate: async ({ split }, call) => {
      for (let done = 0; done <= 40; done += 10) call?.onProgress?.({ done, total: 40 });
      return { ...evaluation, split };
    },
    keptEvaluation: async () => null,
    measureCopies: async ({ score }) => {
      const first = music.tunes.at(0);
      if (first === undefined) throw new LabError('not-found', 'This run is gone.');
      const run = {
        notes: 11,
        quarters: 6,
        tune: 0,
        semitones: -2,
        here: { startStep: 16, endStep: 40, firstBar: 2, lastBar: 3 },
        there: { startStep: 64, endStep: 88, firstBar: 5, lastBar: 6 },
      };
      const notes = score.parts.reduce((sum, part) => sum + part.notes.length, 0);
      return {
        longest: run,
        runs: [run],
        notes,
        tunes: [{ tuneId: first.tune.id, title: first.tune.title }],
      };
    },
  };
}

const evaluation: GeneratorEvaluation = {
  split: 'test',
  nllPerToken: 1.21,
  perplexity: 3.35,
  nllPerFrame: null,
  tunes: 5,
  tokens: 900,
  frames: null,
  training: { nllPerToken: 1.02, perplexity: 2.77, nllPerFrame: null },
  ngram: { nllPerToken: 1.44, perplexity: 4.22, nllPerFrame: null, order: 5 },
  verdict: 'Better than counting: 3.35 likely continuations a token, the 5-gram has 4.22.',
  createdAt: '2026-11-22T12:00:00.000Z',
};
