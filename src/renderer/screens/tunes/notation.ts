// What of a tune can be shown as notation, and as which ABC text.
// Drawing is abcjs's, loaded when the first tune is shown: see Notation.tsx.

import type { Part, Score } from '../../../shared/contract/score';
import {
  barsOf,
  countNotes,
  isMonophonic,
  scoreLength,
  splitParts,
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
  const text = writeAbc(shown)
    .split('\n')
    .filter((line) => !line.startsWith('T:'))
    .join('\n');
  const part = shown === tuned ? '' : nameOfPart(tuned, shown.parts[0]);
  return { kind: 'abc', text, part };
}

/** The one-voiced part with most notes: the melody over its chords. */
function melodyOf(score: Score): Score | null {
  const [melody] = splitParts(score)
    .filter((one) => isMonophonic(one) && countNotes(one) > 0)
    .sort((a, b) => countNotes(b) - countNotes(a));
  return melody ?? null;
}

const nameOfPart = ({ parts }: Score, part: Part) => part.name || `part ${parts.indexOf(part) + 1}`;
