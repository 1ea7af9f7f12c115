// How pitches are spelled in a key, and which accidentals a bar already carries.
// Only for the writer: the reader keeps its own account.

import { letterPitches, signatureAccidentals } from './abcFields';

/** Spells the notes of one voice. */
export interface AbcSpeller {
  /** `^c'` and the like. @param continued the second half of a tied note: its accidental goes without saying */
  spell(pitch: number, continued: boolean): string;
  startBar(): void;
  setKey(sharps: number): void;
}

/**
 * A speller that leaves an accidental out only where readers agree on it, whether they carry accidentals to
 * other octaves (ABC 2.1's default) or not (abcjs).
 * @param sharps of the signature, negative for flats
 */
export function createAbcSpeller(sharps: number): AbcSpeller {
  let key = signatureAccidentals(sharps);
  let flats = sharps < 0;
  const ofPlace = new Map<number, number>();
  const ofLetter = new Map<number, number>();
  return {
    spell(pitch, continued) {
      const { letter, accidental } = chooseLetter(pitch % 12, key, flats);
      const octave = (pitch - accidental - letterPitches[letter]) / 12;
      const place = letter + 7 * octave;
      const name = letterName(letter, octave);
      if (continued) {
        ofLetter.set(letter, NaN); // nobody agrees what holds behind a tied accidental: say the next one
        return name;
      }
      const carried = ofPlace.get(place) ?? key[letter];
      const agreed = carried === accidental && (ofLetter.get(letter) ?? key[letter]) === accidental;
      if (agreed) return name;
      ofPlace.set(place, accidental);
      ofLetter.set(letter, accidental);
      return (accidental > 0 ? '^' : accidental < 0 ? '_' : '=') + name;
    },
    startBar() {
      ofPlace.clear();
      ofLetter.clear();
    },
    setKey(next) {
      key = signatureAccidentals(next);
      flats = next < 0;
    },
  };
}

/** The key's own letter, else a natural, else a sharp or flat after the key's kind. */
function chooseLetter(pitchClass: number, key: readonly number[], flats: boolean) {
  const fits = (accidentalOf: (letter: number) => number) => {
    const letter = letterPitches.findIndex((pitch, i) => (pitch + accidentalOf(i) + 12) % 12 === pitchClass);
    return letter < 0 ? null : { letter, accidental: accidentalOf(letter) };
  };
  return fits((letter) => key[letter]) ?? fits(() => 0) ?? fits(() => (flats ? -1 : 1))!;
}

function letterName(letter: number, octave: number): string {
  const name = 'CDEFGAB'[letter];
  if (octave >= 6) return name.toLowerCase() + "'".repeat(octave - 6);
  return name + ','.repeat(5 - octave);
}
