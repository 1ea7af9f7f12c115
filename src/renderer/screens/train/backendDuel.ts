// Times a few steps of the configuration on every backend of this machine.
// Not training: nothing is kept but the times.

import type { BackendDuel } from '../../../shared/contract/training';
import type { TrainLab, TrainStore } from './trainStore';
import { trainingConfig } from './trainSelectors';

/** Times a few steps on every backend; asking again while it is under way stops it. */
export function createDuel(store: TrainStore, { services, app }: TrainLab): () => Promise<void> {
  const { getState: get, setState: set } = store;
  let call: AbortController | null = null;
  return async () => {
    if (call !== null) return call.abort();
    const { project, actions } = app.getState();
    const config = trainingConfig(get(), app.getState());
    if (project === null || config === null) return;
    const mine = (call = new AbortController());
    set({ duelling: true, duel: null });
    await actions.attempt(async () => {
      const onProgress = (duel: BackendDuel) => mine.signal.aborted || set({ duel });
      set({
        duel: await services.training.duel(
          { projectId: project.id, config },
          { signal: mine.signal, onProgress },
        ),
      });
    });
    call = null;
    set({ duelling: false });
  };
}
