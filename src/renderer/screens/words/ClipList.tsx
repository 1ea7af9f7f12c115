// The clips as a list of which only the rows in sight exist: 20,000 scroll like twenty.
// A listbox: one stop for Tab, the keys of wordsShortcuts move within.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import { ClipRow } from './ClipRow';
import classes from './Words.module.css';
import type { ClipFilter } from './clipFilter';
import type { SelectHow } from '../../stores/selection';
import type { WordsStore } from './wordsStore';

const ROW_HEIGHT = 44;
const rowId = (clipId: string) => `clip-row-${clipId}`;

export function ClipList({ words }: { readonly words: WordsStore }) {
  const { player } = useLab();
  const box = useRef<HTMLDivElement>(null);
  const shown = useStore(words.store, (state) => state.shown);
  const selection = useStore(words.store, (state) => state.selection);
  const playing = useStore(player.store, (state) => state.playing);
  const colorOf = useApp((state) => state.labelColor);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    useFlushSync: false,
    getItemKey: (index) => shown[index].id,
  });
  const { focused } = selection;
  const filter = useStore(words.store, (state) => state.filter);
  const followed = useRef<{ readonly place: string | null; readonly filter: ClipFilter } | null>(null);
  useEffect(() => {
    // Scrolling follows the focus, and the clip in focus to its new word or through another filter; not every
    // change of the list.
    const index = shown.findIndex((clip) => clip.id === focused);
    const place = index < 0 ? null : `${focused} ${shown[index].label}`;
    const filtered = followed.current !== null && followed.current.filter !== filter;
    if (followed.current?.place === place && !filtered) return;
    followed.current = { place, filter };
    if (index >= 0) rows.scrollToIndex(index, { align: filtered ? 'center' : 'auto' });
  }, [focused, shown, rows, filter]);

  const onSelect = (id: string, event: React.MouseEvent) => {
    const how: SelectHow = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    words.actions.select(id, how);
  };
  return (
    <div
      ref={box}
      className={classes.list}
      role="listbox"
      aria-label="Clips"
      aria-multiselectable
      aria-activedescendant={focused === null ? undefined : rowId(focused)}
      tabIndex={0}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const clip = shown[index];
          return (
            <ClipRow
              key={clip.id}
              id={rowId(clip.id)}
              clip={clip}
              color={colorOf(clip.label)}
              top={start}
              position={index + 1}
              total={shown.length}
              selected={selection.selected.has(clip.id)}
              focused={clip.id === focused}
              playing={clip.id === playing}
              onSelect={onSelect}
              onPlay={words.actions.play}
              onStop={player.stop}
            />
          );
        })}
      </div>
    </div>
  );
}
