// Selecting notes: all, in a rectangle, in bars, the next one. Pure.
// How a rectangle is drawn: rollGestures.ts.

import type { Note, Score } from '../../../shared/contract/score';
import { allNotes } from '../../../shared/music/score';
import type { StepRange } from '../player/scorePlayer';
import type { RubberBand } from './rollPicture';

export function everyNote(score: Score): ReadonlySet<Note> {
  return new Set(score.parts.flatMap((part) => part.notes));
}

/** Notes that sound somewhere in a rectangle of time and pitch, both ends of the pitches included. */
export function notesInBox(score: Score, { from, to, low, high }: RubberBand): ReadonlySet<Note> {
  return notesWhere(
    score,
    ({ pitch, onsetStep, durationSteps }) =>
      pitch >= low && pitch <= high && onsetStep < to && onsetStep + durationSteps > from,
  );
}

/** Notes that begin in a stretch of time. */
export function notesInRange(score: Score, { from, to }: StepRange): ReadonlySet<Note> {
  return notesWhere(score, ({ onsetStep }) => onsetStep >= from && onsetStep < to);
}

function notesWhere(score: Score, isMeant: (note: Note) => boolean): ReadonlySet<Note> {
  return new Set(score.parts.flatMap((part) => part.notes.filter(isMeant)));
}

/** Where a selection begins and ends, and its pitches; null for none. */
export function extentOf(selection: Iterable<Note>): RubberBand | null {
  let extent: RubberBand | null = null;
  for (const { pitch, onsetStep, durationSteps } of selection) {
    const end = onsetStep + durationSteps;
    extent = extent
      ? {
          from: Math.min(extent.from, onsetStep),
          to: Math.max(extent.to, end),
          low: Math.min(extent.low, pitch),
          high: Math.max(extent.high, pitch),
        }
      : { from: onsetStep, to: end, low: pitch, high: pitch };
  }
  return extent;
}

/**
 * The note after (or before) the selected ones, by onset, then pitch; from the cursor where none is selected.
 * @returns null at the end: there the keys leave the roll
 */
export function neighbourNote(
  score: Score,
  selection: ReadonlySet<Note>,
  cursorStep: number,
  forward: boolean,
): Note | null {
  const notes = allNotes(score);
  if (selection.size === 0) {
    return (
      (forward
        ? notes.find(({ onsetStep }) => onsetStep >= cursorStep)
        : notes.findLast(({ onsetStep }) => onsetStep < cursorStep)) ?? null
    );
  }
  const at = forward
    ? notes.findLastIndex((note) => selection.has(note)) + 1
    : notes.findIndex((note) => selection.has(note)) - 1;
  return notes[at] ?? null;
}
