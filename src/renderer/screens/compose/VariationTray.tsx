// The variations side by side under the roll: hear, look, keep, discard.
// What keeping does: composeChoices.ts.

import { Button } from '@mantine/core';
import { IconArrowLeft, IconTrash } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { plural } from '../../charts/format';
import { useLab } from '../../lab';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import { VariationCard } from './VariationCard';

export function VariationTray({ compose, state }: ComposePartProps) {
  const { scorePlayer } = useLab();
  const playing = useStore(scorePlayer.store, ({ status, scoreId }) =>
    status === 'playing' ? scoreId : null,
  );
  const { variations, shownId } = state;
  const { choose, play } = compose;
  if (variations.length === 0) return null;
  return (
    <section className={classes.tray} aria-label="Variations">
      <div className={classes.trayTop}>
        <h2 className={classes.heading}>{plural(variations.length, 'variation')}</h2>
        {shownId !== null && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
            onClick={() => choose.show(null)}
          >
            Back to the score
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          ml="auto"
          leftSection={<IconTrash size={14} aria-hidden />}
          disabled={state.writing !== null}
          onClick={choose.discardAll}
        >
          Discard all
        </Button>
      </div>
      <ul className={classes.cards}>
        {variations.map((variation) => (
          <VariationCard
            key={variation.id}
            variation={variation}
            isShown={variation.id === shownId}
            isPlaying={playing === `compose:${variation.id}`}
            onShow={() => choose.show(variation.id)}
            onPlay={() => play.playVariation(variation.id)}
            onKeep={() => choose.keep(variation.id)}
            onOpen={() => choose.open(variation.id)}
            onDiscard={() => choose.discard(variation.id)}
          />
        ))}
      </ul>
    </section>
  );
}
