// Tunes out of a generator: grammar and masks obeyed, seeds, primers, bars, endings, stopping.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerationProgress } from '../../../shared/contract/generation';
import { allNotes, barsOf, isMonophonic, scoreLength } from '../../../shared/music';
import type { Note } from '../../../shared/music';
import { useBackend } from '../backend';
import { generateTunes } from './generateTunes';
import type { GeneratorModel } from './openGenerator';
import { preparePrimer } from './primer';
import { notesBehind } from './resultScore';
import { melodyOf } from './testing/toyTunes';
import { createWriter, fourBars, newNotes, write } from './testing/writing';
import { writeTune } from './writeTune';

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
  melody = createWriter();
  frames = createWriter({ tokens: 'frames' });
});
afterAll(() => [melody, frames].forEach((model) => model.dispose()));

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
      const draft = await writeTune(model, primer, { ...fourBars, bars: 6 }, 3);
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
    const first = await generateTunes(melody, { ...fourBars, variations: 3 });
    const again = await generateTunes(melody, { ...fourBars, variations: 3 });
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
    const eager = createWriter();
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
    const silent = createWriter({ tokens: 'frames' });
    lean(silent, (name) => (name === 'step' ? 1000 : 0));
    const tune = await write(silent);
    expect(tune).toMatchObject({ ending: 'bars', message: expect.stringContaining('No note was written') });
    silent.dispose();
  });

  it('comes for who writes every pitch at once', async () => {
    const loud = createWriter({ tokens: 'frames' });
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

describe('what is told', () => {
  it.each(['melody', 'frames'] as const)(
    'while %s are written is what comes out, every note once',
    async (tokens) => {
      const model = tokens === 'melody' ? melody : frames;
      const told: GenerationProgress[] = [];
      const tunes = await generateTunes(
        model,
        { ...fourBars, bars: 30, variations: 2, mayEnd: false, primer: melodyOf([60, 64, 67, 72]) },
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
    const many = { ...fourBars, bars: 1000, variations: 3, mayEnd: false };
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
    const tunes = await generateTunes(melody, { ...fourBars, primer }, { signal: AbortSignal.abort() });
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
