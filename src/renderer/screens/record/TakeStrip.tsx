// The takes of this sitting in a row, the newest in sight; the one in focus can be kept or discarded.
// Only shows; what the keys and buttons do is takes.ts.

import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import classes from './Record.module.css';
import { TakeCard } from './TakeCard';
import type { Take } from './recordState';
import type { Takes } from './takes';

export interface TakeStripProps {
  readonly takes: readonly Take[];
  readonly focused: string | null;
  readonly actions: Takes;
}

export function TakeStrip({ takes, focused, actions }: TakeStripProps) {
  const { player } = useLab();
  const playing = useStore(player.store, (state) => state.playing);
  const colorOf = useApp((state) => state.labelColor);
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current?.querySelector('[data-focused]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focused, takes.length]);
  return (
    <div className={classes.takes} ref={strip} role="group" aria-label="Takes of this sitting">
      {takes.length === 0 && (
        <Text c="dimmed" size="sm" m="auto">
          Your takes appear here. Enter keeps one, Backspace discards it, Space plays it.
        </Text>
      )}
      {takes.map((take, index) => (
        <TakeCard
          key={take.id}
          take={take}
          number={index + 1}
          color={colorOf(take.label)}
          focused={take.id === focused}
          playing={take.id === playing}
          actions={actions}
        />
      ))}
    </div>
  );
}
