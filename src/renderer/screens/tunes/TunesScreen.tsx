// The Tunes screen of the Music group.
// Says what it is for.

import { Title } from '@mantine/core';
import { IconMusic } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';

export function TunesScreen() {
  return (
    <>
      <Title order={1} p="md">
        Tunes
      </Title>
      <EmptyState
        Icon={IconMusic}
        title="No tunes yet"
        text="Here you see, hear and sort the tunes a generator learns from."
      />
    </>
  );
}
