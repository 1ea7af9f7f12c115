// The piano roll in the middle: the score to edit, or a variation to look at.
// The roll itself is src/renderer/music/roll.

import { Button } from '@mantine/core';
import { IconRepeat, IconSparkles } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { GeneratorRun } from '../../../shared/contract/generators';
import type { Score } from '../../../shared/contract/score';
import { barSteps } from '../../../shared/music/bars';
import { useLab } from '../../lab';
import { gridSteps } from '../../music/roll/editGrid';
import { barsWords } from '../../music/roll/noteWords';
import { PianoRoll } from '../../music/roll/PianoRoll';
import type { RollEditor } from '../../music/roll/rollEditor';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import type { ComposeData, Variation } from './composeState';
import { hasNotes, presentOf, shownScore, shownVariation } from './composeState';
import type { ComposeStore } from './composeStore';
import { barNumbers } from './composeWords';

/** Bars in view of an empty score. */
const EMPTY_BARS = 4;

interface ComposeRollProps extends ComposePartProps {
  readonly run: GeneratorRun | null;
}

export function ComposeRoll({ compose, state, run }: ComposeRollProps) {
  const { scorePlayer } = useLab();
  const { score, scoreId } = shownScore(state);
  const variation = shownVariation(state);
  const editor = useEditor(compose, state);
  const playsThis = useStore(scorePlayer.store, (player) => player.scoreId === scoreId);
  const loop = useStore(scorePlayer.store, (player) => player.loop);
  const isRewriting = state.writing?.kind === 'bars';
  const title = presentOf(state).title.trim() || 'the score';
  return (
    <section className={classes.roll} aria-label="Score">
      <PianoRoll
        score={score}
        scoreId={scoreId}
        label={`Piano roll of ${variation ? `variation ${variation.number}` : title}`}
        playhead={playsThis ? scorePlayer.store : null}
        range={variation ? null : state.range}
        loop={playsThis ? loop : null}
        fresh={variation?.fresh}
        roomSteps={roomOf(score, variation)}
        onSeek={compose.play.seek}
        onRange={variation ? undefined : compose.edit.setRange}
        onHear={(pitch) => scorePlayer.preview(pitch)}
        editor={variation || isRewriting ? null : editor}
      >
        {variation ? (
          <span className={classes.endingWords}>{endingWords(variation)}</span>
        ) : (
          <RangeActions compose={compose} state={state} run={run} />
        )}
      </PianoRoll>
      {!hasNotes(score) && state.phase === 'ready' && !state.writing && (
        <p className={classes.rollHint}>
          {run ? 'Generate a tune, open one' : 'Open a tune'}, or double-click to write notes.
        </p>
      )}
    </section>
  );
}

/** Why it is as long as it is, and how to get it again. */
function endingWords({ isWriting, message, seed }: Variation): string {
  return isWriting ? 'Being written' : `${message} Seed ${seed}.`;
}

/** A variation gets room for all its bars from the beginning, an empty score for some to draw in. */
function roomOf(score: Score, variation: Variation | null): number {
  const bar = barSteps(score.meters[0], score.stepsPerQuarter);
  if (variation === null) return EMPTY_BARS * bar;
  return variation.isWriting ? variation.firstStep + variation.totalBars * bar : 0;
}

function useEditor({ edit, store }: ComposeStore, state: ComposeData): RollEditor {
  const { scorePlayer } = useLab();
  const { cursor, tool, activePart, isFocused, revealed, trial, grid } = state;
  const document = presentOf(state);
  const selection = (trial ?? document).selection;
  const steps = gridSteps(grid, document.score.stepsPerQuarter);
  return useMemo(
    () => ({
      document,
      selection,
      cursor,
      gridSteps: steps,
      tool,
      activePart,
      isFocused,
      revealed,
      onFocus: edit.setFocus,
      select: (chosen) => {
        edit.select(chosen);
        if (store.getState().range !== null) store.setState({ range: null });
      },
      moveCursor: edit.moveCursor,
      tryOut: edit.tryOut,
      commit: edit.commit,
      hear: scorePlayer.preview,
    }),
    [document, selection, cursor, steps, tool, activePart, isFocused, revealed, edit, store, scorePlayer],
  );
}

/** What can be done with the selected bars. */
function RangeActions({ compose, state, run }: ComposeRollProps) {
  const { range, writing } = state;
  if (range === null) return <span>Drag over the ruler to select bars</span>;
  const [first, last] = barNumbers(presentOf(state).score, range);
  const words = barsWords(first, last);
  return (
    <span className={classes.rangeActions} role="group" aria-label="Selected bars">
      <span>{words[0].toUpperCase() + words.slice(1)}</span>
      <Button
        size="compact-xs"
        variant="light"
        leftSection={<IconSparkles size={14} aria-hidden />}
        disabled={run === null || writing !== null}
        title={run === null ? 'Train a generator first.' : 'R'}
        onClick={() => run && void compose.write.rewrite(run)}
      >
        Write anew
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconRepeat size={14} aria-hidden />}
        title="L"
        onClick={compose.play.toggleLoop}
      >
        Loop
      </Button>
    </span>
  );
}
