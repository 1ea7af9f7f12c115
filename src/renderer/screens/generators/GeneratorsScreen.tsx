// The Train screen of the Music group.
// Says what it is for.

import { Title } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';

export function GeneratorsScreen() {
  return (
    <>
      <Title order={1} p="md">
        Train
      </Title>
      <EmptyState
        Icon={IconSchool}
        title="No generator yet"
        text="Here you train a generator on the tunes and watch it learn."
      />
    </>
  );
}
