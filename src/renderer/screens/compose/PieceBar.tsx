// The piece: its title, open, save, take along, undo.
// What plays it: TransportBar. What changes notes: EditBar.

import { Button, Menu, TextInput } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconDeviceFloppy,
  IconDownload,
  IconFilePlus,
  IconFolderOpen,
} from '@tabler/icons-react';
import { useState } from 'react';
import classes from './Compose.module.css';
import { abcProblem } from './composeFiles';
import type { ComposePartProps } from './ComposeScreen';
import { hasNotes, isChanged, presentOf } from './composeState';
import { OpenTune } from './OpenTune';
import { Toggle } from './TransportBar';

export function PieceBar({ compose, state }: ComposePartProps) {
  const { piece } = compose;
  const [isOpening, setOpening] = useState(false);
  return (
    <div className={classes.pieceBar} role="toolbar" aria-label="Piece">
      <PieceTitle compose={compose} state={state} />
      <span className={classes.saveState} role="status">
        {saveWords({ state })}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFilePlus size={16} aria-hidden />}
        onClick={piece.begin}
      >
        New
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFolderOpen size={16} aria-hidden />}
        onClick={() => setOpening(true)}
      >
        Open
      </Button>
      <SaveMenu compose={compose} state={state} />
      <ExportMenu compose={compose} state={state} />
      <History compose={compose} state={state} />
      <OpenTune
        opened={isOpening}
        onClose={() => setOpening(false)}
        onChoose={(tuneId) => void piece.openTune(tuneId)}
        onFile={(file) => void piece.openFile(file)}
      />
    </div>
  );
}

function PieceTitle({ compose, state }: ComposePartProps) {
  const { title, piece } = presentOf(state);
  return (
    <TextInput
      key={`${piece} ${title}`}
      className={classes.title}
      size="xs"
      aria-label="Title"
      placeholder="Title"
      maxLength={120}
      defaultValue={title}
      onBlur={(event) => compose.piece.rename(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

function saveWords({ state }: Pick<ComposePartProps, 'state'>): string {
  const { score } = presentOf(state);
  if (!hasNotes(score)) return '';
  if (state.isSaving) return 'Saving';
  if (!isChanged(state)) return 'Saved in Tunes';
  return state.keepsDrafts ? 'Not saved; kept as a draft' : 'Not saved; this browser keeps no drafts';
}

function SaveMenu({ compose, state }: ComposePartProps) {
  const { score, tuneId } = presentOf(state);
  const isEmpty = !hasNotes(score);
  return (
    <Button.Group>
      <Button
        size="xs"
        variant="default"
        disabled={isEmpty || state.isSaving}
        title={isEmpty ? 'There are no notes yet.' : 'Ctrl+S'}
        leftSection={<IconDeviceFloppy size={16} aria-hidden />}
        onClick={() => void compose.piece.save(false)}
      >
        Save to Tunes
      </Button>
      {tuneId !== null && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" px={6} aria-label="More ways to save">
              <IconChevronDown size={15} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void compose.piece.save(true)}>Save as a new tune</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Button.Group>
  );
}

function ExportMenu({ compose, state }: ComposePartProps) {
  const { files } = compose;
  const { score } = presentOf(state);
  const noAbc = abcProblem(score);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          disabled={!hasNotes(score)}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={files.exportMidi}>MIDI file</Menu.Item>
        <Menu.Item onClick={() => void files.exportWav()}>Sound (WAV)</Menu.Item>
        <Menu.Item onClick={files.exportAbc} disabled={noAbc !== ''}>
          ABC notation{noAbc !== '' && <span className={classes.reason}>{noAbc}</span>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function History({ compose, state }: ComposePartProps) {
  const { past, future, present } = state.history;
  const undo = past.length > 0 ? `Undo: ${present.title}` : 'Nothing to undo';
  const next = future.at(-1);
  const redo = next ? `Redo: ${next.title}` : 'Nothing to redo';
  return (
    <span className={classes.group}>
      <Toggle
        label="Undo"
        hint={undo}
        Icon={IconArrowBackUp}
        disabled={past.length === 0}
        onClick={compose.edit.undo}
      />
      <Toggle
        label="Redo"
        hint={redo}
        Icon={IconArrowForwardUp}
        disabled={!next}
        onClick={compose.edit.redo}
      />
    </span>
  );
}
