// The one thing to do on this screen, and right above it what the engine thinks of it.
// When the button cannot be pressed, the line under it says why.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import type { TrainingPlan } from '../../../shared/contract/training';
import { formatCount, plural } from '../../charts/format';
import classes from './Setup.module.css';
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
    <footer className={classes.start}>
      <PlanMessages plan={plan} />
      <Button
        fullWidth
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        loading={starting !== 'no'}
        disabled={reason !== null}
        aria-describedby="start-reason"
        onClick={onStart}
      >
        Start training
      </Button>
      <p id="start-reason" className={classes.reason} role="status">
        {starting === 'features' ? 'Computing features …' : (reason ?? planWords(plan))}
      </p>
    </footer>
  );
}

/** What would be trained on, in one line. */
function planWords(plan: TrainingPlan | null): string {
  if (plan === null) return '';
  const { train, validation, test } = splitTotals(plan);
  return `${formatCount(train)} training, ${formatCount(validation)} validation, ${formatCount(test)} test clips; ${plural(plan.steps, 'step')}`;
}

function PlanMessages({ plan }: { readonly plan: TrainingPlan | null }) {
  if (plan === null || plan.problems.length + plan.warnings.length === 0) return null;
  return (
    <ul className={classes.messages} aria-label="What to know before the start">
      {plan.problems.map((text) => (
        <Message key={text} kind="problem" text={text} />
      ))}
      {plan.warnings.map((text) => (
        <Message key={text} kind="warning" text={text} />
      ))}
    </ul>
  );
}

function Message({ kind, text }: { readonly kind: 'problem' | 'warning'; readonly text: string }) {
  return (
    <li className={classes.message} data-kind={kind}>
      <IconAlertTriangle size={15} aria-label={kind} />
      <span>{text}</span>
    </li>
  );
}
