// How many tunes are shown and selected, and what can be done with the selected ones.
// Always there, so that selecting moves nothing.

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useLab } from '../../lab';
import { ExportMenu } from './ExportMenu';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

export function TuneSelectionBar({ tunes }: { readonly tunes: TunesStore }) {
  const shown = useStore(tunes.store, (state) => state.shown.length);
  const selected = useStore(tunes.store, (state) => state.selection.selected.size);
  const history = useStore(useLab().history.store);
  const { actions, edits } = tunes;
  const done = history.done.at(-1);
  const undone = history.undone.at(-1);
  return (
    <div className={classes.tools}>
      <span className={classes.soft} role="status" style={{ flex: 1 }}>
        {selected > 1
          ? `${selected.toLocaleString()} of ${shown.toLocaleString()} selected`
          : `${shown.toLocaleString()} shown`}
      </span>
      <ExportMenu tunes={tunes} selected={selected} />
      <Tool label="Rename (F2)" onClick={actions.startRenaming} disabled={selected !== 1}>
        <IconPencil size={18} stroke={1.6} />
      </Tool>
      <Tool
        label="Move to the trash (Delete)"
        onClick={() => void actions.removeSelected()}
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

interface ToolProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ label, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick} disabled={disabled}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
