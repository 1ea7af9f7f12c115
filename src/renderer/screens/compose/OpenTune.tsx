// Choosing a tune of the library: a field to find it by, and the list.
// Used to open a tune, and to choose one to go on from.

import { Button, FileButton, Modal, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../charts/format';
import { useApp } from '../../stores/useApp';
import classes from './Compose.module.css';

export interface OpenTuneProps {
  readonly opened: boolean;
  readonly title?: string;
  readonly onClose: () => void;
  readonly onChoose: (tuneId: string) => void;
  /** Missing: only tunes of the library. */
  readonly onFile?: (file: File) => void;
}

/** More are found by typing. */
const LISTED = 200;

export function OpenTune({ opened, title = 'Open a tune', onClose, onChoose, onFile }: OpenTuneProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      <TuneList
        onChoose={(tuneId) => {
          onClose();
          onChoose(tuneId);
        }}
      />
      {onFile && (
        <FileButton
          accept=".mid,.midi,.abc"
          onChange={(file) => {
            onClose();
            if (file) onFile(file);
          }}
        >
          {(button) => (
            <Button {...button} mt="sm" size="xs" variant="default">
              Open a MIDI or ABC file
            </Button>
          )}
        </FileButton>
      )}
    </Modal>
  );
}

function TuneList({ onChoose }: Pick<OpenTuneProps, 'onChoose'>) {
  const tunes = useApp((app) => app.tunes);
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLowerCase();
  const found = tunes.filter((tune) => tune.title.toLowerCase().includes(words));
  if (tunes.length === 0) return <Text c="dimmed">There are no tunes yet: import some in Tunes.</Text>;
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Find a tune"
        placeholder="Title"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && found.length > 0 && onChoose(found[0].id)}
      />
      <ul className={classes.tuneList} aria-label="Tunes">
        {found.slice(0, LISTED).map((tune) => (
          <li key={tune.id}>
            <button type="button" onClick={() => onChoose(tune.id)}>
              <span>{tune.title}</span>
              <span className={classes.soft}>
                {[tune.key, tune.meter, plural(tune.bars, 'bar')].filter(Boolean).join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" role="status">
        {found.length > LISTED
          ? `${plural(found.length, 'tune')}; the first ${LISTED} are listed.`
          : plural(found.length, 'tune')}
      </Text>
    </>
  );
}
