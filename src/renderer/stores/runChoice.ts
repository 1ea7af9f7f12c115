// Which trained run Test and Live work with, and which Compose: chosen once, the same on all screens of the group.
// Not the run whose curves Train shows: one may look at an old run and still listen with another.

import { createStore } from 'zustand/vanilla';
import type { RunRecord } from '../../shared/contract/training';

/** Null: the newest run that has a model. Ids are unique, so one of another project chooses nothing here. */
export const runChoice = createStore<{ readonly runId: string | null }>(() => ({ runId: null }));

/** The same for generators: what Compose writes with. Set it when a person picks a run in Train or in Compose. */
export const generatorChoice = createStore<{ readonly runId: string | null }>(() => ({ runId: null }));

/** Whether a run left weights behind that can be tested, listened with, written with and exported. */
export function hasModel(run: RunRecord): boolean {
  return run.status !== 'running' && run.best !== null;
}

/** The chosen run where it can be used, else the newest that can; null when none can. */
export function usableRun<R extends RunRecord>(runs: readonly R[], runId: string | null): R | null {
  const usable = runs.filter(hasModel);
  return usable.find((run) => run.id === runId) ?? usable[0] ?? null;
}
