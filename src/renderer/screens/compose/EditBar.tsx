// Editing notes with the mouse: which tool, which grid, how loud, which part.
// The keys for all of it: composeShortcuts.ts.

import { NumberInput, SegmentedControl, Select, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconGridDots, IconPencil, IconPointer } from '@tabler/icons-react';
import { partColor } from '../../music/roll/rollTheme';
import type { RollTool } from '../../music/roll/rollEditor';
import { gridChoices } from '../../music/roll/editGrid';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import { presentOf } from './composeState';
import { Toggle } from './TransportBar';

const tools = [
  { value: 'select', name: 'Select', Icon: IconPointer },
  { value: 'draw', name: 'Draw', Icon: IconPencil },
].map(({ value, name, Icon }) => ({
  value,
  label: (
    <span className={classes.tool} title={`${name} (D)`}>
      <Icon size={16} aria-hidden />
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  ),
}));

export function EditBar({ compose, state }: ComposePartProps) {
  const { edit } = compose;
  const { selection } = presentOf(state);
  const isEditing = state.shownId === null;
  return (
    <div className={classes.editBar} role="toolbar" aria-label="Edit">
      <PartChoice compose={compose} state={state} />
      <SegmentedControl
        size="xs"
        aria-label="Tool"
        data={tools}
        disabled={!isEditing}
        value={state.tool}
        onChange={(tool) => edit.chooseTool(tool as RollTool)}
      />
      <Tooltip label="Grid: what notes snap to, and the length of new ones. T is a triplet.">
        <Select
          w={86}
          size="xs"
          aria-label="Grid"
          allowDeselect={false}
          data={gridChoices.map(({ name }) => name)}
          value={state.grid}
          onChange={(name) => name !== null && edit.chooseGrid(name)}
        />
      </Tooltip>
      <Toggle
        label="Quantise"
        hint="Move the selected notes to the grid (Q)"
        Icon={IconGridDots}
        disabled={!isEditing || selection.size === 0}
        onClick={edit.quantise}
      />
      <Loudness compose={compose} state={state} />
    </div>
  );
}

function Loudness({ compose, state }: ComposePartProps) {
  const { selection } = presentOf(state);
  const values = new Set([...selection].map(({ velocity }) => velocity));
  const [first] = values;
  return (
    <Tooltip label="Loudness (velocity) of the selected notes, 1 to 127">
      <NumberInput
        w={74}
        size="xs"
        aria-label="Loudness"
        placeholder={values.size > 1 ? 'mixed' : 'vel.'}
        min={1}
        max={127}
        allowDecimal={false}
        clampBehavior="blur"
        disabled={selection.size === 0 || state.shownId !== null}
        value={values.size === 1 ? first : ''}
        onChange={(value) =>
          typeof value === 'number' &&
          Number.isInteger(value) &&
          value >= 1 &&
          value <= 127 &&
          compose.edit.setVelocity(value)
        }
      />
    </Tooltip>
  );
}

/** Which part new notes go to; shown where there is a choice. */
function PartChoice({ compose, state }: ComposePartProps) {
  const { parts } = presentOf(state).score;
  if (parts.length < 2) return null;
  return (
    <Tooltip label="Part that new notes belong to">
      <Select
        w={132}
        size="xs"
        aria-label="Part"
        allowDeselect={false}
        data={parts.map(({ name }, i) => ({ value: String(i), label: name.trim() || `Part ${i + 1}` }))}
        leftSection={<span className={classes.dot} style={{ background: partColor(state.activePart) }} />}
        value={String(state.activePart)}
        onChange={(part) => part !== null && compose.edit.choosePart(Number(part))}
      />
    </Tooltip>
  );
}
