// The import in one dialog: gathering, review, progress, result.
// Closing it while importing leaves the import running; the top bar shows it.

import { Button, Group, Loader, Modal, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { ImportResultView } from './ImportResultView';
import { ImportReviewView } from './ImportReviewView';
import type { ImportState, ImportStore } from './importStore';

const titles: Readonly<Record<ImportState['phase'], string>> = {
  closed: '',
  gathering: 'Looking through the folders',
  review: 'What will come in',
  running: 'Importing',
  done: 'Imported',
};

export function ImportDialog({ importing }: { readonly importing: ImportStore }) {
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

function Body({ state, importing }: { readonly state: ImportState; readonly importing: ImportStore }) {
  switch (state.phase) {
    case 'closed':
      return null;
    case 'gathering':
      return (
        <Group role="status">
          <Loader size="sm" />
          <Text>{`${state.found.toLocaleString()} files so far`}</Text>
        </Group>
      );
    case 'review':
      return (
        <ImportReviewView
          review={state.review}
          looseLabel={state.looseLabel}
          onLooseLabel={importing.setLooseLabel}
          onCancel={importing.close}
          onImport={() => void importing.run()}
        />
      );
    case 'running':
      return (
        <Stack>
          <Progress
            value={state.total > 0 ? (state.done / state.total) * 100 : 0}
            aria-label="Imported files"
          />
          <Group justify="space-between">
            <Text role="status">{`${state.done.toLocaleString()} of ${state.total.toLocaleString()} files`}</Text>
            <Button variant="default" onClick={state.stop}>
              Stop
            </Button>
          </Group>
        </Stack>
      );
    case 'done':
      return <ImportResultView totals={state.totals} onClose={importing.close} />;
  }
}
