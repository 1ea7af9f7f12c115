// How far a newcomer has come with the sample project: heard, trained, tested, spoken.
// Two of the four the library knows itself; the others are remembered by this page.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { RecognizerRun } from '../../shared/contract/training';
import { readPreference, writePreference } from './preferences';

export interface FirstStepsState {
  readonly heard: boolean;
  readonly spoke: boolean;
  readonly hidden: boolean;
}

export type StepName = 'words' | 'train' | 'test' | 'live';

export interface Step {
  readonly name: StepName;
  readonly done: boolean;
  /** The first one that is not done. */
  readonly next: boolean;
}

export interface FirstSteps {
  readonly store: StoreApi<FirstStepsState>;
  mark(what: keyof FirstStepsState): void;
}

export function createFirstSteps(): FirstSteps {
  const store = createStore<FirstStepsState>(() => ({
    heard: readPreference('steps.heard', false),
    spoke: readPreference('steps.spoke', false),
    hidden: readPreference('steps.hidden', false),
  }));
  return {
    store,
    mark: (what) => {
      if (store.getState()[what]) return;
      writePreference(`steps.${what}`, true);
      store.setState({ [what]: true });
    },
  };
}

/** The four steps, which are done and which is next. */
export function stepsOf({ heard, spoke }: FirstStepsState, runs: readonly RecognizerRun[]): readonly Step[] {
  const done: Readonly<Record<StepName, boolean>> = {
    words: heard,
    train: runs.some((run) => run.status !== 'running' && run.best !== null),
    test: runs.some((run) => run.testAccuracy !== null),
    live: spoke,
  };
  const names: readonly StepName[] = ['words', 'train', 'test', 'live'];
  const next = names.find((name) => !done[name]);
  return names.map((name) => ({ name, done: done[name], next: name === next }));
}
