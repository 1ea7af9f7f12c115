// The Compose screen of the Music group.
// Says what it is for.

import { Title } from '@mantine/core';
import { IconPiano } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';

export function ComposeScreen() {
  return (
    <>
      <Title order={1} p="md">
        Compose
      </Title>
      <EmptyState
        Icon={IconPiano}
        title="Nothing written yet"
        text="Here a trained generator writes tunes that you hear, change and take along."
      />
    </>
  );
}
