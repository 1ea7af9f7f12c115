// Asks the engine what a configuration means, once the person has paused; the newest question wins.
// Not the start: that is the screen's store.

import type { StoreApi } from 'zustand/vanilla';
import { toLabErrorData } from '../../shared/contract/errors';

/** Typing pauses this long before the engine is asked for a plan. */
const PLAN_DELAY_MS = 200;

export interface PlanData<Plan> {
  /** What the configuration means for the data; the last one stays while a new one is made. */
  readonly plan: Plan | null;
  readonly planError: string;
  /** While the shown plan is not yet that of the settings. */
  readonly planning: boolean;
}

export interface Planner {
  plan(): void;
  stop(): void;
}

/** @param ask calls the engine; null where there is nothing to ask about yet */
export function createPlanner<Plan, State extends PlanData<Plan>>(
  store: StoreApi<State>,
  ask: (signal: AbortSignal) => Promise<Plan> | null,
): Planner {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let call: AbortController | null = null;
  const set = (data: Partial<PlanData<Plan>>) => store.setState(data as Partial<State>);

  const askNow = async () => {
    const mine = new AbortController();
    const asked = ask(mine.signal);
    if (asked === null) return set({ planning: false });
    call?.abort();
    call = mine;
    try {
      const plan = await asked;
      if (!mine.signal.aborted) set({ plan, planError: '', planning: false });
    } catch (error) {
      const { message } = toLabErrorData(error);
      if (!mine.signal.aborted) set({ plan: null, planError: message, planning: false });
    }
  };
  return {
    stop: () => {
      clearTimeout(timer);
      call?.abort();
    },
    plan: () => {
      set({ planning: true });
      clearTimeout(timer);
      timer = setTimeout(() => void askNow(), PLAN_DELAY_MS);
    },
  };
}
