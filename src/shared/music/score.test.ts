import { describe, expect, it } from 'vitest';
import { barAt, barsOf } from './bars';
import { estimateKey, keyName, keyOfSignature, normaliseKey, semitonesToNeutral } from './key';
import {
  gridError,
  isMonophonic,
  mergeParts,
  quantise,
  splitParts,
  topLine,
  transpose,
  withoutDrums,
} from './operations';
import { countNotes, createPart, createScore, scoreLength, validateScore } from './score';
import type { Note } from './score';

const note = (pitch: number, onsetStep: number, durationSteps: number, velocity = 90): Note => ({
  pitch,
  velocity,
  onsetStep,
  durationSteps,
});
const scoreOf = (notes: Note[], stepsPerQuarter = 12) =>
  createScore({ stepsPerQuarter, parts: [createPart(notes)] });

describe('score', () => {
  it('names the first value that is wrong', () => {
    const wrong = scoreOf([note(60, 0, 4), note(128, 4, 4)]);
    expect(() => validateScore(wrong)).toThrow('parts[0].notes[1].pitch: expected 0 to 127, got 128');
    expect(() => validateScore(scoreOf([note(60, 0, 0)]))).toThrow('durationSteps: expected 1 to');
    const late = createScore({ stepsPerQuarter: 4, tempos: [{ step: 2, qpm: 90 }] });
    expect(() => validateScore(late)).toThrow('tempos[0].step');
  });

  it('ends with its last note', () => {
    expect(scoreLength(scoreOf([note(60, 0, 40), note(62, 4, 4)]))).toBe(40);
    expect(scoreLength(scoreOf([]))).toBe(0);
  });
});

describe('bars', () => {
  it('begin after a pick-up and restart at each change of metre', () => {
    const meters = [
      { step: 0, beats: 3, beatUnit: 4 },
      { step: 60, beats: 6, beatUnit: 8 },
    ];
    const bars = barsOf({ stepsPerQuarter: 12, pickupSteps: 12, meters }, 100);
    expect(bars.map((bar) => [bar.startStep, bar.steps])).toEqual([
      [0, 12],
      [12, 36],
      [48, 12],
      [60, 36],
      [96, 36],
    ]);
    expect([0, 11, 12, 59, 131, 132].map((step) => barAt(bars, step))).toEqual([0, 0, 1, 2, 4, -1]);
  });
});

describe('operations', () => {
  it('quantises onsets and ends, never to nothing', () => {
    const played = scoreOf([note(60, 5, 470), note(62, 490, 3), note(64, 700, 20), note(64, 730, 200)], 480);
    expect(quantise(played, 4).parts[0].notes).toEqual([note(60, 0, 4), note(62, 4, 1), note(64, 6, 2)]);
    expect(gridError(scoreOf([note(60, 4, 4)]), 3)).toBe(0);
    expect(gridError(scoreOf([note(60, 4, 4)]), 4)).toBeCloseTo(1 / 12, 12); // a triplet against sixteenths
  });

  it('transposes notes and keys, not drums', () => {
    const score = createScore({
      stepsPerQuarter: 4,
      parts: [createPart([note(60, 0, 4)]), createPart([note(36, 0, 4)], { channel: 9 })],
      keys: [keyOfSignature(0, 1, 'major')],
    });
    const moved = transpose(score, 3);
    expect(moved.parts.map((part) => part.notes[0].pitch)).toEqual([63, 36]);
    expect(keyName(moved.keys[0])).toBe('Bb major');
    expect(() => transpose(score, 70)).toThrow('Pitches 60 to 60 cannot move by 70');
    expect(withoutDrums(score).parts).toHaveLength(1);
  });

  it('takes the top line of chords and of voices that overlap', () => {
    const notes = [
      note(60, 0, 8),
      note(67, 0, 4),
      note(64, 2, 4),
      note(72, 6, 4),
      note(71, 8, 1),
      note(74, 9, 1),
    ];
    const line = topLine(scoreOf(notes));
    expect(line.parts[0].notes).toEqual([note(67, 0, 4), note(72, 6, 3), note(74, 9, 1)]);
    expect(isMonophonic(line)).toBe(true);
    expect(isMonophonic(scoreOf(notes))).toBe(false);
  });

  it('splits and merges parts', () => {
    const score = createScore({
      stepsPerQuarter: 4,
      title: 'Duet',
      parts: [createPart([note(60, 0, 4)], { name: 'Flute' }), createPart([note(60, 0, 8), note(50, 4, 4)])],
    });
    expect(splitParts(score).map((part) => part.title)).toEqual(['Duet (Flute)', 'Duet']);
    expect(mergeParts(score).parts[0].notes).toEqual([note(60, 0, 8), note(50, 4, 4)]);
    expect(countNotes(score)).toBe(3);
  });
});

describe('keys', () => {
  it('are named from their signature', () => {
    const names = [
      keyOfSignature(0, -3, 'minor'),
      keyOfSignature(0, 6, 'major'),
      keyOfSignature(0, 2, 'dorian'),
    ];
    expect(names.map(keyName)).toEqual(['C minor', 'F# major', 'E dorian']);
    expect(names.map((key) => key.tonic)).toEqual([0, 6, 4]);
  });

  it('are found where nobody said them, and normalised away', () => {
    const scale = [0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0].map((step, i) =>
      note(62 + step, i * 4, i === 10 ? 16 : 4),
    );
    const tune = scoreOf(scale);
    expect(keyName(estimateKey(tune)!)).toBe('D major');
    expect(semitonesToNeutral(tune)).toBe(-2);
    expect(normaliseKey(tune).parts[0].notes[0].pitch).toBe(60);
    expect(estimateKey(scoreOf([]))).toBeNull();
  });
});
