// How many clips are shown and selected, and what can be done with the selected ones.
// Not the tools that tunes have too: components/SelectionTools.

import { ActionIcon, Menu } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { LabelDot } from '../../components/LabelDot';
import { SelectionTools } from '../../components/SelectionTools';
import { useApp } from '../../stores/useApp';
import classes from './Words.module.css';
import type { WordsStore } from './wordsStore';

const noLabels: readonly string[] = [];

export function SelectionBar({ words }: { readonly words: WordsStore }) {
  const shown = useStore(words.store, (state) => state.shown.length);
  const selected = useStore(words.store, (state) => state.selection.selected.size);
  const { actions, edits } = words;
  return (
    <SelectionTools
      shown={shown}
      selected={selected}
      className={classes.listTools}
      textClassName={classes.soft}
      onRemove={actions.removeSelected}
      edits={edits}
    >
      <RelabelMenu onChoose={(label) => void actions.relabelSelected(label)} disabled={selected === 0} />
    </SelectionTools>
  );
}

function RelabelMenu({
  onChoose,
  disabled,
}: {
  readonly onChoose: (label: string) => void;
  readonly disabled: boolean;
}) {
  const labels = useApp((state) => state.project?.labels ?? noLabels);
  const colorOf = useApp((state) => state.labelColor);
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon aria-label="Give the selected clips another label" disabled={disabled}>
          <IconTag size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
        <Menu.Label>Label of the selected clips</Menu.Label>
        {labels.map((label, index) => (
          <Menu.Item
            key={label}
            leftSection={<LabelDot color={colorOf(label)} />}
            rightSection={index < 9 ? <span className={classes.soft}>{index + 1}</span> : null}
            onClick={() => onChoose(label)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
