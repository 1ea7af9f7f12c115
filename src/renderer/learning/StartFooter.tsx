// The one thing to do on a Train screen, and right above it what the engine thinks of it.
// When the button cannot be pressed, the line under it says why.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import classes from './Setup.module.css';

export interface StartFooterProps {
  /** Of the plan; null while there is none. */
  readonly messages: { readonly problems: readonly string[]; readonly warnings: readonly string[] } | null;
  /** What would be trained on, in one line. */
  readonly summary: string;
  /** While the settings have changed since the summary was made. */
  readonly stale?: boolean;
  /** Why it cannot start; null when it can. */
  readonly reason: string | null;
  readonly starting: boolean;
  readonly onStart: () => void;
}

export function StartFooter(props: StartFooterProps) {
  const { messages, summary, stale, reason, starting, onStart } = props;
  return (
    <footer className={classes.start}>
      {messages !== null && <PlanMessages {...messages} />}
      <Button
        fullWidth
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        loading={starting}
        disabled={reason !== null}
        aria-describedby="start-reason"
        onClick={onStart}
      >
        Start training
      </Button>
      <p
        id="start-reason"
        className={classes.reason}
        role="status"
        data-stale={(reason === null && stale) || undefined}
      >
        {reason ?? summary}
      </p>
    </footer>
  );
}

function PlanMessages({ problems, warnings }: NonNullable<StartFooterProps['messages']>) {
  if (problems.length + warnings.length === 0) return null;
  return (
    <ul className={classes.messages} aria-label="What to know before the start">
      {problems.map((text) => (
        <Message key={text} kind="problem" text={text} />
      ))}
      {warnings.map((text) => (
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
