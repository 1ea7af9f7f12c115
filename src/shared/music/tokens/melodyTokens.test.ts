import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../../testing/realData';
import { readAbcBook } from '../abc/readAbc';
import { createRandom } from '../../dsp/random';
import { quantise, topLine } from '../operations';
import { createPart, createScore, DEFAULT_VELOCITY, scoreLength } from '../score';
import type { Note, Score } from '../score';
import { arbitraryMelody } from '../testing/arbitraryScore';
import {
  createMelodyCodec,
  defaultMelodyVocabulary,
  END_TOKEN,
  HOLD_TOKEN,
  keyShifts,
  transposeTokens,
  vocabularyKey,
} from './index';

const codec = createMelodyCodec(defaultMelodyVocabulary);
const note = (pitch: number, onsetStep: number, durationSteps: number): Note => ({
  pitch,
  velocity: DEFAULT_VELOCITY,
  onsetStep,
  durationSteps,
});
const scoreOf = (notes: Note[], fields: Partial<Score> = {}) =>
  createScore({ stepsPerQuarter: 12, parts: [createPart(notes)], ...fields });
const names = (tokens: ArrayLike<number>) => Array.from(tokens, codec.nameOf).join(', ');
const meters = (score: Score) => score.meters.filter(({ step }) => step < scoreLength(score));

describe('melody tokens', () => {
  it('[T1] [M1] [M2] [M6] begin with metre and position, then pairs and rests, then END', () => {
    const tune = scoreOf([note(67, 0, 6), note(60, 6, 12), note(62, 30, 24)], { pickupSteps: 6 });
    expect(names(codec.encode(tune))).toBe(
      'start, metre 4/4, position 42, pitch 67, duration 6, position 0, pitch 60, duration 12, ' +
        'rest, duration 12, pitch 62, duration 24, position 0, end',
    );
  });

  it('[M3] [M4] hold what is long and say where behind the bar line the next thing begins', () => {
    const tune = scoreOf([note(60, 12, 100), note(62, 112, 12)], {
      meters: [{ step: 0, beats: 3, beatUnit: 4 }],
    });
    expect(names(codec.encode(tune))).toBe(
      'start, metre 3/4, position 0, rest, duration 12, pitch 60, duration 48, position 24, hold, duration 48, ' +
        'position 0, hold, duration 4, pitch 62, duration 12, end',
    );
  });

  it('[M5] [M8] cut what sounds across a change of metre, also where it cuts a bar short', () => {
    const change = [{ step: 0, beats: 4, beatUnit: 4 }, { step: 36, beats: 2, beatUnit: 4 }]; // prettier-ignore
    const tune = scoreOf([note(60, 24, 24), note(62, 48, 12)], { meters: change });
    expect(names(codec.encode(tune))).toBe(
      'start, metre 4/4, position 0, rest, duration 24, pitch 60, duration 12, position 0, metre 2/4, ' +
        'hold, duration 12, pitch 62, duration 12, position 0, end',
    );
    expect(codec.decode(codec.encode(tune)).parts[0].notes).toEqual(tune.parts[0].notes);
  });

  it('[T2] refuse a pitch outside the vocabulary by name, and chords, and metres they lack', () => {
    expect(() => codec.encode(scoreOf([note(20, 0, 12)]))).toThrow(
      "pitch 20 is outside the vocabulary's 21 to 108",
    );
    expect(() => codec.encode(scoreOf([note(60, 0, 12), note(64, 0, 12)]))).toThrow('has chords');
    expect(() => codec.encode(scoreOf([]))).toThrow('has no notes');
    const odd = scoreOf([note(60, 0, 12)], { meters: [{ step: 0, beats: 11, beatUnit: 16 }] });
    expect(() => codec.encode(odd)).toThrow('is in 11/16; melodies may be in 4/4,');
    expect(() => codec.encode(scoreOf([note(60, 2_000_000, 12)]))).toThrow('cut it first');
  });

  it('[T3] are defined by the configuration alone', () => {
    expect(vocabularyKey(defaultMelodyVocabulary)).toBe(
      '{"highestPitch":108,"kind":"melody","longestSteps":48,"lowestPitch":21,"stepsPerQuarter":12}',
    );
    expect(codec.vocabSize).toBe(4 + 14 + 72 + 48 + 88);
    expect(() => createMelodyCodec({ ...defaultMelodyVocabulary, lowestPitch: 109 })).toThrow('109 to 108');
    expect(() => createMelodyCodec({ ...defaultMelodyVocabulary, longestSteps: 0 })).toThrow('longestSteps');
  });

  it('[T4] move to every key the vocabulary has room for', () => {
    const tokens = codec.encode(scoreOf([note(60, 0, 12), note(105, 12, 12)]));
    expect(keyShifts(codec, tokens)).toEqual([-6, -5, -4, -3, -2, -1, 0, 1, 2, 3]);
    const moved = codec.decode(transposeTokens(codec, tokens, -6)).parts[0].notes;
    expect(moved.map((n) => n.pitch)).toEqual([54, 99]);
    expect(() => transposeTokens(codec, tokens, 4)).toThrow('Pitch 105 moved by 4 leaves');
  });

  it('[T6] read any sequence of ids', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(codec.vocabSize - 1), { maxLength: 80 }), (tokens) => {
        expect(codec.decode(tokens).stepsPerQuarter).toBe(12);
      }),
    );
    const sounding = codec.decode([HOLD_TOKEN, 100, 200, 300, END_TOKEN, 200, 100]).parts[0].notes;
    expect(sounding).toEqual([]);
  });

  it('[M7] hold every melody on the grid exactly: decode(encode) is the identity (property)', () => {
    fc.assert(
      fc.property(arbitraryMelody({ velocity: DEFAULT_VELOCITY }), (score) => {
        const tokens = codec.encode(score);
        const again = codec.decode(tokens);
        expect(again.parts[0].notes).toEqual(score.parts[0].notes);
        expect(again.meters).toEqual(meters(score));
        expect(again.pickupSteps).toBe(score.pickupSteps);
        expect(codec.encode(again)).toEqual(tokens);
      }),
      { numRuns: 300 },
    );
  });

  it('[T5] whatever the grammar allows comes back token by token (property)', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 120 }), (seed, length) => {
        const tokens = walk(seed, length);
        expect(Array.from(codec.encode(codec.decode(tokens)))).toEqual(tokens);
      }),
      { numRuns: 300 },
    );
  });

  it('[T5] counts bars and steps, and ends', () => {
    const grammar = codec.createGrammar();
    for (const token of codec.encode(scoreOf([note(60, 0, 48), note(62, 48, 120)]))) grammar.push(token);
    expect([grammar.steps, grammar.bars, grammar.ended]).toEqual([168, 3, true]);
  });
});

/** A random walk through the grammar; every kind of token is equally likely, END only behind `length` tokens. */
function walk(seed: number, length: number): number[] {
  const random = createRandom(seed);
  const grammar = codec.createGrammar();
  const tokens = [0];
  const mask = new Uint8Array(codec.vocabSize);
  while (!grammar.ended) {
    grammar.allowed(mask);
    const open = [...mask.keys()].filter((token) => mask[token] === 1);
    expect(open.length).toBeGreaterThan(0);
    const done = tokens.length >= length && open.includes(END_TOKEN);
    const rest = open.filter((token) => token !== END_TOKEN);
    const kinds = [...new Set(rest.map((token) => codec.nameOf(token).split(' ')[0]))];
    const kind = kinds[Math.floor(random() * kinds.length)];
    const choices = rest.filter((token) => codec.nameOf(token).startsWith(kind));
    const token = done ? END_TOKEN : choices[Math.floor(random() * choices.length)];
    grammar.push(token);
    tokens.push(token);
  }
  return tokens;
}

const data = realData('music', 'nottingham_tunes');

describe.skipIf(!data.present)(`the Nottingham tunes ${data.why}`, () => {
  it('[M7] [T5] are held: every tune comes back, and obeys the grammar where no bar is cut short', () => {
    const { tunes } = readAbcBook(readFileSync(join(data.path, 'tunes.abc'), 'utf8'), 'tunes.abc');
    let regular = 0;
    const mask = new Uint8Array(codec.vocabSize);
    for (const { score } of tunes) {
      const line = quantise(topLine(score), 12);
      const tokens = codec.encode(line);
      expect(codec.decode(tokens).parts[0].notes).toEqual(line.parts[0].notes);
      const grammar = codec.createGrammar();
      const legal = tokens.every((token, i) => {
        grammar.allowed(mask);
        grammar.push(token);
        return i === 0 || mask[token] === 1;
      });
      if (legal) regular++;
    }
    expect(regular).toBeGreaterThan(750);
  });
});
