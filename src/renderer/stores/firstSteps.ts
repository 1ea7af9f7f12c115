// How far a newcomer has come with a sample project: heard, trained, tested, spoken; or heard, trained, written.
// What the library knows is read from its runs; the rest is remembered by this page.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ProjectKind } from '../../shared/contract/projects';
import type { RecognizerRun, RunRecord } from '../../shared/contract/training';
import { readPreference, writePreference } from './preferences';
import { hasModel } from './runChoice';

export interface FirstStepsState {
  readonly heard: boolean;
  readonly spoke: boolean;
  readonly hidden: boolean;
  /** A tune has been played. */
  readonly heardTune: boolean;
  /** A generator has written a tune. */
  readonly composed: boolean;
  readonly hiddenMusic: boolean;
}

export type StepName = 'words' | 'train' | 'test' | 'live' | 'tunes' | 'generators' | 'compose';

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

const marks = ['heard', 'spoke', 'hidden', 'heardTune', 'composed', 'hiddenMusic'] as const;

export function createFirstSteps(): FirstSteps {
  const kept = marks.map((mark) => [mark, readPreference(`steps.${mark}`, false)] as const);
  const store = createStore(() => Object.fromEntries(kept) as unknown as FirstStepsState);
  return {
    store,
    mark: (what) => {
      if (store.getState()[what]) return;
      writePreference(`steps.${what}`, true);
      store.setState({ [what]: true });
    },
  };
}

/** The steps of a kind of project, which are done and which is next. */
export function stepsOf(
  kind: ProjectKind,
  state: FirstStepsState,
  runs: readonly RunRecord[],
): readonly Step[] {
  const done = kind === 'music' ? musicSteps(state, runs) : speechSteps(state, runs);
  const next = done.find(([, isDone]) => !isDone)?.[0];
  return done.map(([name, isDone]) => ({ name, done: isDone, next: name === next }));
}

type DoneSteps = readonly (readonly [name: StepName, isDone: boolean])[];

function speechSteps({ heard, spoke }: FirstStepsState, runs: readonly RunRecord[]): DoneSteps {
  return [
    ['words', heard],
    ['train', runs.some(hasModel)],
    ['test', runs.some(isTested)],
    ['live', spoke],
  ];
}

function musicSteps({ heardTune, composed }: FirstStepsState, runs: readonly RunRecord[]): DoneSteps {
  return [
    ['tunes', heardTune],
    ['generators', runs.some(hasModel)],
    ['compose', composed],
  ];
}

const isTested = (run: RunRecord & Partial<Pick<RecognizerRun, 'testAccuracy'>>) =>
  typeof run.testAccuracy === 'number';
