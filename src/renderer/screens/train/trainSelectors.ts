// What follows from the Train screen's state: the configuration, the reason a start is not possible, the run in view.
// Pure: no store, no service.

import { SILENCE_LABEL } from '../../../shared/contract/projects';
import { splits } from '../../../shared/contract/clips';
import type { Clip, Split } from '../../../shared/contract/clips';
import type { Project } from '../../../shared/contract/projects';
import type { RecognizerRun, Run, TrainingConfig, TrainingPlan } from '../../../shared/contract/training';
import { bestEpoch } from '../../charts/trainingSeries';
import { countLabels } from '../../stores/labelCounts';
import type { LabelCount } from '../../stores/labelCounts';
import type { CurrentTraining } from '../../stores/appStore';
import type { TrainingSettings } from './trainingFields';

/** Every label of the project with its clips; `_silence_` is made, not recorded. */
export function trainableLabels(
  project: Pick<Project, 'labels'> | null,
  clips: readonly Clip[],
): readonly LabelCount[] {
  return countLabels(
    (project?.labels ?? []).filter((label) => label !== SILENCE_LABEL),
    clips,
  );
}

/** Labels that would be trained on: those with clips that were not left out. */
export function chosenLabels(counts: readonly LabelCount[], excluded: readonly string[]): readonly string[] {
  return counts
    .filter(({ label, total }) => total > 0 && !excluded.includes(label))
    .map(({ label }) => label);
}

/** The configuration as it stands; null until presets and project are there. */
export function trainingConfig(
  {
    settings,
    excluded,
  }: { readonly settings: TrainingSettings | null; readonly excluded: readonly string[] },
  { project, clips }: { readonly project: Project | null; readonly clips: readonly Clip[] },
): TrainingConfig | null {
  if (settings === null || project === null) return null;
  return { ...settings, labels: chosenLabels(trainableLabels(project, clips), excluded) };
}

export interface StartConditions {
  readonly ready: boolean;
  /** Of the project, over all labels. */
  readonly clips: number;
  readonly outputs: number;
  readonly plan: TrainingPlan | null;
  readonly planError: string;
  readonly training: CurrentTraining | null;
}

/** Why training cannot start now, in words; null when it can. */
export function whyNotStart({
  ready,
  clips,
  outputs,
  plan,
  planError,
  training,
}: StartConditions): string | null {
  if (!ready) return 'Reading the recognizers …';
  if (training !== null) return `${nameOf(training.run)} is training: one run at a time.`;
  if (clips === 0) return 'There are no clips yet: record or import some first.';
  if (outputs < 2) return 'Choose at least two words, or one word and silence.';
  if (planError !== '') return planError;
  if (plan === null) return 'Checking the clips …';
  return plan.problems[0] ?? null;
}

const nameOf = (run: Run) => (run.kind === 'generator' ? 'A music generator' : run.config.recognizer);

/** Clips of each split over all labels. */
export function splitTotals({ counts }: Pick<TrainingPlan, 'counts'>): Readonly<Record<Split, number>> {
  const total = (split: Split) => Object.values(counts).reduce((sum, count) => sum + count[split], 0);
  const [train, validation, test] = splits.map(total);
  return { train, validation, test };
}

/** The record of a run with what its latest epochs say: the engine writes the record itself less often. */
export function withLatest(run: RecognizerRun, training: CurrentTraining | null): RecognizerRun {
  if (training?.run.id !== run.id || training.epochs.length === 0) return run;
  const kept = training.epochs.find((row) => row.epoch === bestEpoch(training.epochs));
  return { ...run, epochsDone: training.epochs.length, best: kept ?? run.best };
}

/** The run the screen shows: the chosen one, else the one under way, else the newest. */
export function shownRun(
  runs: readonly RecognizerRun[],
  training: CurrentTraining | null,
  chosenRunId: string | null,
  projectId: string | undefined,
): RecognizerRun | null {
  const current = training?.run;
  const under = current?.projectId === projectId && current?.kind !== 'generator' ? (current ?? null) : null;
  if (chosenRunId !== null) {
    const chosen = under?.id === chosenRunId ? under : runs.find((run) => run.id === chosenRunId);
    if (chosen !== undefined) return chosen;
  }
  return under ?? runs[0] ?? null;
}
