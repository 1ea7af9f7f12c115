// What of a tune can be shown as notation, and as which ABC text.
// Drawing is abcjs's, loaded when the first tune is shown: see Notation.tsx.

import type { Score } from '../../../shared/contract/score';
import { barsOf, isMonophonic, scoreLength, withoutDrums, writeAbc } from '../../../shared/music';

/** Longer tunes would take seconds to draw. */
export const MOST_BARS = 256;

export type NotationText =
  { readonly kind: 'abc'; readonly text: string } | { readonly kind: 'none'; readonly why: string };

export function notationOf(score: Score): NotationText {
  const tuned = withoutDrums(score);
  if (!tuned.parts.some((part) => part.notes.length > 0)) {
    return { kind: 'none', why: 'There are no notes with a pitch to write down.' };
  }
  if (!isMonophonic(tuned)) {
    return {
      kind: 'none',
      why: 'Notation is drawn for tunes of one voice without chords; the piano roll shows all of this one.',
    };
  }
  const bars = barsOf(tuned, scoreLength(tuned)).length;
  if (bars > MOST_BARS) {
    return { kind: 'none', why: `Notation is drawn for up to ${MOST_BARS} bars; this tune has ${bars}.` };
  }
  // The title stands above already.
  const text = writeAbc(tuned)
    .split('\n')
    .filter((line) => !line.startsWith('T:'))
    .join('\n');
  return { kind: 'abc', text };
}
