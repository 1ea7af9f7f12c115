// Times a few steps of the configuration on every backend of this machine and takes the fastest for the next run.
// Not training: nothing is kept but the times.

import type { BackendDuel } from '../../../shared/contract/training';
import type { TrainLab, TrainState, TrainStore } from './trainStore';
import { trainingConfig } from './trainSelectors';

function takeFastest({ settings, actions }: TrainState, { fastest }: BackendDuel): void {
  if (settings !== null && fastest !== null) actions.setSettings({ ...settings, backend: fastest });
}

/** Times a few steps on every backend, then takes the fastest; asking again while it is under way stops it. */
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
      const request = { projectId: project.id, config };
      const duel = await services.training.duel(request, { signal: mine.signal, onProgress });
      set({ duel });
      takeFastest(get(), duel);
    });
    call = null;
    set({ duelling: false });
  };
}
