// How many tunes are shown and selected, and what can be done with the selected ones.
// Not the tools that clips have too: components/SelectionTools.

import { IconPencil } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { SelectionTools, Tool } from '../../components/SelectionTools';
import { ExportMenu } from './ExportMenu';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

export function TuneSelectionBar({ tunes }: { readonly tunes: TunesStore }) {
  const shown = useStore(tunes.store, (state) => state.shown.length);
  const selected = useStore(tunes.store, (state) => state.selection.selected.size);
  const { actions, edits } = tunes;
  return (
    <SelectionTools
      shown={shown}
      selected={selected}
      className={classes.tools}
      textClassName={classes.soft}
      onRemove={actions.removeSelected}
      edits={edits}
    >
      <ExportMenu tunes={tunes} selected={selected} />
      <Tool label="Rename (F2)" onClick={actions.startRenaming} disabled={selected !== 1}>
        <IconPencil size={18} stroke={1.6} />
      </Tool>
    </SelectionTools>
  );
}
