// Undo and redo of documents: each state is kept whole, and states share what did not change between them.
// Not stores/history.ts, whose changes are undone by calls to the engine; these are undone by looking back.

interface Kept<D> {
  readonly document: D;
  /** What was done to come from the state before, e.g. `Moved 3 notes`. */
  readonly title: string;
}

export interface EditHistory<D> {
  readonly past: readonly Kept<D>[];
  readonly present: Kept<D>;
  /** The next to redo last. */
  readonly future: readonly Kept<D>[];
}

/** Steps back that are kept. */
export const LONGEST_HISTORY = 1000;

export function beginHistory<D>(document: D): EditHistory<D> {
  return { past: [], present: { document, title: '' }, future: [] };
}

export function pushEdit<D>(history: EditHistory<D>, document: D, title: string): EditHistory<D> {
  return {
    past: [...history.past.slice(1 - LONGEST_HISTORY), history.present],
    present: { document, title },
    future: [],
  };
}

/** Another selection is no step of its own; undo brings back the one in force when the change was made. */
export function replacePresent<D>(history: EditHistory<D>, document: D): EditHistory<D> {
  return { ...history, present: { ...history.present, document } };
}

/** @returns the same history where nothing is left to undo */
export function undoEdit<D>(history: EditHistory<D>): EditHistory<D> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [...history.future, history.present],
  };
}

export function redoEdit<D>(history: EditHistory<D>): EditHistory<D> {
  const next = history.future.at(-1);
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(0, -1) };
}
