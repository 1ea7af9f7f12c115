// One clip in the list of a cell: what was said, what was heard and how surely, who spoke.
// A click plays it.

import { IconPlayerPlayFilled, IconVolume } from '@tabler/icons-react';
import type { ClipPrediction } from '../../../shared/contract/evaluation';
import { LabelDot } from '../../components/LabelDot';
import classes from './ClipList.module.css';

export interface ClipOptionProps {
  readonly id: string;
  readonly prediction: ClipPrediction;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly active: boolean;
  readonly playing: boolean;
  readonly speaker: string | null;
  readonly colorOf: (label: string) => string;
  readonly onPlay: () => void;
}

export function ClipOption({
  id,
  prediction,
  top,
  active,
  playing,
  speaker,
  colorOf,
  onPlay,
}: ClipOptionProps) {
  const { label, predicted, probability, trueProbability } = prediction;
  const right = label === predicted;
  const heard = `${predicted} ${probability.toFixed(2)}`;
  const words = right
    ? `${label} recognised with ${probability.toFixed(2)}`
    : `${label} taken for ${heard}, ${label} ${trueProbability.toFixed(2)}`;
  return (
    <div
      id={id}
      role="option"
      className={classes.option}
      style={{ top }}
      aria-selected={active}
      aria-disabled={speaker === null || undefined}
      aria-label={`${words}, ${speaker ?? 'no longer in the project'}`}
      data-playing={playing || undefined}
      onClick={onPlay}
    >
      {playing ? <IconVolume size={17} aria-hidden /> : <IconPlayerPlayFilled size={14} aria-hidden />}
      <span className={classes.words}>
        <span className={classes.line}>
          <LabelDot color={colorOf(label)} size={9} />
          <span className={classes.label}>{label}</span>
          {!right && (
            <>
              <span className={classes.soft}>→</span>
              <LabelDot color={colorOf(predicted)} size={9} />
              <span className={classes.label}>{predicted}</span>
            </>
          )}
        </span>
        <span className={classes.soft}>{speaker ?? 'no longer in the project'}</span>
      </span>
      <span className={classes.numbers}>
        <b>{probability.toFixed(2)}</b>
        <span className={classes.soft}>{right ? '' : `true ${trueProbability.toFixed(2)}`}</span>
      </span>
    </div>
  );
}
