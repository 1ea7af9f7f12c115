// What Train asks the engine about a configuration before anything is trained: the plan, and step times.
// Not the start: trainStore does that.

import { toLabErrorData } from '../../../shared/contract/errors';
import type { BackendDuel } from '../../../shared/contract/training';
import type { TrainLab, TrainStore } from './trainStore';
import { trainingConfig } from './trainSelectors';

/** Typing pauses this long before the engine is asked for a plan. */
const PLAN_DELAY_MS = 200;

export interface Planner {
  plan(): void;
  stop(): void;
}

/** Asks the engine what the configuration means, once the person has paused; the newest question wins. */
export function createPlanner(store: TrainStore, { services, app }: TrainLab): Planner {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let call: AbortController | null = null;

  const ask = async () => {
    const { project } = app.getState();
    const config = trainingConfig(store.getState(), app.getState());
    if (project === null || config === null) return;
    call?.abort();
    const mine = (call = new AbortController());
    try {
      const plan = await services.training.plan({ projectId: project.id, config }, { signal: mine.signal });
      if (!mine.signal.aborted) store.setState({ plan, planError: '' });
    } catch (error) {
      if (!mine.signal.aborted) store.setState({ plan: null, planError: toLabErrorData(error).message });
    }
  };
  const stop = () => {
    clearTimeout(timer);
    call?.abort();
  };
  return {
    stop,
    plan: () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PLAN_DELAY_MS);
    },
  };
}

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
