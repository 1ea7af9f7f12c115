// One variation: a small picture of its notes, why it is as long as it is, and what can be done with it.
// Props only.

import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPlayerPauseFilled, IconPlayerPlayFilled, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { plural } from '../../charts/format';
import { MiniRoll } from '../../music/roll/MiniRoll';
import classes from './Compose.module.css';
import type { Variation } from './composeState';

export interface VariationCardProps {
  readonly variation: Variation;
  readonly isShown: boolean;
  readonly isPlaying: boolean;
  readonly onShow: () => void;
  readonly onPlay: () => void;
  readonly onKeep: () => void;
  readonly onOpen: () => void;
  readonly onDiscard: () => void;
}

export function VariationCard(props: VariationCardProps) {
  const { variation, isShown, isPlaying, onShow, onPlay, onKeep, onOpen, onDiscard } = props;
  const { number, fresh, isWriting, ending } = variation;
  const name = `Variation ${number}`;
  const isShort = ending === 'stopped' || ending === 'token-limit';
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isShown) card.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isShown]);
  return (
    <li ref={card} className={classes.card} data-shown={isShown || undefined} aria-label={name}>
      <button type="button" className={classes.picture} aria-pressed={isShown} onClick={onShow}>
        <MiniRoll notes={fresh} label={`Show ${name.toLowerCase()}, ${plural(fresh.size, 'note')}`} />
      </button>
      <Tooltip label={`${variation.message} Seed ${variation.seed}.`} disabled={isWriting}>
        <span className={classes.cardWords} data-short={isShort || undefined}>
          <strong>{number}</strong> {cardWords(variation)}
        </span>
      </Tooltip>
      <span className={classes.cardActions}>
        <ActionIcon
          size="sm"
          variant="light"
          color="accent"
          aria-label={`${isPlaying ? 'Pause' : 'Play'} ${name.toLowerCase()}`}
          onClick={onPlay}
        >
          {isPlaying ? <IconPlayerPauseFilled size={13} /> : <IconPlayerPlayFilled size={13} />}
        </ActionIcon>
        <Button size="compact-xs" variant="light" disabled={isWriting || fresh.size === 0} onClick={onKeep}>
          Keep
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <ActionIcon size="sm" disabled={isWriting} aria-label={`More for ${name.toLowerCase()}`}>
              <IconDots size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onOpen}>Open as a piece of its own</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Tooltip label="Discard">
          <ActionIcon
            size="sm"
            disabled={isWriting}
            aria-label={`Discard ${name.toLowerCase()}`}
            onClick={onDiscard}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </span>
    </li>
  );
}

/** Short, for the card; the whole message stands on hover and under the roll. */
function cardWords({ isWriting, bars, totalBars, fresh, ending }: Variation): string {
  if (isWriting) return fresh.size === 0 ? 'waiting' : `writing, bar ${bars + 1}`;
  const notes = plural(fresh.size, 'note');
  if (ending === 'bars') return notes;
  return `${notes}, ${bars} of ${totalBars} bars`;
}
