// Copy, paste and duplicate: notes as a clip that remembers where each one stood.
// The system's clipboard is not used: what it holds cannot be read without asking.

import type { Note } from '../../../shared/contract/score';
import { addNotes, selectedNotes } from './editDocument';
import type { EditDocument } from './editDocument';
import { extentOf } from './editSelection';

export interface Clip {
  readonly stepsPerQuarter: number;
  /** From the first onset (or the bar line before it) to where the next repetition begins. */
  readonly lengthSteps: number;
  /** Onsets from the beginning of the clip. */
  readonly notes: readonly { readonly part: number; readonly note: Note }[];
}

/**
 * Takes the selected notes.
 * @param unit the clip's length is rounded up to whole units, steps: the grid, or a bar where whole bars are selected
 * @returns null where nothing is selected
 */
export function copyNotes(document: EditDocument, unit: number): Clip | null {
  const extent = extentOf(document.selection);
  if (extent === null) return null;
  const length = Math.max(unit, Math.ceil((extent.to - extent.from) / unit - 1e-6) * unit);
  return {
    stepsPerQuarter: document.score.stepsPerQuarter,
    lengthSteps: Math.max(1, Math.round(length)),
    notes: selectedNotes(document).map(({ part, note }) => ({
      part,
      note: { ...note, onsetStep: note.onsetStep - extent.from },
    })),
  };
}

/** Puts a clip in, its first note at `step`, and selects it. */
export function pasteNotes(document: EditDocument, clip: Clip, step: number): EditDocument {
  const factor = document.score.stepsPerQuarter / clip.stepsPerQuarter;
  const at = Math.max(0, Math.round(step));
  return addNotes(
    document,
    clip.notes.map(({ part, note }) => ({
      part,
      note: {
        ...note,
        onsetStep: at + Math.round(note.onsetStep * factor),
        durationSteps: Math.max(1, Math.round(note.durationSteps * factor)),
      },
    })),
  );
}

/** Writes the selected notes once more, right behind themselves. */
export function duplicateNotes(document: EditDocument, unit: number): EditDocument {
  const clip = copyNotes(document, unit);
  const extent = extentOf(document.selection);
  return clip === null || extent === null
    ? document
    : pasteNotes(document, clip, extent.from + clip.lengthSteps);
}
