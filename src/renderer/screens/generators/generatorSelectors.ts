// What follows from the screen's state: the reason a start is not possible, the tunes left out by name.
// Pure: no store, no service.

import type { GeneratorPlan } from '../../../shared/contract/generators';
import type { Tune } from '../../../shared/contract/tunes';
import { runName } from '../../learning/runWords';
import type { CurrentTraining } from '../../stores/appStore';

export interface StartConditions {
  readonly ready: boolean;
  readonly tunes: number;
  readonly plan: GeneratorPlan | null;
  readonly planError: string;
  readonly training: CurrentTraining | null;
}

/** Why training cannot start now, in words; null when it can. */
export function whyNotStart({ ready, tunes, plan, planError, training }: StartConditions): string | null {
  if (!ready) return 'Reading the generators …';
  if (training !== null) return `${runName(training.run)} is training: one run at a time.`;
  if (tunes === 0) return 'There are no tunes yet: import some first.';
  if (planError !== '') return planError;
  if (plan === null) return 'Reading the tunes …';
  return plan.problems[0] ?? null;
}

export interface SkippedTune {
  readonly tuneId: string;
  readonly title: string;
  readonly reason: string;
}

/** Tunes left out with their titles, in the order of the plan. */
export function skippedTunes(
  plan: Pick<GeneratorPlan, 'skipped'>,
  tunes: readonly Tune[],
): readonly SkippedTune[] {
  const titles = new Map(tunes.map(({ id, title }) => [id, title]));
  return plan.skipped.map((one) => ({ ...one, title: titles.get(one.tuneId) ?? one.tuneId }));
}
