// Which trained run Test and Live work with: chosen once, the same on both screens.
// Not the run whose curves Train shows: one may look at an old run and still listen with another.

import { createStore } from 'zustand/vanilla';
import type { RecognizerRun } from '../../shared/contract/training';

/** Null: the newest run that has a model. Ids are unique, so one of another project chooses nothing here. */
export const runChoice = createStore<{ readonly runId: string | null }>(() => ({ runId: null }));

/** Whether a run left weights behind that can be tested, listened with and exported. */
export function hasModel(run: RecognizerRun): boolean {
  return run.status !== 'running' && run.best !== null;
}

/** The chosen run where it can be used, else the newest that can; null when none can. */
export function usableRun(runs: readonly RecognizerRun[], runId: string | null): RecognizerRun | null {
  const usable = runs.filter(hasModel);
  return usable.find((run) => run.id === runId) ?? usable[0] ?? null;
}
