// What Tunes says while the project has no tunes.
// The two ways to get some: import, or the starter tunes.

import { Button, Group, Text } from '@mantine/core';
import { IconMusic } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';
import { useAppActions } from '../../stores/useApp';
import { useTuneImport } from './import/tuneImportStore';

export function TunesEmpty() {
  const actions = useAppActions();
  const importing = useTuneImport();
  return (
    <div style={{ gridColumn: '1 / -1', minHeight: 0 }}>
      <EmptyState
        Icon={IconMusic}
        title="No tunes yet"
        text="Here you see, hear and sort the tunes a generator learns from. Bring MIDI files, ABC books or piano rolls: a few dozen tunes of one style are a start, hundreds are good."
      >
        <Group>
          <Button onClick={importing.ask}>Import tunes</Button>
          <Button variant="default" onClick={() => void actions.attempt(() => actions.openSample('music'))}>
            Open the starter tunes
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          You can also drop files and folders anywhere on this page.
        </Text>
      </EmptyState>
    </div>
  );
}
