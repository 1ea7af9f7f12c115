// What is edited on the piano roll: a score and the notes selected in it. Notes are told apart as objects.
// Only what every edit needs; the edits are in editNotes.ts, editClipboard.ts and editSplice.ts.

import { createPart, sortNotes } from '../../../shared/music/score';
import type { Note, Part, Score } from '../../../shared/music/score';

/** Every change gives a new one; notes that did not change stay the same objects. */
export interface EditDocument {
  readonly score: Score;
  readonly selection: ReadonlySet<Note>;
}

export const noSelection: ReadonlySet<Note> = new Set();

/**
 * A document of a score, its notes made objects of their own: a score that came over a channel may hold one note
 * object twice.
 */
export function openDocument(score: Score): EditDocument {
  const parts = score.parts.map((part) => ({ ...part, notes: part.notes.map((note) => ({ ...note })) }));
  return { score: { ...score, parts }, selection: noSelection };
}

/**
 * Replaces notes, and selects what they were replaced by.
 * @param change the new note, the same one, or null to remove it; called for selected notes only
 */
export function changeSelected(
  { score, selection }: EditDocument,
  change: (note: Note) => Note | null,
): EditDocument {
  if (selection.size === 0) return { score, selection };
  const selected = new Set<Note>();
  const parts = score.parts.map((part) => {
    if (!part.notes.some((note) => selection.has(note))) return part;
    const notes: Note[] = [];
    for (const note of part.notes) {
      const changed = selection.has(note) ? change(note) : note;
      if (changed === null) continue;
      notes.push(changed);
      if (selection.has(note)) selected.add(changed);
    }
    return { ...part, notes: sortNotes(notes) };
  });
  return { score: { ...score, parts }, selection: selected };
}

/** Puts notes into parts by index, making the first part where there is none yet, and selects them. */
export function addNotes(
  { score }: EditDocument,
  added: readonly { readonly part: number; readonly note: Note }[],
): EditDocument {
  const parts: Part[] = score.parts.length > 0 ? [...score.parts] : [createPart([])];
  const byPart = new Map<number, Note[]>();
  for (const { part, note } of added) {
    const at = Math.min(part, parts.length - 1);
    byPart.set(at, [...(byPart.get(at) ?? []), note]);
  }
  for (const [at, notes] of byPart) {
    parts[at] = { ...parts[at], notes: sortNotes([...parts[at].notes, ...notes]) };
  }
  return { score: { ...score, parts }, selection: new Set(added.map(({ note }) => note)) };
}

/** The selected notes, each with its part, in the score's order. */
export function selectedNotes({
  score,
  selection,
}: EditDocument): readonly { readonly part: number; readonly note: Note }[] {
  return score.parts.flatMap(({ notes }, part) =>
    notes.filter((note) => selection.has(note)).map((note) => ({ part, note })),
  );
}
