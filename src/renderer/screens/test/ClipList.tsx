// The clips of a cell, or all mistakes: one is heard at a time, arrows go on to the next.
// Which clips and in which order: confusion.ts. Playing: the store, through the lab's player.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { ClipPrediction } from '../../../shared/contract/evaluation';
import classes from './ClipList.module.css';
import { ClipOption } from './ClipOption';

export interface ClipListProps {
  readonly title: string;
  readonly clips: readonly ClipPrediction[];
  readonly active: number;
  /** Id of the clip that is heard now. */
  readonly playing: string | null;
  /** When it changes, the list takes the focus. */
  readonly opened: number;
  /** Who speaks in a clip; null where the clip is no longer in the project. */
  readonly speakerOf: (clipId: string) => string | null;
  readonly colorOf: (label: string) => string;
  readonly onPlay: (index: number) => void;
}

const ROW = 50;
const optionId = (index: number) => `clip-option-${index}`;

/** Where a key leads from a place in a list; null when it does not move. */
export function moveInList(key: string, active: number, count: number): number | null {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    Home: 0,
    End: count - 1,
    Enter: active,
    ' ': active,
  };
  const next = places[key];
  return next === undefined || next < 0 || next >= count ? null : next;
}

export function ClipList(props: ClipListProps) {
  const { title, clips, active, playing, opened, speakerOf, colorOf, onPlay } = props;
  const list = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: clips.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  useEffect(() => {
    if (opened > 0) list.current?.focus({ preventScroll: true });
  }, [opened]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveInList(event.key, active, clips.length);
    if (next === null) return;
    event.preventDefault();
    rows.scrollToIndex(next);
    onPlay(next);
  };
  return (
    <aside className={classes.panel} aria-label="Clips">
      <h2 className={classes.heading}>{title}</h2>
      <div
        ref={list}
        className={classes.list}
        role="listbox"
        tabIndex={0}
        aria-label={title}
        aria-activedescendant={clips.length > 0 ? optionId(active) : undefined}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <ClipOption
              key={clips[index].clipId}
              id={optionId(index)}
              prediction={clips[index]}
              top={start}
              active={index === active}
              playing={clips[index].clipId === playing}
              speaker={speakerOf(clips[index].clipId)}
              colorOf={colorOf}
              onPlay={() => onPlay(index)}
            />
          ))}
        </div>
      </div>
      <p className={classes.foot}>Click or Enter plays, arrows go on. Most wrong first.</p>
    </aside>
  );
}
