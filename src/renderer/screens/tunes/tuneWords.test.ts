// Facts in words, and what can be written as notation.
import { describe, expect, it } from 'vitest';
import { createPart, createScore, readAbc } from '../../../shared/music';
import { fakeScore, fakeTune } from '../../testing/fakeTunes';
import { drawable, MOST_BARS, notationOf } from './notation';
import { formatLength, keyWords, meterWords, pitchName, rangeWords } from './tuneWords';

const { tune, score } = fakeTune(fakeScore(0), 'a', { key: 'F# minor', meter: '3/4' });

describe('words', () => {
  it('says lengths in minutes and seconds', () => {
    expect([0, 41.6, 60, 725].map(formatLength)).toEqual(['0:00', '0:42', '1:00', '12:05']);
  });

  it('names pitches with 60 as C4, and ranges by their ends', () => {
    expect([60, 69, 21, 108].map(pitchName)).toEqual(['C4', 'A4', 'A0', 'C8']);
    expect(rangeWords({ low: 60, high: 72 })).toBe('C4 to C5 (12 semitones)');
    expect(rangeWords(null)).toBe('no notes with a pitch');
  });

  it('says whether the key was written or estimated, and how often it changes', () => {
    const key = { step: 0, sharps: 3, tonic: 6, mode: 'minor' } as const;
    expect(keyWords(tune, null)).toBe('F♯ minor');
    expect(keyWords(tune, score)).toBe('F♯ minor, estimated from the notes');
    expect(keyWords(tune, { ...score, keys: [key] })).toBe('F♯ minor, as written');
    expect(keyWords(tune, { ...score, keys: [key, { ...key, step: 64 }] })).toBe(
      'F♯ minor, as written, 1 change',
    );
    expect(keyWords({ ...tune, key: '' }, null)).toBe('none');
    const meters = [...score.meters, { step: 16, beats: 3, beatUnit: 4 }];
    expect(meterWords(tune, { ...score, meters })).toBe('3/4, 1 change');
  });
});

describe('notation', () => {
  it('writes a tune of one voice as ABC without its title', () => {
    const notation = notationOf(score);
    if (notation.kind !== 'abc') throw new Error(notation.why);
    expect(notation.text).not.toContain('T:');
    expect(notation.part).toBe('');
    expect(readAbc(notation.text, 'shown').parts[0].notes).toHaveLength(score.parts[0].notes.length);
  });

  it('takes the one-voiced part with most notes where there are more', () => {
    const chord = [48, 52, 55].map((pitch) => ({ pitch, velocity: 90, onsetStep: 0, durationSteps: 16 }));
    const both = { ...score, parts: [createPart(chord, { track: 0 }), { ...score.parts[0], track: 1 }] };
    expect(notationOf(both)).toMatchObject({ kind: 'abc', part: 'part 2' });
    expect(notationOf({ ...score, parts: [createPart(chord)] }).kind).toBe('none');
  });

  it('gives every note a length that a note head can have, tied where it needs two', () => {
    const lines = ['M:5/4', '"Em5"E5 z5- | ^f5/2B,7|G3A4 B,,11-|[M:3/4] (3abc d6'];
    expect(drawable(lines.join('\n')).split('\n')).toEqual([
      'M:5/4',
      '"Em5"E4-E1 z4z1- | ^f4/2-f1/2B,6-B,1|G3A4 B,,8-B,,3-|[M:3/4] (3abc d6',
    ]);
  });

  it('writes triplets of a fine resolution as triplets', () => {
    const notes = [0, 341, 683].map((onsetStep) => ({
      pitch: 60,
      velocity: 90,
      onsetStep,
      durationSteps: 341,
    }));
    const notation = notationOf(createScore({ stepsPerQuarter: 1024, parts: [createPart(notes)] }));
    expect(notation.kind === 'abc' && notation.text).toContain('(3CCC');
  });

  it('says why there is none: no notes, too many bars', () => {
    expect(notationOf(createScore({ stepsPerQuarter: 4 })).kind).toBe('none');
    expect(notationOf(fakeScore(0, MOST_BARS)).kind).toBe('abc');
    expect(notationOf(fakeScore(0, MOST_BARS + 1))).toMatchObject({ kind: 'none' });
  });
});
