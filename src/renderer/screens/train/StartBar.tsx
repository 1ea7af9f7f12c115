// The start of a recognizer's training: what it would learn from, or why it cannot start.
// How a start looks: StartFooter.

import type { TrainingPlan } from '../../../shared/contract/training';
import { formatCount, plural } from '../../charts/format';
import { StartFooter } from '../../learning/StartFooter';
import { splitTotals } from './trainSelectors';

export interface StartBarProps {
  readonly plan: TrainingPlan | null;
  /** Null when it can start. */
  readonly reason: string | null;
  readonly starting: 'no' | 'features' | 'engine';
  readonly onStart: () => void;
}

export function StartBar({ plan, reason, starting, onStart }: StartBarProps) {
  return (
    <StartFooter
      messages={plan}
      summary={starting === 'features' ? 'Computing features …' : planWords(plan)}
      reason={reason}
      starting={starting !== 'no'}
      onStart={onStart}
    />
  );
}

/** What would be trained on, in one line. */
function planWords(plan: TrainingPlan | null): string {
  if (plan === null) return '';
  const { train, validation, test } = splitTotals(plan);
  return `${formatCount(train)} training, ${formatCount(validation)} validation, ${formatCount(test)} test clips; ${plural(plan.steps, 'step')}`;
}
