// Names of chords over a tune, moved along with it.
// Names only: no chord is built or played here.

const root = '([A-Ga-g])(#|b|\\+(?=$))?';
const kind = '((?:maj|min|dim|aug|sus|add|m|M|[-+#b0-9(),^])*)';
const chord = new RegExp(`^${root}${kind}(?:/${root})?$`);
const letters: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const sharpNames = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const flatNames = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'] as const;

/**
 * Moves a chord's name, e.g. `D7/f#` by 3 to `F7/a`. A text that is no chord (`N.C.`, `slowly`) stays.
 * @param flats whether black keys are named as flats
 */
export function transposeChord(text: string, semitones: number, flats: boolean): string {
  const found = chord.exec(text);
  if (!found) return text;
  const [, letter, sign = '', quality, bass, bassSign = ''] = found;
  const move = (name: string, accidental: string) => {
    const shift = accidental === 'b' ? -1 : accidental === '' ? 0 : 1;
    const pitchClass = (((letters[name.toUpperCase()] + shift + semitones) % 12) + 12) % 12;
    const moved = (flats ? flatNames : sharpNames)[pitchClass];
    return name === name.toUpperCase() ? moved : moved[0].toLowerCase() + moved.slice(1);
  };
  return move(letter, sign) + quality + (bass === undefined ? '' : `/${move(bass, bassSign)}`);
}
