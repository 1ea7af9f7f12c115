// Step times of the backends of this machine on the chosen configuration, measured on request.
// The timing is the engine's; taking one of them is the person's.

import { Button, Loader, UnstyledButton } from '@mantine/core';
import type { BackendDuel, BackendTiming } from '../../../shared/contract/training';
import { formatMs } from '../../charts/format';
import classes from '../../learning/Setup.module.css';

export interface BackendDuelTableProps {
  readonly duel: BackendDuel | null;
  readonly duelling: boolean;
  /** Backend of the next run. */
  readonly chosen: string;
  readonly onTime: () => void;
  readonly onChoose: (backend: string) => void;
}

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
  readonly fastest: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Timing({ timing: { backend, medianMs, reason }, fastest, chosen, onChoose }: TimingProps) {
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
        <span className={classes.soft}>{fastest ? `${time}, fastest` : time}</span>
      </UnstyledButton>
    </li>
  );
}
