// What recording the room is good for, and what there is already.
// The stage records it; each minute is on disk before the next begins.

import { Text } from '@mantine/core';
import { formatDuration } from '../../components/time';
import { useApp } from '../../stores/useApp';

export function RoomNoise() {
  const backgrounds = useApp((state) => state.backgrounds);
  const seconds = backgrounds.reduce((sum, one) => sum + one.seconds, 0);
  return (
    <>
      <Text size="sm" c="dimmed">
        A minute or two of your room without the words: a fan, dishes, people talking elsewhere. Training
        mixes it under the words and learns from it what silence sounds like.
      </Text>
      <Text size="sm" mt="md">
        {backgrounds.length === 0
          ? 'No background recordings yet.'
          : `${backgrounds.length} ${backgrounds.length === 1 ? 'recording' : 'recordings'}, ${formatDuration(seconds)} in all.`}
      </Text>
      <ul style={{ margin: '8px 0 0', paddingLeft: 18 }}>
        {backgrounds.slice(-8).map((one) => (
          <li key={one.file}>
            <Text size="sm" truncate title={one.file}>
              {`${one.file.replace(/^background\//, '')}, ${formatDuration(one.seconds)}`}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
