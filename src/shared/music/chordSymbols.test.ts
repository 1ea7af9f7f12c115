import { expect, it } from 'vitest';
import { transposeChord } from './chordSymbols';
import { keyOfSignature } from './key';
import { transpose } from './operations';
import { createScore } from './score';

it.each([
  ['D7/f#', 3, false, 'F7/a'],
  ['Bbm', 2, false, 'Cm'],
  ['F#m7', -1, false, 'Fm7'],
  ['C', -2, true, 'Bb'],
  ['Gmaj7', 1, true, 'Abmaj7'],
  ['D/f+', 2, false, 'E/g#'],
  ['N.C.', 5, false, 'N.C.'],
  ['Allegro', 5, false, 'Allegro'],
])('moves %s by %i (flats: %s) to %s', (text, semitones, flats, expected) => {
  expect(transposeChord(text, semitones, flats)).toBe(expected);
});

it('goes along when a score moves, spelled as its new key is', () => {
  const keys = [keyOfSignature(0, 0, 'major')];
  const score = createScore({ stepsPerQuarter: 4, keys, chordSymbols: [{ step: 0, text: 'C' }] });
  expect(transpose(score, 3).chordSymbols).toEqual([{ step: 0, text: 'Eb' }]);
  expect(transpose(score, 4).chordSymbols).toEqual([{ step: 0, text: 'E' }]);
});
