// Which run a Train screen shows, and its record with what its latest epochs say.
// Pure: no store, no service.

import type { Run } from '../../shared/contract/training';
import { bestEpoch } from '../charts/trainingSeries';
import type { CurrentTraining } from '../stores/appStore';

/** The training under way where it is of this kind. */
export function trainingOf<Kind extends Run['kind']>(
  training: CurrentTraining | null,
  kind: Kind,
): (CurrentTraining & { readonly run: Extract<Run, { kind: Kind }> }) | null {
  const isOfKind = (
    one: CurrentTraining | null,
  ): one is CurrentTraining & { readonly run: Extract<Run, { kind: Kind }> } => one?.run.kind === kind;
  return isOfKind(training) ? training : null;
}

/** The record of a run with what its latest epochs say: the engine writes the record itself less often. */
export function withLatest<R extends Run>(run: R, training: CurrentTraining | null): R {
  if (training?.run.id !== run.id || training.epochs.length === 0) return run;
  const kept = training.epochs.find((row) => row.epoch === bestEpoch(training.epochs));
  return { ...run, epochsDone: training.epochs.length, best: kept ?? run.best };
}

/** The run the screen shows: the chosen one, else the one under way, else the newest. */
export function shownRun<R extends Run>(
  runs: readonly R[],
  training: (CurrentTraining & { readonly run: R }) | null,
  chosenRunId: string | null,
  projectId: string | undefined,
): R | null {
  const under = training?.run.projectId === projectId ? (training?.run ?? null) : null;
  if (chosenRunId !== null) {
    const chosen = under?.id === chosenRunId ? under : runs.find((run) => run.id === chosenRunId);
    if (chosen !== undefined) return chosen;
  }
  return under ?? runs[0] ?? null;
}
