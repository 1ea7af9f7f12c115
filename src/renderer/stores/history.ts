// Undo and redo as a list of done things that know how to be undone.
// Not tied to any screen: Words and Record push onto the same one.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** Something that was done and can be taken back. */
export interface Change {
  /** What was done, e.g. `Deleted 3 clips`. */
  readonly title: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

export interface HistoryState {
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
  /** True while an undo or redo is under way; another one waits its turn. */
  readonly working: boolean;
}

export interface History {
  readonly store: StoreApi<HistoryState>;
  /** Makes a change (its `redo`) and remembers it; an undo asked for meanwhile waits and takes it back. */
  make(change: Change): Promise<void>;
  /** Records a change that has already been made. */
  push(change: Change): void;
  /** Takes the last change back. @returns it, or null when there is none */
  undo(): Promise<Change | null>;
  redo(): Promise<Change | null>;
  clear(): void;
}

const LONGEST = 200;

export function createHistory(): History {
  const store = createStore<HistoryState>(() => ({ done: [], undone: [], working: false }));
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  const move = (from: 'done' | 'undone', act: 'undo' | 'redo') => async (): Promise<Change | null> => {
    const to = from === 'done' ? 'undone' : 'done';
    const change = store.getState()[from].at(-1);
    if (change === undefined) return null;
    store.setState({ working: true });
    try {
      await change[act]();
    } finally {
      store.setState({ working: false });
    }
    store.setState((state) => ({
      [from]: state[from].filter((other) => other !== change),
      [to]: [...state[to], change],
    }));
    return change;
  };

  const push = (change: Change) =>
    store.setState((state) => ({ done: [...state.done, change].slice(-LONGEST), undone: [] }));

  return {
    store,
    push,
    make: (change) =>
      inTurn(async () => {
        await change.redo();
        push(change);
      }),
    undo: () => inTurn(move('done', 'undo')),
    redo: () => inTurn(move('undone', 'redo')),
    clear: () => store.setState({ done: [], undone: [] }),
  };
}
