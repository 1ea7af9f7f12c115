// The state of a run as a word with a dot; the reason it ended on hover.
// A run under way shows its progress elsewhere.

import { Tooltip } from '@mantine/core';
import type { RunRecord } from '../../shared/contract/training';
import classes from './Results.module.css';
import { statusColors, statusWords } from './runWords';

export function RunState({
  run: { status, message },
}: {
  readonly run: Pick<RunRecord, 'status' | 'message'>;
}) {
  return (
    <Tooltip label={message || 'Under way.'}>
      <span className={classes.state}>
        <span className={classes.dot} style={{ background: statusColors[status] }} aria-hidden />
        {statusWords[status]}
      </span>
    </Tooltip>
  );
}
