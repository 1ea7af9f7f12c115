// How many clips are shown and selected, and what can be done with the selected ones.
// Always there, so that selecting moves nothing.

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconTag, IconTrash } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { LabelDot } from '../../components/LabelDot';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import classes from './Words.module.css';
import type { WordsStore } from './wordsStore';

const noLabels: readonly string[] = [];

export function SelectionBar({ words }: { readonly words: WordsStore }) {
  const shown = useStore(words.store, (state) => state.shown.length);
  const selected = useStore(words.store, (state) => state.selection.selected.size);
  const history = useStore(useLab().history.store);
  const { actions, edits } = words;
  const done = history.done.at(-1);
  const undone = history.undone.at(-1);
  return (
    <div className={classes.tools} style={{ paddingBottom: 6 }}>
      <span className={classes.soft} role="status" style={{ flex: 1 }}>
        {selected > 1
          ? `${selected.toLocaleString()} of ${shown.toLocaleString()} selected`
          : `${shown.toLocaleString()} shown`}
      </span>
      <RelabelMenu onChoose={(label) => void actions.relabelSelected(label)} disabled={selected === 0} />
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
