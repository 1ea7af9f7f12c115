// The one thing to do on a Train screen, and right above it what the engine thinks of it.
// When the button cannot be pressed, the line under it says why.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Setup.module.css';

export interface StartFooterProps {
  /** Of the plan; null while there is none. */
  readonly messages: { readonly problems: readonly string[]; readonly warnings: readonly string[] } | null;
  /** What would be trained on, in one line. */
  readonly summary: string;
  /** Why it cannot start; null when it can. */
  readonly reason: string | null;
  readonly starting: boolean;
  readonly onStart: () => void;
  /** Between the messages and the button. */
  readonly children?: ReactNode;
}

export function StartFooter({ messages, summary, reason, starting, onStart, children }: StartFooterProps) {
  return (
    <footer className={classes.start}>
      {messages !== null && <PlanMessages {...messages} />}
      {children}
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
      <p id="start-reason" className={classes.reason} role="status">
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
