// What follows from the Train screen's state: the configuration, and the reason a start is not possible.
// Pure: no store, no service.

import { SILENCE_LABEL } from '../../../shared/contract/projects';
import { splits } from '../../../shared/contract/clips';
import type { Clip, Split } from '../../../shared/contract/clips';
import type { Project } from '../../../shared/contract/projects';
import type { TrainingConfig, TrainingPlan } from '../../../shared/contract/training';
import { runName } from '../../learning/runWords';
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
  if (training !== null) return `${runName(training.run)} is training: one run at a time.`;
  if (clips === 0) return 'There are no clips yet: record or import some first.';
  if (outputs < 2) return 'Choose at least two words, or one word and silence.';
  if (planError !== '') return planError;
  if (plan === null) return 'Checking the clips …';
  return plan.problems[0] ?? null;
}

/** Clips of each split over all labels. */
export function splitTotals({ counts }: Pick<TrainingPlan, 'counts'>): Readonly<Record<Split, number>> {
  const total = (split: Split) => Object.values(counts).reduce((sum, count) => sum + count[split], 0);
  const [train, validation, test] = splits.map(total);
  return { train, validation, test };
}
