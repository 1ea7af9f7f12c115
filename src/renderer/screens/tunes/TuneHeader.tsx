// The tune's title above its picture, with play, rename, and the ways into Compose.
// Its facts stand below.

import { Button, Menu, TextInput, Tooltip, ActionIcon } from '@mantine/core';
import { IconChevronDown, IconPencil, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Tune } from '../../../shared/contract/tunes';
import { useLab } from '../../lab';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

interface TuneHeaderProps {
  readonly tune: Tune;
  readonly tunes: TunesStore;
}

export function TuneHeader({ tune, tunes }: TuneHeaderProps) {
  const { actions } = tunes;
  const isRenaming = useStore(tunes.store, (state) => state.renaming === tune.id);
  return (
    <div className={classes.tuneHead}>
      {isRenaming ? (
        <TitleField title={tune.title} onDone={actions.finishRenaming} />
      ) : (
        <>
          <h2 className={classes.title} style={{ margin: 0 }} title={tune.title}>
            {tune.title}
          </h2>
          <Tooltip label="Rename (F2)">
            <ActionIcon size="lg" aria-label="Rename this tune" onClick={actions.startRenaming}>
              <IconPencil size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <ComposeMenu tunes={tunes} />
      <PlayButton tune={tune} onClick={actions.playOrStop} />
    </div>
  );
}

function PlayButton({ tune, onClick }: { readonly tune: Tune; readonly onClick: () => void }) {
  const { scorePlayer } = useLab();
  const playing = useStore(scorePlayer.store, ({ status }) => status === 'playing');
  return (
    <Button
      w={96}
      variant="light"
      leftSection={playing ? <IconPlayerStopFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      onClick={onClick}
      title={playing ? 'Stop (Space)' : `Play ${tune.title} (Space)`}
    >
      {playing ? 'Stop' : 'Play'}
    </Button>
  );
}

function ComposeMenu({ tunes }: { readonly tunes: TunesStore }) {
  const { actions } = tunes;
  return (
    <Button.Group>
      <Tooltip label="Compose opens with this tune as the beginning a generator writes on from (P).">
        <Button variant="default" onClick={actions.useAsPrimer}>
          Use as primer
        </Button>
      </Tooltip>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" px={6} aria-label="More ways into Compose">
            <IconChevronDown size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={actions.openInCompose}>Open in Compose (Enter)</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

interface TitleFieldProps {
  readonly title: string;
  /** With the new title, or null to leave it. */
  readonly onDone: (title: string | null) => void;
}

function TitleField({ title, onDone }: TitleFieldProps) {
  const [before] = useState(() => document.activeElement);
  /** By key: the focus goes back to where it was. */
  const finish = (typed: string | null) => {
    onDone(typed);
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  return (
    <TextInput
      aria-label="Title of the tune"
      defaultValue={title}
      maxLength={200}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onDone(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
      style={{ flex: 1 }}
    />
  );
}
