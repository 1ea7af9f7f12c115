// Step times of the backends of this machine on the chosen configuration, measured on request.
// The fastest is taken when all are timed; taking another is the person's. The timing is the engine's.

import { Button, Loader, UnstyledButton } from '@mantine/core';
import type { BackendDuel, BackendTiming } from '../../../shared/contract/training';
import { formatMs } from '../../charts/format';
import classes from './BackendDuelTable.module.css';

export interface BackendDuelTableProps {
  readonly duel: BackendDuel | null;
  readonly duelling: boolean;
  /** Backend of the next run. */
  readonly chosen: string;
  readonly onTime: () => void;
  readonly onChoose: (backend: string) => void;
}

const slowest = ({ timings }: BackendDuel): number =>
  Math.max(...timings.map(({ medianMs }) => medianMs ?? 0));

export function BackendDuelTable({ duel, duelling, chosen, onTime, onChoose }: BackendDuelTableProps) {
  return (
    <div className={classes.duel}>
      <Button
        size="compact-sm"
        variant="default"
        onClick={onTime}
        leftSection={duelling && <Loader size={13} />}
      >
        {duelling ? 'Stop timing' : 'Time the backends'}
      </Button>
      {duel !== null && (
        <ul className={classes.timings} aria-label="Time of a training step on each backend">
          {duel.timings.map((timing) => (
            <Timing
              key={timing.backend}
              timing={timing}
              longest={slowest(duel)}
              fastest={timing.backend === duel.fastest}
              chosen={timing.backend === chosen}
              onChoose={() => onChoose(timing.backend)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface TimingProps {
  readonly timing: BackendTiming;
  /** Milliseconds of a whole bar. */
  readonly longest: number;
  readonly fastest: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Timing({ timing, longest, fastest, chosen, onChoose }: TimingProps) {
  const { backend, medianMs, reason } = timing;
  const time = medianMs === null ? 'not here' : `${formatMs(medianMs)} a step`;
  return (
    <li>
      <UnstyledButton
        className={classes.timing}
        disabled={medianMs === null}
        aria-pressed={chosen}
        title={reason}
        onClick={onChoose}
      >
        <span>{backend}</span>
        <span className={classes.time}>{fastest ? `${time}, fastest` : time}</span>
        {medianMs !== null && (
          <span className={classes.track} aria-hidden>
            <span className={classes.bar} style={{ width: `${(100 * medianMs) / longest}%` }} />
          </span>
        )}
      </UnstyledButton>
    </li>
  );
}
