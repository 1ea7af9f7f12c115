import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realData } from '../../../testing/realData';
import { readPianoRoll } from '../pianoRoll';
import { createPart, createScore } from '../score';
import { createFrameCodec, decodeFrames, defaultFrameVocabulary, encodeFrames, nllOfFrames, nllPerFrame, STEP_TOKEN } from './index'; // prettier-ignore

const vocabulary = defaultFrameVocabulary;
const codec = createFrameCodec(vocabulary);
const arbitraryFrames = fc.array(
  fc
    .uniqueArray(fc.integer({ min: 21, max: 108 }), { maxLength: 8 })
    .map((pitches) => pitches.sort((a, b) => a - b)),
  { maxLength: 40 },
);

describe('frame tokens', () => {
  it('[T1] [F1] are pitches in descending order, then STEP', () => {
    const tokens = encodeFrames([[60, 64, 67], [], [21]], vocabulary);
    expect(Array.from(tokens, codec.nameOf)).toEqual(['start', 'pitch 67', 'pitch 64', 'pitch 60', 'step', 'step', 'pitch 21', 'step', 'end']); // prettier-ignore
    expect(codec.vocabSize).toBe(91);
  });

  it('[T2] refuse a pitch outside the vocabulary by name', () => {
    expect(() => encodeFrames([[109]], vocabulary, 'High')).toThrow(
      `"High": pitch 109 is outside the vocabulary's 21 to 108`,
    );
  });

  it('[F3] hold frames exactly: decode(encode) is the identity (property)', () => {
    fc.assert(
      fc.property(arbitraryFrames, (frames) => {
        expect(decodeFrames(encodeFrames(frames, vocabulary), vocabulary)).toEqual(frames);
      }),
    );
  });

  it('[F2] [T5] obey their grammar (property)', () => {
    const mask = new Uint8Array(codec.vocabSize);
    fc.assert(
      fc.property(arbitraryFrames, (frames) => {
        if (frames.length === 0) return;
        const grammar = codec.createGrammar();
        encodeFrames(frames, vocabulary).forEach((token, i) => {
          grammar.allowed(mask);
          if (i > 0) expect(mask[token]).toBe(1);
          grammar.push(token);
        });
        expect([grammar.steps, grammar.ended]).toEqual([frames.length, true]);
      }),
    );
  });

  it('[T6] read any sequence of ids; an unfinished frame is left out', () => {
    expect(decodeFrames([50, 50, 60, STEP_TOKEN, 40], vocabulary)).toEqual([[68, 78]]);
    expect(decodeFrames([0, STEP_TOKEN, 1, 40, STEP_TOKEN], vocabulary)).toEqual([[]]);
  });

  it('make scores of frames and frames of scores', () => {
    const note = (pitch: number, onsetStep: number, durationSteps: number) => ({ pitch, velocity: 90, onsetStep, durationSteps }); // prettier-ignore
    const score = createScore({
      stepsPerQuarter: 4,
      parts: [createPart([note(48, 0, 8), note(60, 2, 2), note(62, 4, 4)])],
    });
    expect(codec.decode(codec.encode(score)).parts[0].notes).toEqual(score.parts[0].notes);
    const endless = createScore({ stepsPerQuarter: 4, parts: [createPart([note(60, 0, 10_000_000)])] });
    expect(() => codec.encode(endless)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('likelihood of frames', () => {
  it('[L1] [L3] sums the tokens of each frame; END stands beside', () => {
    const tokens = encodeFrames([[60, 64], [], [60]], vocabulary);
    const nll = nllOfFrames(tokens, [9, 1, 2, 0.5, 4, 3, 0.25, 7]);
    expect(Array.from(nll.frames)).toEqual([3.5, 4, 3.25]);
    expect(nll.end).toBe(7);
    const other = { frames: Float64Array.of(1.25), end: 1 };
    expect(nllPerFrame([nll, other])).toEqual({ nllPerFrame: 3, nllOfEnd: 4 }); // 12 / 4 frames, 8 / 2 tunes
    expect(() => nllOfFrames(tokens, [1])).toThrow('an NLL for each token');
  });
});

const files = [
  ['jsb/jsb-chorales-quarter.train-valid.json', 305],
  ['nottingham_pianoroll/train-valid.json', 867],
  ['piano_midi_de/train-valid.json', 99],
] as const;
const music = realData('music');

describe.skipIf(!music.present)(`published piano rolls ${music.why}`, () => {
  it.each(files)('[F3] %s comes back exactly, %i tunes', (file, count) => {
    const text = readFileSync(realData('music', file).path, 'utf8');
    const book = readPianoRoll(text, file);
    const tunes = [...book.train, ...book.valid];
    expect(tunes).toHaveLength(count);
    const raw = JSON.parse(text) as { train: number[][][]; valid: number[][][] };
    expect(tunes.map((t) => decodeFrames(encodeFrames(t, vocabulary), vocabulary))).toEqual([
      ...raw.train,
      ...raw.valid,
    ]);
  });

  it('[F3] four voices a step lose their order, their unisons and their silences (-1) only', () => {
    const file = 'jsb/Jsb16thSeparated.train-valid.json';
    const text = readFileSync(realData('music', file).path, 'utf8');
    const raw = JSON.parse(text) as { train: number[][][] };
    const { train } = readPianoRoll(text, file);
    const expected = raw.train.map((tune) =>
      tune.map((f) => [...new Set(f.filter((p) => p >= 0))].sort((a, b) => a - b)),
    );
    expect(train.map((t) => decodeFrames(encodeFrames(t, vocabulary), vocabulary))).toEqual(expected);
  });
});

describe('piano rolls', () => {
  it.each([
    ['{', 'roll.json: not JSON'],
    ['[]', 'expected an object with "train", "valid" or "test"'],
    ['{"train":3}', 'at train: expected an array, got number'],
    ['{"valid":[[[60],[64,"x"]]]}', 'at valid[0][1]: expected MIDI numbers 0 to 127 (or -1), got "x"'],
    ['{"test":[[[128]]]}', 'at test[0][0]: expected MIDI numbers'],
  ])('say where they are wrong: %s', (text, message) => {
    expect(() => readPianoRoll(text, 'roll.json')).toThrow(message);
  });
});
