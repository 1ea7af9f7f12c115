// Edits of notes: add, move, stretch, delete, quantise, transpose, loudness. Pure; each gives a new document.
// Selecting is in editSelection.ts, the clipboard in editClipboard.ts.

import { LabError } from '../../../shared/contract/errors';
import { DEFAULT_VELOCITY } from '../../../shared/music/score';
import type { Note } from '../../../shared/music/score';
import { addNotes, changeSelected } from './editDocument';
import type { EditDocument } from './editDocument';

/** Keeps whole steps at the grid: the nearest line, as a whole step. */
export function toGrid(step: number, gridSteps: number): number {
  return Math.max(0, Math.round(Math.round(step / gridSteps) * gridSteps));
}

/** The grid line at or before a step. */
export function gridBefore(step: number, gridSteps: number): number {
  return Math.max(0, Math.round(Math.floor(step / gridSteps + 1e-6) * gridSteps));
}

/**
 * Writes a note, or selects the one that sounds there already.
 * @param part index; a score without parts gets its first
 */
export function addNote(
  document: EditDocument,
  part: number,
  { pitch, onsetStep, durationSteps, velocity = DEFAULT_VELOCITY }: Omit<Note, 'velocity'> & Partial<Note>,
): EditDocument {
  const known = document.score.parts[part]?.notes.find(
    (note) =>
      note.pitch === pitch && note.onsetStep <= onsetStep && note.onsetStep + note.durationSteps > onsetStep,
  );
  if (known) return { ...document, selection: new Set([known]) };
  const note = {
    pitch: clamp(pitch, 0, 127),
    velocity: clamp(velocity, 1, 127),
    onsetStep: Math.max(0, Math.round(onsetStep)),
    durationSteps: Math.max(1, Math.round(durationSteps)),
  };
  return addNotes(document, [{ part, note }]);
}

/** Moves the selected notes as one: no further than the first of them reaches the beginning or an end of MIDI. */
export function moveNotes(document: EditDocument, steps: number, semitones: number): EditDocument {
  let [first, low, high] = [Infinity, 127, 0];
  for (const { onsetStep, pitch } of document.selection) {
    first = Math.min(first, onsetStep);
    low = Math.min(low, pitch);
    high = Math.max(high, pitch);
  }
  const byStep = Math.max(-first, Math.round(steps));
  const byPitch = clamp(Math.round(semitones), -low, 127 - high);
  if (document.selection.size === 0 || (byStep === 0 && byPitch === 0)) return document;
  return changeSelected(document, (note) => ({
    ...note,
    onsetStep: note.onsetStep + byStep,
    pitch: note.pitch + byPitch,
  }));
}

/** Moves the ends of the selected notes. @param leastSteps shorter than this only what already was */
export function stretchNotes(document: EditDocument, steps: number, leastSteps = 1): EditDocument {
  const by = Math.round(steps);
  if (by === 0) return document;
  return changeSelected(document, (note) => {
    const least = Math.min(note.durationSteps, Math.max(1, Math.round(leastSteps)));
    return { ...note, durationSteps: Math.max(least, note.durationSteps + by) };
  });
}

export function removeNotes(document: EditDocument): EditDocument {
  return changeSelected(document, () => null);
}

/**
 * Moves onsets to the grid; lengths become whole multiples of it, one at least.
 * @param gridSteps with fractions where the grid does not divide a quarter note's steps
 */
export function quantiseNotes(document: EditDocument, gridSteps: number): EditDocument {
  return changeSelected(document, (note) => {
    const onsetStep = toGrid(note.onsetStep, gridSteps);
    const units = Math.max(1, Math.round(note.durationSteps / gridSteps));
    return { ...note, onsetStep, durationSteps: Math.max(1, Math.round(units * gridSteps)) };
  });
}

/** Changes loudness. @param by MIDI velocity, -127 to 127; each note stays within 1 to 127 */
export function changeVelocity(document: EditDocument, by: number): EditDocument {
  return changeSelected(document, (note) => ({ ...note, velocity: clamp(note.velocity + by, 1, 127) }));
}

/** @param velocity 1 to 127 @throws LabError invalid-argument */
export function setVelocity(document: EditDocument, velocity: number): EditDocument {
  if (!Number.isInteger(velocity) || velocity < 1 || velocity > 127) {
    throw new LabError('invalid-argument', `velocity: expected a whole number 1 to 127, got ${velocity}.`);
  }
  return changeSelected(document, (note) => ({ ...note, velocity }));
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
