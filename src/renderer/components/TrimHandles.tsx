// The two edges of the word within its sound: drag them, or move them with the arrow keys.
// What lies outside is shaded on every picture at once.

import { useRef } from 'react';
import classes from './SoundPicture.module.css';
import { moveTrim, timeAt } from './timeAxis';
import type { Trim } from './timeAxis';

export interface TrimHandlesProps {
  readonly trim: Trim;
  /** Seconds. */
  readonly duration: number;
  /** `done` is false while an edge is still being dragged. */
  readonly onTrim?: (trim: Trim, done: boolean) => void;
}

const share = (time: number, duration: number) => `${(time / duration) * 100}%`;

export function TrimHandles({ trim, duration, onTrim }: TrimHandlesProps) {
  return (
    <>
      <div className={classes.shade} style={{ left: 0, width: share(trim.start, duration) }} />
      <div className={classes.shade} style={{ left: share(trim.end, duration), right: 0 }} />
      {onTrim && (
        <>
          <Handle edge="start" trim={trim} duration={duration} onTrim={onTrim} />
          <Handle edge="end" trim={trim} duration={duration} onTrim={onTrim} />
        </>
      )}
    </>
  );
}

function Handle({
  edge,
  trim,
  duration,
  onTrim,
}: Required<TrimHandlesProps> & { readonly edge: keyof Trim }) {
  const dragged = useRef<Trim | null>(null);
  const follow = (event: React.PointerEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    dragged.current = moveTrim(trim, edge, timeAt(event.clientX - box.left, box.width, duration), duration);
    onTrim(dragged.current, false);
  };
  const release = () => {
    if (dragged.current) onTrim(dragged.current, true);
    dragged.current = null;
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    onTrim(moveTrim(trim, edge, trim[edge] + direction * (event.shiftKey ? 0.05 : 0.01), duration), true);
  };
  return (
    <button
      type="button"
      className={classes.handle}
      role="slider"
      aria-label={edge === 'start' ? 'Start of the word' : 'End of the word'}
      aria-valuemin={0}
      aria-valuemax={duration}
      aria-valuenow={trim[edge]}
      aria-valuetext={`${trim[edge].toFixed(2)} seconds`}
      style={{ left: share(trim[edge], duration) }}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onPointerUp={release}
      onKeyDown={onKeyDown}
    />
  );
}
