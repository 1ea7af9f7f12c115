// The words that can be recorded, with how many takes each has and the key that chooses it.
// A radio group: one is chosen, arrows move.

import { Kbd, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { AddLabel } from '../../components/AddLabel';
import { LabelDot } from '../../components/LabelDot';
import { countLabels } from '../../stores/labelCounts';
import { useApp } from '../../stores/useApp';
import classes from './Record.module.css';
import { isBusy } from './recordState';
import type { RecordStore } from './recordStore';

const noLabels: readonly string[] = [];

export function LabelChooser({ record }: { readonly record: RecordStore }) {
  const labels = useApp((state) => state.project?.labels ?? noLabels);
  const clips = useApp((state) => state.clips);
  const colorOf = useApp((state) => state.labelColor);
  const chosen = useStore(record.store, (state) => state.label);
  const busy = useStore(record.store, (state) => isBusy(state.phase));
  const counts = useMemo(() => countLabels(labels, clips), [labels, clips]);
  return (
    <>
      <div className={classes.labels} role="radiogroup" aria-label="Word to record">
        {counts.map(({ label, total }, index) => (
          <UnstyledButton
            key={label}
            className={classes.label}
            role="radio"
            aria-checked={label === chosen}
            aria-label={`${label}, ${total} takes`}
            disabled={busy}
            onClick={() => record.chooseLabel(label)}
          >
            <LabelDot color={colorOf(label)} />
            <span className={classes.ellipsis}>{label}</span>
            <span className={classes.soft}>{total.toLocaleString()}</span>
            {index < 9 && <Kbd size="xs">{index + 1}</Kbd>}
          </UnstyledButton>
        ))}
      </div>
      <AddLabel
        onAdd={async (label) => {
          await record.edits.addLabel(label);
          record.chooseLabel(label.trim());
        }}
      />
    </>
  );
}
