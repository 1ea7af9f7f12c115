// What Words says while the project has no clips.
// The two ways to get some: record, or import.

import { Button, Group, Text } from '@mantine/core';
import { IconVocabulary } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState';
import { hrefOf } from '../../shell/route';

export function WordsEmpty() {
  return (
    <div style={{ gridColumn: '2 / -1' }}>
      <EmptyState
        Icon={IconVocabulary}
        title="No clips yet"
        text="Here you see, hear and sort the clips of every word. Record a few takes of each word, or import a folder per word as Speech Commands has it."
      >
        <Group>
          <Button component="a" href={hrefOf('record')}>
            Record takes
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          You can also drop files and folders anywhere on this page.
        </Text>
      </EmptyState>
    </div>
  );
}
