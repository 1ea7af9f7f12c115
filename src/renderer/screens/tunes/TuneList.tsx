// The tunes as a table of which only the rows in sight exist: 20,000 scroll like twenty.
// A grid: its rows are one stop for Tab, the keys of tunesShortcuts move within; the heads that sort are stops of their own.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../../lab';
import type { SelectHow } from '../../stores/selection';
import { splitOf } from './tuneList';
import type { TuneFilter } from './tuneList';
import { columns, TuneListHead } from './TuneListHead';
import { TuneRow } from './TuneRow';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

const ROW_HEIGHT = 38;
const rowId = (tuneId: string) => `tune-row-${tuneId}`;

export function TuneList({ tunes }: { readonly tunes: TunesStore }) {
  const { scorePlayer } = useLab();
  const box = useRef<HTMLDivElement>(null);
  const shown = useStore(tunes.store, (state) => state.shown);
  const selection = useStore(tunes.store, (state) => state.selection);
  const splits = useStore(tunes.store, (state) => state.splits);
  const playing = useStore(scorePlayer.store, ({ status, scoreId }) =>
    status === 'playing' ? scoreId : null,
  );
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    useFlushSync: false,
    getItemKey: (index) => shown[index].id,
  });
  const { focused } = selection;
  useFollowFocus(tunes, (index, align) => rows.scrollToIndex(index, { align }));
  const onSelect = (id: string, event: React.MouseEvent) => {
    const how: SelectHow = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    tunes.actions.select(id, how);
  };
  return (
    <div
      className={classes.table}
      role="grid"
      aria-label="Tunes"
      aria-multiselectable
      aria-rowcount={shown.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={focused === null ? undefined : rowId(focused)}
      tabIndex={0}
    >
      <TuneListHead tunes={tunes} />
      {shown.length === 0 && <div className={classes.none}>No tune is like that.</div>}
      <div className={classes.body} ref={box} role="rowgroup" tabIndex={-1}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.getVirtualItems().map(({ index, start }) => {
            const tune = shown[index];
            return (
              <TuneRow
                key={tune.id}
                id={rowId(tune.id)}
                tune={tune}
                split={splitOf(tune, splits)}
                top={start}
                position={index + 2}
                selected={selection.selected.has(tune.id)}
                focused={tune.id === focused}
                playing={tune.id === playing}
                onSelect={onSelect}
                onPlay={tunes.actions.play}
                onStop={scorePlayer.stop}
                onOpen={tunes.actions.openInCompose}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Scrolling follows the focus, and the tune in focus through another filter; not every change of the list. */
function useFollowFocus(
  tunes: TunesStore,
  scrollTo: (index: number, align: 'auto' | 'center') => void,
): void {
  const focused = useStore(tunes.store, (state) => state.selection.focused);
  const shown = useStore(tunes.store, (state) => state.shown);
  const filter = useStore(tunes.store, (state) => state.filter);
  const followed = useRef<{ readonly id: string | null; readonly filter: TuneFilter } | null>(null);
  const scroll = useRef(scrollTo);
  useEffect(() => {
    scroll.current = scrollTo;
  });
  useEffect(() => {
    const index = shown.findIndex((tune) => tune.id === focused);
    const filtered = followed.current !== null && followed.current.filter !== filter;
    if (followed.current?.id === focused && !filtered) return;
    followed.current = { id: focused, filter };
    if (index >= 0) scroll.current(index, filtered ? 'center' : 'auto');
  }, [focused, shown, filter]);
}
