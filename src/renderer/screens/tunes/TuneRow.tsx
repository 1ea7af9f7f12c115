// One tune in the list: play, title, and what its columns say.
// Rendered again only when something of it changes; plain elements, for many of them fly past.

import { memo } from 'react';
import type { Tune, TuneSplit } from '../../../shared/contract/tunes';
import { keySigns, originNames, splitNames, voicesOf } from './tuneList';
import { formatLength } from './tuneWords';
import classes from './Tunes.module.css';

export interface TuneRowProps {
  readonly id: string;
  readonly tune: Tune;
  /** Null until the engine has said. */
  readonly split: TuneSplit | null;
  readonly top: number;
  /** Row of the grid, from 1, the head included. */
  readonly position: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly playing: boolean;
  readonly onSelect: (id: string, event: React.MouseEvent) => void;
  readonly onPlay: (id: string) => void;
  readonly onStop: () => void;
  readonly onOpen: () => void;
}

export const TuneRow = memo(function TuneRow(props: TuneRowProps) {
  const { id, tune, split, top, position, selected, focused, playing, onSelect, onPlay, onStop, onOpen } =
    props;
  return (
    <div
      id={id}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      aria-rowindex={position}
      aria-selected={selected}
      data-focused={focused || undefined}
      onClick={(event) => onSelect(tune.id, event)}
      onDoubleClick={onOpen}
    >
      <span role="gridcell">
        <PlayButton
          title={tune.title}
          playing={playing}
          onClick={(event) => {
            if (playing) return onStop();
            onSelect(tune.id, event);
            onPlay(tune.id);
          }}
        />
      </span>
      <span role="gridcell" className={classes.cell} title={tune.title}>
        {tune.title}
      </span>
      <span role="gridcell" className={classes.cell} data-column="key">
        {keySigns(tune.key)}
      </span>
      <span role="gridcell" className={classes.cell} data-column="meter">
        {tune.meter}
      </span>
      <span role="gridcell" className={classes.number} data-column="bars">
        {tune.bars}
      </span>
      <span role="gridcell" className={classes.number} data-column="seconds">
        {formatLength(tune.seconds)}
      </span>
      <span role="gridcell" className={classes.number} data-column="voices">
        {voicesOf(tune)}
      </span>
      <span role="gridcell" className={`${classes.cell} ${classes.soft}`} data-column="split">
        {split === null ? '' : splitNames[split]}
      </span>
      <span role="gridcell" className={`${classes.cell} ${classes.soft}`} data-column="origin">
        {originNames[tune.origin]}
      </span>
    </div>
  );
});

interface PlayButtonProps {
  readonly title: string;
  readonly playing: boolean;
  readonly onClick: (event: React.MouseEvent) => void;
}

function PlayButton({ title, playing, onClick }: PlayButtonProps) {
  return (
    <button
      type="button"
      className={classes.play}
      aria-label={playing ? `Stop ${title}` : `Play ${title}`}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onClick(event);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <svg width={14} height={14} viewBox="0 0 14 14" fill="currentColor" aria-hidden>
        {playing ? <rect x={2} y={2} width={10} height={10} rx={1.5} /> : <path d="M3 1.6v10.8L12.4 7z" />}
      </svg>
    </button>
  );
}
