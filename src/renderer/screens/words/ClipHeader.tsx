// The clip's word and speaker above its pictures, with play, loop and trash.
// Its other facts stand below the pictures.

import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { Clip } from '../../../shared/contract/clips';
import { LabelDot } from '../../components/LabelDot';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import classes from './Words.module.css';
import type { WordsStore } from './wordsStore';

export function ClipHeader({ clip, words }: { readonly clip: Clip; readonly words: WordsStore }) {
  const { player } = useLab();
  const color = useApp((state) => state.labelColor(clip.label));
  const playing = useStore(player.store, (state) => state.playing === clip.id);
  const loop = useStore(words.store, (state) => state.loop);
  return (
    <div className={classes.clipHead}>
      <LabelDot color={color} size={16} />
      <Text fw={600} size="lg" truncate title={clip.label} style={{ flex: '0 1 auto' }}>
        {clip.label}
      </Text>
      <Text c="dimmed" truncate title={clip.speaker} style={{ flex: '1 1 60px' }}>
        {clip.speaker}
      </Text>
      <Tooltip label="Loop the word (L)">
        <ActionIcon
          size="lg"
          variant={loop ? 'light' : 'subtle'}
          color={loop ? 'accent' : 'gray'}
          aria-label="Loop the word"
          aria-pressed={loop}
          onClick={words.actions.toggleLoop}
        >
          <IconRepeat size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Move to the trash (Delete)">
        <ActionIcon
          size="lg"
          aria-label="Move this clip to the trash"
          onClick={() => void words.edits.remove([clip.id])}
        >
          <IconTrash size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Button
        variant="light"
        w={104}
        leftSection={playing ? <IconPlayerStopFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        onClick={words.actions.playOrStop}
      >
        {playing ? 'Stop' : 'Play'}
      </Button>
    </div>
  );
}
