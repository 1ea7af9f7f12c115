// Changes that can be taken back: each is made by the engine, put into the history, and offered for undo.
// Not the changes themselves: clipEdits and tuneEdits make those.

import type { Lab } from '../lab';

export interface Undoable {
  /** Does it, then remembers how to take it back. @returns whether it went well */
  make(title: string, redo: () => Promise<void>, undo: () => Promise<void>): Promise<boolean>;
  /** Says what was done, with Undo beside it. */
  offerUndo(title: string): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export function createUndoable({ app, history }: Pick<Lab, 'app' | 'history'>): Undoable {
  const { actions } = app.getState();
  const travel = async (move: () => ReturnType<typeof history.undo>, word: string) => {
    await actions.attempt(async () => {
      const change = await move();
      if (change === null) return;
      const offered = app.getState().notices.filter((notice) => notice.message === change.title);
      offered.forEach((notice) => actions.dismiss(notice.id));
      actions.notify('info', `${word}: ${change.title}`);
    });
  };
  const undo = () => travel(() => history.undo(), 'Undone');
  return {
    make: (title, redo, back) => actions.attempt(() => history.make({ title, undo: back, redo })),
    offerUndo: (title) => actions.notify('info', title, { label: 'Undo', run: () => void undo() }),
    undo,
    redo: () => travel(() => history.redo(), 'Done again'),
  };
}
