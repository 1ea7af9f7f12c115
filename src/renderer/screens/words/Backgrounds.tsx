// The long recordings of noise and rooms: how many, how long, and what they are for.
// Recording one is the Record screen's, importing one happens with the words.

import { Text, Tooltip } from '@mantine/core';
import { formatDuration } from '../../components/time';
import { useApp } from '../../stores/useApp';

const PURPOSE =
  'Room noise and other long sounds. Training mixes them under the words and learns silence from them; ' +
  'import a folder named _background_noise_, or record your room.';

export function Backgrounds() {
  const backgrounds = useApp((state) => state.backgrounds);
  const seconds = backgrounds.reduce((sum, one) => sum + one.seconds, 0);
  return (
    <Tooltip label={PURPOSE} position="right">
      <Text size="sm" mt="sm" px={8} tabIndex={0}>
        Background
        <Text span size="sm" c="dimmed" display="block">
          {backgrounds.length === 0
            ? 'none yet'
            : `${backgrounds.length} ${backgrounds.length === 1 ? 'recording' : 'recordings'}, ${formatDuration(seconds)}`}
        </Text>
      </Text>
    </Tooltip>
  );
}
