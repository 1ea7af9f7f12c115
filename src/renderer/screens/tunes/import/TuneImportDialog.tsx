// The import of tunes in one dialog: gathering, review, progress, result.
// Closing it while importing leaves the import running; the top bar shows it.

import {
  Alert,
  Button,
  Group,
  Loader,
  Modal,
  NativeSelect,
  Progress,
  Stack,
  Switch,
  Text,
} from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { plural } from '../../../charts/format';
import { ReasonList } from '../../../components/import/ReasonList';
import type { TuneImportPlan, TuneReading } from './importTunes';
import type { TuneImportState, TuneImportStore } from './tuneImportStore';
import { TuneImportResult } from './TuneImportResult';

const titles: Readonly<Record<TuneImportState['phase'], string>> = {
  closed: '',
  gathering: 'Looking through the folders',
  review: 'What will come in',
  running: 'Importing',
  done: 'Imported',
};

export function TuneImportDialog({ importing }: { readonly importing: TuneImportStore }) {
  const state = useStore(importing.store, (one) => one.state);
  const [hidden, setHidden] = useState(false);
  const isRunning = state.phase === 'running';
  if (!isRunning && hidden) setHidden(false);
  const close = () => (isRunning ? setHidden(true) : importing.close());
  return (
    <Modal opened={state.phase !== 'closed' && !hidden} onClose={close} title={titles[state.phase]} size="lg">
      <Body state={state} importing={importing} />
    </Modal>
  );
}

function Body({
  state,
  importing,
}: {
  readonly state: TuneImportState;
  readonly importing: TuneImportStore;
}) {
  switch (state.phase) {
    case 'closed':
      return null;
    case 'gathering':
      return (
        <Group role="status">
          <Loader size="sm" />
          <Text>{`${plural(state.found, 'file')} so far`}</Text>
        </Group>
      );
    case 'review':
      return <Review plan={state.plan} reading={state.reading} importing={importing} />;
    case 'running':
      return (
        <Stack>
          <Progress
            value={state.total > 0 ? (state.done / state.total) * 100 : 0}
            aria-label="Imported files"
          />
          <Group justify="space-between">
            <Text role="status">{`${state.done.toLocaleString()} of ${plural(state.total, 'file')}`}</Text>
            <Button variant="default" onClick={state.stop}>
              Stop
            </Button>
          </Group>
        </Stack>
      );
    case 'done':
      return <TuneImportResult totals={state.totals} onClose={importing.close} />;
  }
}

/** By frames of a quarter note. */
const frameLengths = [
  { value: '1', label: 'a quarter note' },
  { value: '2', label: 'an eighth note' },
  { value: '4', label: 'a sixteenth note' },
  { value: '8', label: 'a thirty-second note' },
  { value: '12', label: 'a twelfth of a quarter note (holds triplets)' },
  { value: '24', label: 'a twenty-fourth of a quarter note' },
];

interface ReviewProps {
  readonly plan: TuneImportPlan;
  readonly reading: TuneReading;
  readonly importing: TuneImportStore;
}

function Review({ plan, reading, importing }: ReviewProps) {
  const { files, kinds, ignored } = plan;
  return (
    <Stack>
      {files.length === 0 ? (
        <Alert color="yellow" title="Nothing to import">
          Expected MIDI files (.mid), ABC books (.abc) or piano rolls (.json).
        </Alert>
      ) : (
        <>
          <Text>{kinds.map(({ name, count }) => plural(count, name)).join(', ')}</Text>
          <Text size="sm" c="dimmed">
            A book can hold many tunes. Tunes whose notes are in the project already are left out.
          </Text>
        </>
      )}
      {kinds.some(({ name }) => name === 'MIDI file') && (
        <Switch
          label="Keep the drums of MIDI files"
          checked={reading.drums}
          onChange={(event) => importing.setReading({ drums: event.currentTarget.checked })}
        />
      )}
      {kinds.some(({ name }) => name === 'piano-roll file') && (
        <NativeSelect
          label="A frame of the piano rolls is"
          description="The files do not say. The JSB chorales in quarter notes, for one, have one frame a quarter."
          data={frameLengths}
          value={String(reading.framesPerQuarter)}
          onChange={(event) => importing.setReading({ framesPerQuarter: Number(event.currentTarget.value) })}
        />
      )}
      {ignored.length > 0 && <ReasonList title="Left out" reasons={ignored} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={importing.close}>
          Cancel
        </Button>
        <Button onClick={() => void importing.run()} disabled={files.length === 0} data-autofocus>
          {files.length === 0 ? 'Import' : `Import ${plural(files.length, 'file')}`}
        </Button>
      </Group>
    </Stack>
  );
}
