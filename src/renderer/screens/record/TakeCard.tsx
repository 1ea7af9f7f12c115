// One take: its waveform, its word, whether it is on disk, and keep or discard.
// A take that could not be saved stays here, with why, until saving it works or it is discarded.

import { ActionIcon, Group, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconCheck,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { LabelDot } from '../../components/LabelDot';
import { Thumbnail } from '../../components/Thumbnail';
import classes from './Record.module.css';
import type { Take } from './recordState';
import type { Takes } from './takes';

export interface TakeCardProps {
  readonly take: Take;
  /** From 1. */
  readonly number: number;
  readonly color: string;
  readonly focused: boolean;
  readonly playing: boolean;
  readonly actions: Takes;
}

export function TakeCard({ take, number, color, focused, playing, actions }: TakeCardProps) {
  const state = describeTake(take);
  const act = (work: () => unknown) => () => {
    actions.focus(take.id);
    work();
  };
  return (
    <div
      className={classes.take}
      data-focused={focused || undefined}
      role="group"
      aria-label={`Take ${number}: ${take.label}, ${state}`}
    >
      <UnstyledButton
        onClick={() => actions.focus(take.id)}
        aria-label={`Choose take ${number}`}
        aria-pressed={focused}
      >
        <span className={classes.takeHead}>
          <LabelDot color={color} size={10} />
          <span className={classes.ellipsis}>{take.label}</span>
          <span
            className={`${classes.soft} ${classes.ellipsis}`}
            style={{ marginLeft: 'auto' }}
            title={take.problem || undefined}
          >
            {state}
          </span>
        </span>
        <Thumbnail sound={take.sound} color={color} width={150} height={42} />
      </UnstyledButton>
      <Group gap={4} justify="space-between" wrap="nowrap" mt="auto">
        <Tool label={playing ? 'Stop (Space)' : 'Play (Space)'} onClick={act(actions.playOrStop)}>
          {playing ? <IconPlayerStopFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        </Tool>
        {take.saved === 'failed' && (
          <Tool label={`Save again: ${take.problem}`} onClick={() => actions.saveAgain(take.id)}>
            <IconRefresh size={17} />
          </Tool>
        )}
        <Group gap={4}>
          <Tool
            label="Discard (Backspace)"
            onClick={act(() => void actions.discard())}
            disabled={take.saved === 'saving'}
          >
            <IconTrash size={17} stroke={1.6} />
          </Tool>
          <Tool
            label="Keep (Enter)"
            onClick={act(actions.keep)}
            disabled={take.saved !== 'saved' || take.kept}
            filled={take.kept}
          >
            <IconCheck size={18} />
          </Tool>
        </Group>
      </Group>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly filled?: boolean;
  readonly children: React.ReactNode;
}

function Tool({ label, onClick, disabled, filled, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick} disabled={disabled} color={filled ? 'accent' : 'gray'}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Where the take stands, in a word or two. */
export function describeTake({ saved, kept }: Take): string {
  if (saved === 'saving') return 'saving';
  if (saved === 'failed') return 'not saved';
  return kept ? 'kept' : 'saved';
}
