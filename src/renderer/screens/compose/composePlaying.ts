// Keeps the score player on what the roll shows, and plays it.
// The player itself is src/renderer/music/player.

import type { Score } from '../../../shared/contract/score';
import { extentOf } from '../../music/roll/editSelection';
import type { ComposeContext } from './composeState';
import { presentOf, shownScore, shownVariation } from './composeState';

export interface PlayActions {
  /** While the screen is shown, the player follows the roll. @returns how to stop */
  attach(): () => void;
  playOrPause(): void;
  stop(): void;
  /** Shows a variation and plays what is new in it; plays on or pauses where it is shown already. */
  playVariation(variationId: string): void;
  seek(step: number): void;
  /** The playhead goes to the selected notes, else to the cursor. */
  seekToCursor(): void;
  /** The selected bars in a circle, or no circle. */
  toggleLoop(): void;
}

export function createPlayActions({ store, lab }: ComposeContext): PlayActions {
  const { scorePlayer: player } = lab;
  let loaded: Score | null = null;

  /** The player has what the roll shows, wherever it was before. */
  const ensureLoaded = () => {
    const { score, scoreId } = shownScore(store.getState());
    if (player.store.getState().scoreId !== scoreId) player.load(score, scoreId);
    else if (loaded !== score) player.update(score);
    loaded = score;
  };

  const playOrPause = () => {
    if (player.store.getState().status === 'playing') return player.pause();
    ensureLoaded();
    player.play();
  };
  const toggleLoop = () => {
    ensureLoaded();
    const { range } = store.getState();
    const { loop } = player.store.getState();
    const isSame = loop !== null && (range === null || (loop.from === range.from && loop.to === range.to));
    player.setLoop(isSame ? null : range);
  };

  return {
    attach: () => {
      ensureLoaded();
      const unsubscribe = store.subscribe((state, before) => {
        const { score, scoreId } = shownScore(state);
        const was = shownScore(before);
        if (score === was.score && scoreId === was.scoreId) return;
        if (scoreId === was.scoreId && player.store.getState().scoreId !== scoreId) return;
        const grew = score.stepsPerQuarter / was.score.stepsPerQuarter;
        ensureLoaded();
        if (scoreId === was.scoreId && grew !== 1) rescale(player, grew);
      });
      return () => {
        unsubscribe();
        player.stop();
      };
    },
    playOrPause,
    stop: () => player.stop(),
    playVariation: (variationId) => {
      if (store.getState().shownId === variationId && player.store.getState().status === 'playing') {
        return player.pause();
      }
      store.setState({ shownId: variationId });
      ensureLoaded();
      const variation = shownVariation(store.getState());
      player.play({ fromStep: variation?.sketch.kind === 'alone' ? 0 : (variation?.firstStep ?? 0) });
    },
    seek: (step) => {
      ensureLoaded();
      player.seek(step);
    },
    seekToCursor: () => {
      const state = store.getState();
      ensureLoaded();
      player.seek(extentOf(presentOf(state).selection)?.from ?? state.cursor.step);
    },
    toggleLoop,
  };
}

/** The score took a finer resolution: playhead and loop stay at the same notes. */
function rescale({ store, seek, setLoop }: ComposeContext['lab']['scorePlayer'], grew: number): void {
  const { loop, step } = store.getState();
  if (loop) setLoop({ from: loop.from * grew, to: loop.to * grew });
  seek(step * grew);
}
