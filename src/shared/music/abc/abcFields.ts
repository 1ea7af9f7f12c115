// What the fields K, M, L, Q and P of a tune say.
// Pure readers of one field's text; where they stand is added by the caller.

import { keyOfSignature, modeFifths } from '../key';
import type { KeyChange, Mode } from '../score';

/** Steps of a quarter note while a tune is read: 128th notes and tuplets of 3, 5, 7 and 9 are whole. */
export const ABC_STEPS_PER_QUARTER = 10080;
const WHOLE = ABC_STEPS_PER_QUARTER * 4;

/** Semitones of the letters C D E F G A B. */
export const letterPitches = [0, 2, 4, 5, 7, 9, 11] as const;
/** Sharps come in this order, as indices into C D E F G A B; flats in the reverse. */
const sharpOrder = [3, 0, 4, 1, 5, 2, 6];

/** A K: field. */
export interface AbcKey {
  /** Null for `none`. */
  readonly change: Omit<KeyChange, 'step'> | null;
  /** Accidental of each letter C D E F G A B, -2 to 2. */
  readonly accidentals: readonly number[];
  /** Semitones from `octave=` and `transpose=`. */
  readonly shift: number;
}

/** The accidentals of a signature for the letters C D E F G A B. */
export function signatureAccidentals(sharps: number): number[] {
  const accidentals = new Array<number>(7).fill(0);
  for (let i = 0; i < Math.abs(sharps); i++) {
    if (sharps > 0) accidentals[sharpOrder[i]] = 1;
    else accidentals[sharpOrder[6 - i]] = -1;
  }
  return accidentals;
}

const modes: Readonly<Record<string, Mode>> = {
  '': 'major',
  maj: 'major',
  ion: 'major',
  m: 'minor',
  min: 'minor',
  aeo: 'minor',
  mix: 'mixolydian',
  dor: 'dorian',
  phr: 'phrygian',
  lyd: 'lydian',
  loc: 'locrian',
};

/** Reads K:, ABC 2.1 section 3.1.14. @returns null where it is no key */
export function parseKey(text: string): AbcKey | null {
  const [, words = '', settings = ''] = /^(.*?)((?:\s*\b(?:clef|octave|transpose|t|middle|m|stafflines|staffscale|style)=.*)?)$/s.exec(text.trim()) ?? []; // prettier-ignore
  const shift = 12 * numberOf(settings, 'octave') + numberOf(settings, '(?:transpose|t)');
  const plain = words.replace(/\b(treble|bass|alto|tenor|perc)[-+]?\d*\b/g, '').trim();
  if (plain === '' || /^none$/i.test(plain))
    return { change: null, accidentals: signatureAccidentals(0), shift };
  if (plain === 'HP' || plain === 'Hp') return { change: null, accidentals: signatureAccidentals(2), shift };
  const found = /^([A-G])([#b]?)\s*([A-Za-z]*)((?:\s*(?:__?|\^\^?|=)[A-Ga-g])*)$/.exec(plain);
  if (!found) return null;
  const [, letter, sign, word, extra] = found;
  const explicit = word.toLowerCase() === 'exp';
  const mode = explicit
    ? 'major'
    : modes[word === 'm' || word === 'M' ? 'm' : word.toLowerCase().slice(0, 3)];
  if (!mode) return null;
  const sharps =
    'FCGDAEB'.indexOf(letter) - 1 + (sign === '#' ? 7 : sign === 'b' ? -7 : 0) + modeFifths[mode];
  if (Math.abs(sharps) > 7) return null;
  const accidentals = signatureAccidentals(explicit ? 0 : sharps);
  for (const [, accidental, note] of extra.matchAll(/(__?|\^\^?|=)([A-Ga-g])/g)) {
    accidentals['CDEFGAB'.indexOf(note.toUpperCase())] = accidentalValue(accidental);
  }
  const { tonic } = keyOfSignature(0, sharps, mode);
  return { change: { sharps, mode, tonic }, accidentals, shift };
}

/** `^` 1, `^^` 2, `_` -1, `__` -2, `=` 0. */
export function accidentalValue(text: string): number {
  return text[0] === '^' ? text.length : text[0] === '_' ? -text.length : 0;
}

function numberOf(settings: string, name: string): number {
  return Number(new RegExp(`\\b${name}=\\s*(-?\\d+)`).exec(settings)?.[1] ?? 0);
}

/** Reads M:. @returns null where it is no metre; free metre counts as 4/4 */
export function parseMeter(text: string): { readonly beats: number; readonly beatUnit: number } | null {
  const plain = text.trim();
  if (plain === 'C' || plain === '' || plain === 'none') return { beats: 4, beatUnit: 4 };
  if (plain === 'C|') return { beats: 2, beatUnit: 2 };
  const found = /^\(?(\d+(?:\s*\+\s*\d+)*)\)?\s*\/\s*(\d+)$/.exec(plain);
  if (!found) return null;
  const beats = found[1].split('+').reduce((sum, part) => sum + Number(part), 0);
  const beatUnit = Number(found[2]);
  return beats >= 1 && beats <= 255 && [1, 2, 4, 8, 16, 32, 64].includes(beatUnit)
    ? { beats, beatUnit }
    : null;
}

/** Reads L:. @returns steps of the unit note, or null */
export function parseUnit(text: string): number | null {
  const found = /^(\d+)\s*(?:\/\s*(\d+))?$/.exec(text.trim());
  const steps = found ? (WHOLE * Number(found[1])) / Number(found[2] ?? 1) : NaN;
  return Number.isInteger(steps) && steps > 0 ? steps : null;
}

/** The unit note where no L: says it: a sixteenth below 3/4, else an eighth (ABC 2.1, section 3.1.7). */
export function defaultUnit(meter: { readonly beats: number; readonly beatUnit: number }): number {
  return meter.beats / meter.beatUnit < 0.75 ? WHOLE / 16 : WHOLE / 8;
}

/** Reads Q:, e.g. `1/4=120`, `"Slow" 3/8=40`, `120`. @returns quarter notes a minute; null where it says none */
export function parseTempo(text: string, unitSteps: number): number | null {
  const plain = text.replace(/"[^"]*"/g, '').trim();
  const [beats, rate] = plain.includes('=') ? plain.split('=') : ['', plain];
  const perMinute = Number(rate);
  if (!(perMinute > 0) || rate.trim() === '') return null;
  let steps = 0;
  for (const [, over, under] of beats.matchAll(/(\d+)\s*\/\s*(\d+)/g))
    steps += (WHOLE * Number(over)) / Number(under);
  const qpm = (perMinute * (steps || unitSteps)) / ABC_STEPS_PER_QUARTER;
  return qpm >= 1 && qpm <= 10_000 ? qpm : null;
}

/**
 * The parts a P: field of the header asks for, one letter each: `A(BC)2` is A B C B C.
 * @returns null where it is no such list
 */
export function parsePartOrder(text: string): string[] | null {
  const plain = text.replace(/[\s.,]/g, '');
  const read = (from: number): { parts: string[]; next: number } | null => {
    const parts: string[] = [];
    let at = from;
    while (at < plain.length && plain[at] !== ')') {
      let item: string[];
      if (plain[at] === '(') {
        const group = read(at + 1);
        if (!group || plain[group.next] !== ')') return null;
        item = group.parts;
        at = group.next + 1;
      } else if (/[A-Z]/i.test(plain[at])) item = [plain[at++]];
      else return null;
      const times = /^\d+/.exec(plain.slice(at))?.[0] ?? '';
      at += times.length;
      for (let i = 0; i < Math.min(Number(times || 1), 100); i++) parts.push(...item);
    }
    return { parts, next: at };
  };
  const all = read(0);
  return all && all.next === plain.length && all.parts.length <= 1000 ? all.parts : null;
}
