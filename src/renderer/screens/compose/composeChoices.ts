// What a person does with variations: look, keep, open, discard, and take that back.
// How they come to be: composeWriting.ts.

import { pushEdit } from '../../music/roll/editHistory';
import type { ComposeContext, Variation } from './composeState';
import { hasNotes, presentOf } from './composeState';
import { newPiece } from './composePieces';
import { keptIn } from './variations';

export interface ChoiceActions {
  show(variationId: string | null): void;
  /** Into the score: opened where that is empty, else behind it or as it is shown. */
  keep(variationId: string): void;
  /** As a piece of its own. */
  open(variationId: string): void;
  discard(variationId: string): void;
  discardAll(): void;
}

export function createChoiceActions({ store, lab }: ComposeContext): ChoiceActions {
  const { getState: get, setState: set } = store;
  const find = (id: string) => get().variations.find((one) => one.id === id);
  const without = (id: string) =>
    set(({ variations, shownId }) => ({
      variations: variations.filter((one) => one.id !== id),
      shownId: shownId === id ? null : shownId,
    }));

  const open = (id: string) => {
    const variation = find(id);
    if (variation === undefined) return;
    const { score, number } = variation;
    const title = score.title.trim();
    const piece = newPiece(score, { title, tuneId: null, origin: 'generated' });
    set({
      history: pushEdit(get().history, piece, `Opened variation ${number}`),
      saved: null,
      range: null,
      shownId: null,
    });
    without(id);
  };

  return {
    show: (shownId) => set({ shownId }),
    open,
    keep: (id) => {
      const variation = find(id);
      if (variation === undefined) return;
      const present = presentOf(get());
      const { sketch, written, number } = variation;
      if (sketch.kind === 'alone' && !hasNotes(present.score)) return open(id);
      const { score, fresh } = keptIn(present.score, variation, get().activePart);
      const origin = present.origin === 'drawn' ? ('generated' as const) : present.origin;
      const document = { ...present, score, selection: fresh, origin };
      if (written.notes.length === 0) return;
      set({ history: pushEdit(get().history, document, `Kept variation ${number}`), shownId: null });
      without(id);
    },
    discard: (id) => {
      const { variations, shownId } = get();
      const at = variations.findIndex((one) => one.id === id);
      if (at < 0) return;
      const [variation] = variations.slice(at, at + 1);
      without(id);
      const restore = () => set({ variations: [...get().variations, variation].sort(byNumber), shownId });
      lab.app.getState().actions.notify('info', `Variation ${variation.number} is discarded.`, {
        label: 'Undo',
        run: restore,
      });
    },
    discardAll: () => {
      const { variations, shownId } = get();
      if (variations.length === 0) return;
      set({ variations: [], shownId: null });
      const title = variations.length === 1 ? 'One variation is' : `${variations.length} variations are`;
      lab.app.getState().actions.notify('info', `${title} discarded.`, {
        label: 'Undo',
        run: () => set({ variations: [...variations, ...get().variations].sort(byNumber), shownId }),
      });
    },
  };
}

const byNumber = (one: Variation, other: Variation) => one.number - other.number;
