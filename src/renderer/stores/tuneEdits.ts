// Changes to tunes that can be taken back: each is made by the engine, shown, and put into the history.
// Not adding tunes: import and Compose do that. Nothing here destroys a tune: deleting moves it to the trash.

import type { Tune } from '../../shared/contract/tunes';
import { plural } from '../charts/format';
import type { Lab } from '../lab';
import { createUndoable } from './undoable';

export interface TuneEdits {
  remove(tuneIds: readonly string[]): Promise<void>;
  rename(tune: Tune, title: string): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

export function createTuneEdits({
  services,
  app,
  history,
}: Pick<Lab, 'services' | 'app' | 'history'>): TuneEdits {
  const { actions } = app.getState();
  const projectId = () => app.getState().project?.id ?? '';
  const { make, offerUndo, undo, redo } = createUndoable({ app, history });

  const trash = async (tuneIds: readonly string[]) => {
    await services.tunes.remove({ projectId: projectId(), tuneIds });
    actions.dropTunes(tuneIds);
  };
  const restore = async (tuneIds: readonly string[]) =>
    actions.putTunes(await services.tunes.restore({ projectId: projectId(), tuneIds }));
  const giveTitle = async (tuneId: string, title: string) =>
    actions.putTunes([await services.tunes.rename({ projectId: projectId(), tuneId, title })]);

  return {
    remove: async (tuneIds) => {
      if (tuneIds.length === 0) return;
      const title = `${plural(tuneIds.length, 'tune')} moved to the trash`;
      const isDone = await make(
        title,
        () => trash(tuneIds),
        () => restore(tuneIds),
      );
      if (isDone) offerUndo(title);
    },
    rename: async (tune, title) => {
      const wanted = title.trim();
      if (wanted === '' || wanted === tune.title) return;
      await make(
        `"${tune.title}" renamed to "${wanted}"`,
        () => giveTitle(tune.id, wanted),
        () => giveTitle(tune.id, tune.title),
      );
    },
    undo,
    redo,
  };
}
