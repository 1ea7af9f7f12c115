// What of a tune can be shown as notation, and as which ABC text.
// Drawing is abcjs's, loaded when the first tune is shown: see Notation.tsx.

import type { Part, Score } from '../../../shared/contract/score';
import {
  barsOf,
  countNotes,
  isMonophonic,
  quantise,
  scoreLength,
  splitParts,
  topLine,
  withoutDrums,
  writeAbc,
} from '../../../shared/music';

/** Longer tunes would take seconds to draw. */
export const MOST_BARS = 256;

export type NotationText =
  | {
      readonly kind: 'abc';
      readonly text: string;
      /** The part that is shown where there are more; empty for the whole tune. */
      readonly part: string;
    }
  | { readonly kind: 'none'; readonly why: string };

export function notationOf(score: Score): NotationText {
  const tuned = withoutDrums(score);
  if (!tuned.parts.some((part) => part.notes.length > 0)) {
    return { kind: 'none', why: 'There are no notes with a pitch to write down.' };
  }
  const shown = isMonophonic(tuned) ? tuned : melodyOf(tuned);
  if (shown === null) {
    return {
      kind: 'none',
      why: 'Notation is drawn for voices without chords; the piano roll shows all of this tune.',
    };
  }
  const bars = barsOf(shown, scoreLength(shown)).length;
  if (bars > MOST_BARS) {
    return { kind: 'none', why: `Notation is drawn for up to ${MOST_BARS} bars; this tune has ${bars}.` };
  }
  // The title stands above already.
  const text = writeAbc(onGrid(shown))
    .split('\n')
    .filter((line) => !line.startsWith('T:'))
    .join('\n');
  const part = shown === tuned ? '' : nameOfPart(tuned, shown.parts[0]);
  return { kind: 'abc', text: drawable(text), part };
}

/**
 * The same music with every length as one note head can have: ABC may write five eighths as `E5`, staves show a
 * half note tied to an eighth.
 */
export function drawable(abc: string): string {
  return abc
    .split('\n')
    .map((line) => (/^[A-Za-z]:/.test(line) ? line : line.replace(ABC_NOTE, splitNote)))
    .join('\n');
}

/** A chord symbol or an inline field, which stay; or a note or rest: accidental, letter, octave, length, tie. */
const ABC_NOTE = /"[^"]*"|\[[A-Z]:[^\]]*\]|([_^=]*)([A-Ga-gz])([,']*)(\d+)(\/\d*)?(-?)/g;

function splitNote(all: string, sign: string, letter: string, octave: string, ...rest: string[]): string {
  const [count, fraction = '', tie] = rest;
  if (letter === undefined) return all;
  const lengths = headLengths(Number(count));
  if (lengths.length === 1) return all;
  const join = letter === 'z' ? '' : '-';
  const heads = lengths.map((length, i) => `${i === 0 ? sign : ''}${letter}${octave}${length}${fraction}`);
  return heads.join(join) + tie;
}

/** A whole number as lengths of note heads, plain or dotted, the longest first: 5 is 4 and 1. */
function headLengths(count: number): readonly number[] {
  const lengths: number[] = [];
  for (let left = count; left > 0; left -= lengths[lengths.length - 1]) {
    const plain = 2 ** Math.floor(Math.log2(left));
    lengths.push(plain * 1.5 <= left && plain > 1 ? plain * 1.5 : plain);
  }
  return lengths;
}

/** Finer than this, lengths come from a player's hands or from rounding, and no note head has them. */
const STEPS_PER_QUARTER = 24;

function onGrid(score: Score): Score {
  if (STEPS_PER_QUARTER % score.stepsPerQuarter === 0) return score;
  return topLine(quantise(score, STEPS_PER_QUARTER));
}

/** The one-voiced part with most notes: the melody over its chords. */
function melodyOf(score: Score): Score | null {
  const [melody] = splitParts(score)
    .filter((one) => isMonophonic(one) && countNotes(one) > 0)
    .sort((a, b) => countNotes(b) - countNotes(a));
  return melody ?? null;
}

const nameOfPart = ({ parts }: Score, part: Part) => part.name || `part ${parts.indexOf(part) + 1}`;
