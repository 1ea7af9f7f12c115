// Tunes out of a generator: grammar and masks obeyed, seeds, primers, bars, endings, stopping.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerationOptions, GenerationProgress } from '../../../shared/contract/generation';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import {
  allNotes,
  barsOf,
  createPart,
  createScore,
  isMonophonic,
  scoreLength,
  transpose,
} from '../../../shared/music';
import type { Note, Score } from '../../../shared/music';
import { useBackend } from '../backend';
import { generateTunes } from './generateTunes';
import type { GeneratorModel } from './openGenerator';
import { preparePrimer } from './primer';
import { notesBehind } from './resultScore';
import { createUntrained, melodyOf } from './testing/toyTunes';
import { writeTune } from './writeTune';

/** On a grid of sixteenths. */
const createModel = (change: Partial<GeneratorConfig> = {}) =>
  createUntrained({ stepsPerQuarter: 4, ...change });

/** Makes tokens likelier everywhere, by name. */
function lean(model: GeneratorModel, biasOf: (name: string, token: number) => number): void {
  const { codec, network } = model;
  const [kernel, biases] = network.model.getLayer('probabilities').getWeights();
  const values = Float32Array.from(biases.dataSync());
  values.forEach((_, token) => (values[token] += biasOf(codec.nameOf(token), token)));
  const changed = tf.tensor1d(values);
  network.model.getLayer('probabilities').setWeights([kernel, changed]);
  changed.dispose();
}

let melody: GeneratorModel;
let frames: GeneratorModel;
beforeAll(async () => {
  await useBackend('auto');
  melody = createModel();
  frames = createModel({ tokens: 'frames' });
});
afterAll(() => [melody, frames].forEach((model) => model.dispose()));

const options: GenerationOptions = { primer: null, bars: 4, variations: 1, seed: 7 };
const write = async (model: GeneratorModel, change: Partial<GenerationOptions> = {}) =>
  (await generateTunes(model, { ...options, ...change }))[0];
const newNotes = (tune: { score: Score; primerSteps: number }): Note[] =>
  allNotes(tune.score).filter(({ onsetStep }) => onsetStep >= tune.primerSteps);

describe('a tune from nothing', () => {
  it('fills its bars and ends on their last line', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { score, ending, message } = await write(melody, {
        seed,
        mayEnd: false,
        meter: { beats: 3, beatUnit: 4 },
      });
      expect([ending, message]).toEqual(['bars', '4 bars written.']);
      expect(isMonophonic(score)).toBe(true);
      expect(score.meters[0]).toEqual({ step: 0, beats: 3, beatUnit: 4 });
      const bars = barsOf(score, scoreLength(score));
      expect(bars.length).toBeLessThanOrEqual(score.pickupSteps > 0 ? 5 : 4);
    }
  });

  it.each(['melody', 'frames'] as const)(
    'of %s obeys the grammar, token by token, and is what its tokens say',
    async (tokens) => {
      const model = tokens === 'melody' ? melody : frames;
      const primer = preparePrimer(model, { primer: null });
      const draft = await writeTune(model, primer, { ...options, bars: 6 }, 3);
      const grammar = model.codec.createGrammar();
      const mask = new Uint8Array(model.codec.vocabSize);
      for (const token of draft.tokens.slice(1)) {
        grammar.allowed(mask);
        expect(mask[token]).toBe(1);
        grammar.push(token);
      }
      expect(draft.tokens.length).toBeGreaterThan(20);
      const { score } = await write(model, { bars: 6, seed: 3 });
      expect(notesBehind(model.codec, draft.tokens, primer, draft.step).notes).toEqual(allNotes(score));
    },
  );

  it('of frames has the bars of the metre asked for, of 4/4 else', async () => {
    lean(frames, (name) => (name === 'step' ? 3 : 0));
    const { score } = await write(frames, { mayEnd: false, meter: { beats: 3, beatUnit: 8 } });
    expect(score.meters).toEqual([{ step: 0, beats: 3, beatUnit: 8 }]);
    expect(scoreLength(score)).toBeLessThanOrEqual(4 * 6);
    const { score: common } = await write(frames, { mayEnd: false });
    expect(scoreLength(common)).toBeGreaterThan(2 * 16);
    expect(scoreLength(common)).toBeLessThanOrEqual(4 * 16);
  });

  it('is the same for the same seed; variation i has the seed + i', async () => {
    const first = await generateTunes(melody, { ...options, variations: 3 });
    const again = await generateTunes(melody, { ...options, variations: 3 });
    expect(again.map(({ score }) => score)).toEqual(first.map(({ score }) => score));
    expect(first.map(({ seed }) => seed)).toEqual([7, 8, 9]);
    expect((await write(melody, { seed: 8 })).score).toEqual(first[1].score);
    expect(first[1].score).not.toEqual(first[0].score);
  });

  it('keeps to scale and range, in frames too', async () => {
    const limits = { scale: [0, 4, 7], lowestPitch: 55, highestPitch: 79 };
    for (const model of [melody, frames]) {
      const tune = await write(model, { ...limits, bars: 8, mayEnd: false });
      const pitches = allNotes(tune.score).map(({ pitch }) => pitch);
      expect(pitches.length).toBeGreaterThan(4);
      for (const pitch of pitches) expect([60, 64, 67, 55, 72, 76, 79]).toContain(pitch);
    }
    await expect(write(melody, { lowestPitch: 61, highestPitch: 61, scale: [0] })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  it('is at the tempo asked for, else at 120', async () => {
    expect((await write(melody, { qpm: 90 })).score.tempos).toEqual([{ step: 0, qpm: 90 }]);
    expect((await write(melody)).score.tempos).toEqual([{ step: 0, qpm: 120 }]);
  });

  it('in a metre that melodies cannot have is refused', async () => {
    await expect(write(melody, { meter: { beats: 11, beatUnit: 16 } })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('11/16'),
    });
  });

  it('with temperature 0 is the likeliest, whatever the seed', async () => {
    const [one, other] = [
      await write(melody, { temperature: 0, seed: 1 }),
      await write(melody, { temperature: 0, seed: 2 }),
    ];
    expect(one.score).toEqual(other.score);
  });
});

describe('an ending', () => {
  it('by the model is told, never before the first note', async () => {
    const eager = createModel();
    lean(eager, (name) => (name === 'end' ? 1000 : 0));
    const tune = await write(eager);
    expect(tune).toMatchObject({
      ending: 'model-ended',
      message: 'The model ended the tune after 0 of 4 bars.',
    });
    expect(allNotes(tune.score)).toHaveLength(1);
    const whole = await write(eager, { mayEnd: false });
    expect(whole.ending).toBe('bars');
    eager.dispose();
  });

  it('of a silent model is told', async () => {
    const silent = createModel({ tokens: 'frames' });
    lean(silent, (name) => (name === 'step' ? 1000 : 0));
    const tune = await write(silent);
    expect(tune).toMatchObject({ ending: 'bars', message: expect.stringContaining('No note was written') });
    silent.dispose();
  });

  it('comes for who writes every pitch at once', async () => {
    const loud = createModel({ tokens: 'frames' });
    lean(loud, (name, token) => (name === 'step' ? -1000 : 10 * token)); // the highest pitch there is room for
    const tune = await write(loud, { bars: 4, mayEnd: false });
    expect(tune).toMatchObject({ ending: 'token-limit', message: expect.stringContaining('noise') });
    expect(tune.tokens).toBe((4 + 1) * 16 * (12 + 1));
    loud.dispose();
  });

  it('comes after 1000 bars', async () => {
    const tune = await write(melody, { bars: 1000, mayEnd: false, meter: { beats: 2, beatUnit: 4 } });
    expect(tune.ending).toBe('bars');
    const { score } = tune;
    expect(barsOf(score, scoreLength(score)).length).toBeGreaterThan(990);
  }, 20_000);

  it.each([
    ['bars', 10_000, /bars: expected .* from 1 to 1000, got 10000/],
    ['variations', 17, /variations/],
    ['seed', -1, /seed/],
    ['temperature', 3, /temperature/],
  ])('of %s %i is refused', async (name, value, message) => {
    await expect(write(melody, { [name]: value })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(message),
    });
  });
});

describe('a primer', () => {
  const primer = { ...melodyOf([60, 62, 64, 65, 67, 69, 71, 72]), tempos: [{ step: 0, qpm: 77 }] };
  const given = (score: Score) => score.parts[0].notes;

  it('is kept as it was given, what is new begins behind it', async () => {
    const tune = await write(melody, { primer, mayEnd: false, bars: 2 });
    // Two bars of 4/4, on the finer grid of the vocabulary: 4 steps of a quarter note.
    expect(tune.primerSteps).toBe(32);
    expect(tune.score.stepsPerQuarter).toBe(4);
    expect(tune.score.tempos).toEqual([{ step: 0, qpm: 77 }]);
    const doubled = given(primer).map((note) => ({
      ...note,
      onsetStep: 2 * note.onsetStep,
      durationSteps: 2 * note.durationSteps,
    }));
    expect(given(tune.score).slice(0, 8)).toEqual(doubled);
    expect(newNotes(tune).length).toBeGreaterThan(0);
    expect(scoreLength(tune.score)).toBeLessThanOrEqual(64);
    expect(isMonophonic(tune.score)).toBe(true);
  });

  it('on a grid of its own keeps it: the result has room for both', async () => {
    const fine = createScore({
      stepsPerQuarter: 6,
      parts: [createPart([{ pitch: 60, velocity: 33, onsetStep: 1, durationSteps: 23 }])],
    });
    const tune = await write(melody, { primer: fine });
    expect(tune.score.stepsPerQuarter).toBe(12);
    expect(given(tune.score)[0]).toEqual({ pitch: 60, velocity: 33, onsetStep: 2, durationSteps: 46 });
  });

  it('that ends within a bar has it finished first', async () => {
    const tune = await write(melody, { primer: melodyOf([60, 62, 64]), mayEnd: false, bars: 2 });
    expect(tune.primerSteps).toBe(12);
    expect(scoreLength(tune.score)).toBeGreaterThan(32);
    expect(scoreLength(tune.score)).toBeLessThanOrEqual(48);
  });

  it('with silence behind it is gone on from where it was said', async () => {
    for (const model of [melody, frames]) {
      const tune = await write(model, { primer: melodyOf([60, 62]), startStep: 8, mayEnd: false, bars: 1 });
      expect(tune.primerSteps).toBe(16);
      expect(newNotes(tune)).toHaveLength(allNotes(tune.score).length - 2);
      expect(scoreLength(tune.score)).toBeLessThanOrEqual(32);
    }
  });

  it('with a pitch outside the vocabulary is refused by that pitch', async () => {
    await expect(write(melody, { primer: melodyOf([60, 62, 115, 64]) })).rejects.toMatchObject({
      code: 'bad-score',
      details: { pitch: 115 },
    });
  });

  it('without notes is as good as none', async () => {
    const empty = createScore({ stepsPerQuarter: 2, parts: [createPart([])] });
    expect((await write(melody, { primer: empty })).score).toEqual((await write(melody)).score);
  });

  it('of several parts stays in its parts; of a melody only the highest line is heard', async () => {
    const parts = [melodyOf([60, 62, 64, 65]).parts[0], melodyOf([48, 50, 52, 53]).parts[0]];
    const tune = await write(melody, { primer: createScore({ stepsPerQuarter: 2, parts }), mayEnd: false });
    expect(tune.score.parts.map(({ name, notes }) => [name, notes.length > 0])).toEqual([
      ['', true],
      ['', true],
      ['Generated', true],
    ]);
    expect(tune.score.parts[1].notes).toHaveLength(4);
  });

  it('is gone on from in its own key by a model that knows one', async () => {
    const one = createModel({ keys: 'one-key' });
    const inC = { ...primer, keys: [{ step: 0, sharps: 0, tonic: 0, mode: 'major' }] } as Score;
    const inD = transpose(inC, 2);
    const limits = { bars: 3, mayEnd: false } as const;
    const [c, d] = [
      await write(one, { ...limits, primer: inC }),
      await write(one, { ...limits, primer: inD }),
    ];
    expect(given(d.score)).toEqual(given(transpose(c.score, 2)));
    one.dispose();
  });

  it('of frames is gone on from where its last frame ends; held notes begin anew', async () => {
    const tune = await write(frames, { primer, bars: 1, mayEnd: false });
    expect(tune.primerSteps).toBe(32);
    expect(allNotes(tune.score).filter(({ onsetStep }) => onsetStep < 32)).toHaveLength(8);
  });
});

describe('what is told', () => {
  it.each(['melody', 'frames'] as const)(
    'while %s are written is what comes out, every note once',
    async (tokens) => {
      const model = tokens === 'melody' ? melody : frames;
      const told: GenerationProgress[] = [];
      const tunes = await generateTunes(
        model,
        { ...options, bars: 30, variations: 2, mayEnd: false, primer: melodyOf([60, 64, 67, 72]) },
        { onProgress: (progress) => told.push(progress) },
      );
      tunes.forEach((tune, variation) => {
        const own = told.filter((progress) => progress.variation === variation);
        const notes = own.flatMap((progress) => progress.notes);
        const key = ({ onsetStep, pitch, durationSteps }: Note) => `${onsetStep} ${pitch} ${durationSteps}`;
        expect(notes.map(key).sort()).toEqual(newNotes(tune).map(key).sort());
        expect(own.at(-1)).toMatchObject({
          bars: 30,
          tokens: tune.tokens,
          stepsPerQuarter: tune.score.stepsPerQuarter,
        });
      });
    },
  );

  it('ends soon when stopped, with what is there', async () => {
    const stop = new AbortController();
    const many = { ...options, bars: 1000, variations: 3, mayEnd: false };
    const tunes = await generateTunes(melody, many, {
      signal: stop.signal,
      onProgress: ({ bars }) => bars > 5 && stop.abort(),
    });
    expect(tunes).toHaveLength(1);
    expect(tunes[0]).toMatchObject({
      ending: 'stopped',
      message: expect.stringMatching(/^Stopped after \d+ of 1000 bars\.$/),
    });
    expect(newNotes(tunes[0]).length).toBeGreaterThan(2);
  });

  it('stopped before the first token is one tune with the reason', async () => {
    const primer = melodyOf([60, 62, 64, 65]);
    const tunes = await generateTunes(melody, { ...options, primer }, { signal: AbortSignal.abort() });
    expect(tunes).toMatchObject([
      { ending: 'stopped', tokens: 0, message: expect.stringContaining('No note was written yet') },
    ]);
    expect(allNotes(tunes[0].score)).toHaveLength(4);
  });

  it('lets others have their turn', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await write(melody, { bars: 200, mayEnd: false });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});
