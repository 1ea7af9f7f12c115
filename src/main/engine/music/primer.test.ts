// Tunes that go on from a primer: it is kept, and what is new begins where it ends.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allNotes,
  createPart,
  createScore,
  isMonophonic,
  scoreLength,
  transpose,
} from '../../../shared/music';
import type { Score } from '../../../shared/music';
import { useBackend } from '../backend';
import type { GeneratorModel } from './openGenerator';
import { melodyOf } from './testing/toyTunes';
import { createWriter, newNotes, write } from './testing/writing';

let melody: GeneratorModel;
let frames: GeneratorModel;
beforeAll(async () => {
  await useBackend('auto');
  melody = createWriter();
  frames = createWriter({ tokens: 'frames' });
});
afterAll(() => [melody, frames].forEach((model) => model.dispose()));

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
    const one = createWriter({ keys: 'one-key' });
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
