// The Record screen: what is recorded on the left, the stage in the middle, how it is recorded on the right, takes below.
// The microphone is open only while this screen is shown.

import { SegmentedControl, Title } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import { LabelChooser } from './LabelChooser';
import classes from './Record.module.css';
import { RecordSettings } from './RecordSettings';
import { RoomNoise } from './RoomNoise';
import { Stage } from './Stage';
import { TakeStrip } from './TakeStrip';
import { recordShortcuts } from './recordShortcuts';
import type { RecordState } from './recordState';
import { isBusy } from './recordState';
import type { RecordStore } from './recordStore';
import { useRecord } from './recordStore';
import { visibleTakes } from './takes';

const modes = [
  { value: 'word', label: 'Words' },
  { value: 'background', label: 'Room noise' },
];

const noLabels: readonly string[] = [];

export function RecordScreen() {
  const record = useRecord();
  const labels = useApp((state) => state.project?.labels ?? noLabels);
  const mode = useStore(record.store, (state) => state.mode);
  const busy = useStore(record.store, (state) => isBusy(state.phase));
  useMicrophoneWhileShown(record);
  useShortcuts('Record', recordShortcuts(record, labels));
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>Record</Title>
        <SegmentedControl
          aria-label="What to record"
          data={modes}
          value={mode}
          disabled={busy}
          onChange={(value) => record.setMode(value as RecordState['mode'])}
        />
      </header>
      <aside className={classes.side} aria-label="What to record">
        {mode === 'word' ? <LabelChooser record={record} /> : <RoomNoise />}
      </aside>
      <Stage record={record} />
      <RecordSettings record={record} />
      <Takes record={record} />
    </div>
  );
}

function Takes({ record }: { readonly record: RecordStore }) {
  const all = useStore(record.store, (state) => state.takes);
  const focused = useStore(record.store, (state) => state.focused);
  const clips = useApp((state) => state.clips);
  const takes = useMemo(() => visibleTakes(all, clips), [all, clips]);
  return <TakeStrip takes={takes} focused={focused} actions={record.takes} />;
}

/** Opens the microphone at once where the person has allowed it before, and lets it go on leaving. */
function useMicrophoneWhileShown(record: RecordStore): void {
  useEffect(() => {
    let shown = true;
    void isAllowed().then((allowed) => {
      if (allowed && shown) void record.open();
    });
    return () => {
      shown = false;
      record.close();
    };
  }, [record]);
}

async function isAllowed(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    return state === 'granted';
  } catch {
    return false;
  }
}
