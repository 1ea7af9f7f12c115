// A tune as a sequence of moves: what stays the same in every key. Fingerprints and the copy meter compare these.
// Articulation does not count: a note lasts until the next one begins.

import { mergeParts, quantise } from './operations';
import { allNotes } from './score';
import type { Score } from './score';

/** An onset: its highest new note, what else begins with it, and the time to the next onset. */
export interface NoteEvent {
  readonly onsetStep: number;
  readonly pitch: number;
  /** Pitches below the highest that begin here, as semitones down, ascending. */
  readonly below: readonly number[];
  /** Steps to the next onset; the note's own length for the last. */
  readonly steps: number;
}

/** All lengths are compared on this grid, whatever the scores' own. */
export const COMPARE_STEPS_PER_QUARTER = 24;

/** Onsets of a score's tuned parts on the common grid. */
export function noteEvents(score: Score): NoteEvent[] {
  const notes = allNotes(mergeParts(quantise(score, COMPARE_STEPS_PER_QUARTER)));
  const onsets: { onsetStep: number; pitches: number[]; end: number }[] = [];
  for (const { pitch, onsetStep, durationSteps } of notes) {
    const last = onsets[onsets.length - 1];
    if (last && last.onsetStep === onsetStep) last.pitches.push(pitch);
    else onsets.push({ onsetStep, pitches: [pitch], end: 0 });
    onsets[onsets.length - 1].end = onsetStep + durationSteps;
  }
  return onsets.map(({ onsetStep, pitches, end }, i) => {
    const pitch = pitches[pitches.length - 1];
    const below = pitches.slice(0, -1).map((other) => pitch - other);
    return { onsetStep, pitch, below: below.reverse(), steps: (onsets[i + 1]?.onsetStep ?? end) - onsetStep };
  });
}

/** What is compared: the highest line alone, or every note that begins with it too. */
export type Voices = 'top' | 'all';

/**
 * The moves between neighbouring onsets as texts: interval, length of the first, and for `all` the notes below the
 * second.
 * @returns one fewer than there are events
 */
export function movesOf(events: readonly NoteEvent[], voices: Voices): string[] {
  return events.slice(1).map((event, i) => {
    const move = `${event.pitch - events[i].pitch},${events[i].steps}`;
    return voices === 'top' || event.below.length === 0 ? move : `${move},${event.below.join('.')}`;
  });
}
