// One clip in the list: play, small waveform, word, speaker, split, and what is wrong with it.
// Rendered again only when something of it changes; plain elements, for many of them fly past.

import { IconAlertTriangle, IconVolumeOff } from '@tabler/icons-react';
import { memo, useEffect, useState } from 'react';
import type { Clip, Sound } from '../../../shared/contract/clips';
import { LabelDot } from '../../components/LabelDot';
import { Thumbnail } from '../../components/Thumbnail';
import { useLab } from '../../lab';
import classes from './Words.module.css';

export interface ClipRowProps {
  readonly id: string;
  readonly clip: Clip;
  readonly color: string;
  readonly top: number;
  /** From 1. */
  readonly position: number;
  readonly total: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly playing: boolean;
  readonly onSelect: (id: string, event: React.MouseEvent) => void;
  readonly onPlay: (id: string) => void;
  readonly onStop: () => void;
}

const splitNames = { train: 'train', validation: 'valid.', test: 'test' } as const;

export const ClipRow = memo(function ClipRow(props: ClipRowProps) {
  const { id, clip, color, top, position, total, selected, focused, playing, onSelect, onPlay, onStop } =
    props;
  const sound = useVisibleSound(clip.id);
  return (
    <div
      id={id}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      role="option"
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={position}
      aria-label={`${clip.label}, ${clip.speaker}, ${clip.split}`}
      data-focused={focused || undefined}
      onClick={(event) => onSelect(clip.id, event)}
      onDoubleClick={() => onPlay(clip.id)}
    >
      <button
        type="button"
        className={classes.play}
        aria-label={
          playing ? `Stop ${clip.label} of ${clip.speaker}` : `Play ${clip.label} of ${clip.speaker}`
        }
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          if (playing) return onStop();
          onSelect(clip.id, event);
          onPlay(clip.id);
        }}
      >
        <svg width={14} height={14} viewBox="0 0 14 14" fill="currentColor" aria-hidden>
          {playing ? <rect x={2} y={2} width={10} height={10} rx={1.5} /> : <path d="M3 1.6v10.8L12.4 7z" />}
        </svg>
      </button>
      <Thumbnail sound={sound} color={color} width={84} height={30} />
      <span className={classes.cell} title={clip.label}>
        <LabelDot color={color} size={10} />
        <span className={classes.labelName}>{clip.label}</span>
      </span>
      <span className={`${classes.ellipsis} ${classes.soft}`} title={clip.file}>
        {clip.speaker}
      </span>
      <span className={classes.soft}>{splitNames[clip.split]}</span>
      <span className={classes.cell}>
        <Flags clip={clip} />
      </span>
    </div>
  );
});

const CLIPPED = 'Clipped: the recording was too loud and its peaks are cut off.';
const SILENT = 'Silent: there is nothing to hear (below -50 dB).';

function Flags({ clip }: { readonly clip: Clip }) {
  const { clipped, silent } = clip.measures;
  return (
    <>
      {clipped && (
        <span role="img" aria-label="Clipped" title={CLIPPED} className={classes.clipped}>
          <IconAlertTriangle size={17} />
        </span>
      )}
      {silent && (
        <span role="img" aria-label="Silent" title={SILENT} className={classes.silent}>
          <IconVolumeOff size={17} />
        </span>
      )}
    </>
  );
}

/** The sound once the row has stood still for a moment: rows that fly past fetch nothing. */
function useVisibleSound(clipId: string): Sound | null {
  const { sounds, app } = useLab();
  const [sound, setSound] = useState<Sound | null>(() => sounds.peek(clipId));
  useEffect(() => {
    const projectId = app.getState().project?.id;
    if (sound !== null || projectId === undefined) return;
    let wanted = true;
    const timer = setTimeout(() => {
      sounds.get(projectId, clipId).then(
        (came) => wanted && setSound(came),
        () => undefined,
      );
    }, 120);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [clipId, sound, sounds, app]);
  return sound;
}
