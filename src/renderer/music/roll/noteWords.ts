// Notes in words, for people who hear the screen and for the line under the roll: `C4, bar 3 beat 2, a quarter`.
// Not note spelling by key: black keys are named as sharps.

import type { Note, Score } from '../../../shared/contract/score';
import { barAt } from '../../../shared/music/bars';
import type { Bar } from '../../../shared/music/bars';

const letters = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;

/** Scientific pitch name: 60 is C4. */
export function pitchName(pitch: number): string {
  return `${letters[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

/** Names of lengths in quarter notes. */
const lengths: readonly (readonly [quarters: number, words: string])[] = [
  [8, 'two wholes'],
  [4, 'a whole'],
  [3, 'a dotted half'],
  [2, 'a half'],
  [1.5, 'a dotted quarter'],
  [1, 'a quarter'],
  [0.75, 'a dotted eighth'],
  [2 / 3, 'a triplet quarter'],
  [0.5, 'an eighth'],
  [0.375, 'a dotted sixteenth'],
  [1 / 3, 'a triplet eighth'],
  [0.25, 'a sixteenth'],
  [1 / 6, 'a triplet sixteenth'],
  [0.125, 'a thirty-second'],
];

/** @param quarters above 0 */
export function lengthWords(quarters: number): string {
  const known = lengths.find(([length]) => Math.abs(length - quarters) < 0.005);
  return known?.[1] ?? `${rounded(quarters)} quarters`;
}

const rounded = (value: number) => String(Math.round(value * 100) / 100);

/** @returns e.g. `bar 3 beat 2`, `bar 3 beat 2.5` */
export function placeWords(bars: readonly Bar[], step: number, stepsPerQuarter: number): string {
  const index = barAt(bars, step);
  if (index < 0) return `step ${Math.round(step)}`;
  const { startStep, meter } = bars[index];
  const beat = 1 + (step - startStep) / ((stepsPerQuarter * 4) / meter.beatUnit);
  return `bar ${index + 1} beat ${rounded(beat)}`;
}

export function noteWords(note: Note, bars: readonly Bar[], stepsPerQuarter: number): string {
  const place = placeWords(bars, note.onsetStep, stepsPerQuarter);
  return `${pitchName(note.pitch)}, ${place}, ${lengthWords(note.durationSteps / stepsPerQuarter)}`;
}

/** What is selected: one note in full, more by their number and extent; empty for none. */
export function selectionWords(
  selection: ReadonlySet<Note>,
  bars: readonly Bar[],
  stepsPerQuarter: number,
): string {
  const notes = [...selection];
  if (notes.length === 0) return '';
  if (notes.length === 1) return noteWords(notes[0], bars, stepsPerQuarter);
  let [low, high, from, to] = [127, 0, Infinity, 0];
  for (const { pitch, onsetStep } of notes) {
    low = Math.min(low, pitch);
    high = Math.max(high, pitch);
    from = Math.min(from, onsetStep);
    to = Math.max(to, onsetStep);
  }
  const pitches = low === high ? pitchName(low) : `${pitchName(low)} to ${pitchName(high)}`;
  return `${notes.length} notes, ${pitches}, ${barsWords(barAt(bars, from) + 1, barAt(bars, to) + 1)}`;
}

/** @param first, last bars from 1 */
export function barsWords(first: number, last: number): string {
  return first === last ? `bar ${first}` : `bars ${first} to ${last}`;
}

/** The whole score in a sentence, for its label. */
export function scoreWords(
  score: Score,
  notes: number,
  bars: number,
  range: { readonly low: number; readonly high: number } | null,
): string {
  if (range === null) return 'no notes';
  const parts = score.parts.length > 1 ? `${score.parts.length} parts, ` : '';
  const count = `${notes} ${notes === 1 ? 'note' : 'notes'}`;
  const length = `${bars} ${bars === 1 ? 'bar' : 'bars'}`;
  return `${parts}${count}, ${length}, ${pitchName(range.low)} to ${pitchName(range.high)}`;
}
