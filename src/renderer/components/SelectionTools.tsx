// What a list of clips or tunes offers for its selection: how many, what the screen adds, trash, undo and redo.
// Always there, so that selecting moves nothing.

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconTrash } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useLab } from '../lab';

export interface SelectionToolsProps {
  readonly shown: number;
  readonly selected: number;
  readonly className: string;
  readonly textClassName: string;
  readonly onRemove: () => Promise<unknown>;
  readonly edits: { undo(): Promise<unknown>; redo(): Promise<unknown> };
  /** The screen's own tools, before the common ones. */
  readonly children: React.ReactNode;
}

export function SelectionTools({ shown, selected, edits, ...props }: SelectionToolsProps) {
  const history = useStore(useLab().history.store);
  const done = history.done.at(-1);
  const undone = history.undone.at(-1);
  return (
    <div className={props.className}>
      <span className={props.textClassName} role="status" style={{ flex: 1 }}>
        {selected > 1
          ? `${selected.toLocaleString()} of ${shown.toLocaleString()} selected`
          : `${shown.toLocaleString()} shown`}
      </span>
      {props.children}
      <Tool
        label="Move to the trash (Delete)"
        onClick={() => void props.onRemove()}
        disabled={selected === 0}
      >
        <IconTrash size={18} stroke={1.6} />
      </Tool>
      <Tool
        label={done ? `Undo: ${done.title} (Ctrl+Z)` : 'Nothing to undo'}
        onClick={() => void edits.undo()}
        disabled={!done}
      >
        <IconArrowBackUp size={18} stroke={1.6} />
      </Tool>
      <Tool
        label={undone ? `Redo: ${undone.title} (Ctrl+Shift+Z)` : 'Nothing to redo'}
        onClick={() => void edits.redo()}
        disabled={!undone}
      >
        <IconArrowForwardUp size={18} stroke={1.6} />
      </Tool>
    </div>
  );
}

export interface ToolProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

export function Tool({ label, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick} disabled={disabled}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
