// Undo and redo of documents: each state is kept whole, and states share what did not change between them.
// Not stores/history.ts, whose changes are undone by calls to the engine; these are undone by looking back.

import type { EditDocument } from './editDocument';

interface Kept {
  readonly document: EditDocument;
  /** What was done to come from the state before, e.g. `Moved 3 notes`. */
  readonly title: string;
}

export interface EditHistory {
  readonly past: readonly Kept[];
  readonly present: Kept;
  /** The next to redo last. */
  readonly future: readonly Kept[];
}

/** Steps back that are kept. */
export const LONGEST_HISTORY = 1000;

export function beginHistory(document: EditDocument): EditHistory {
  return { past: [], present: { document, title: '' }, future: [] };
}

export function pushEdit(history: EditHistory, document: EditDocument, title: string): EditHistory {
  return {
    past: [...history.past.slice(1 - LONGEST_HISTORY), history.present],
    present: { document, title },
    future: [],
  };
}

/** Another selection is no step of its own; undo brings back the one in force when the change was made. */
export function replacePresent(history: EditHistory, document: EditDocument): EditHistory {
  return { ...history, present: { ...history.present, document } };
}

/** @returns the same history where nothing is left to undo */
export function undoEdit(history: EditHistory): EditHistory {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [...history.future, history.present],
  };
}

export function redoEdit(history: EditHistory): EditHistory {
  const next = history.future.at(-1);
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(0, -1) };
}
