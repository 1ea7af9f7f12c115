// Zooming by wheel and keys, and the ruler: a click moves the playhead, a drag selects bars.
// For looking and for editing alike; what changes notes is in rollGestures.ts.

import type { Bar } from '../../../shared/music/bars';
import { firstBarBehind } from './gridLines';
import type { RollSurface } from './rollSurface';
import type { StepRange } from '../player/scorePlayer';

export interface Navigation {
  readonly bars: readonly Bar[];
  readonly onSeek?: (step: number) => void;
  /** Null clears the selection of bars. */
  readonly onRange?: (range: StepRange | null) => void;
  readonly onKey?: (pitch: number) => void;
}

const ZOOM = 1.25;
/** Pixels that make a press a drag. */
const DRAG = 4;

/** The whole bars that a stretch of steps touches. */
export function barsAround(bars: readonly Bar[], one: number, other: number): StepRange {
  const at = (step: number) => bars[Math.min(bars.length - 1, firstBarBehind(bars, step))];
  const first = at(Math.min(one, other));
  const last = at(Math.max(one, other));
  return { from: first.startStep, to: last.startStep + last.steps };
}

/** Wheel with Ctrl zooms in time, with Ctrl and Shift (or Alt) in pitch; plain wheel scrolls by itself. */
export function attachWheel(scroller: HTMLElement, surface: RollSurface): () => void {
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
    event.preventDefault();
    const { left, top } = scroller.getBoundingClientRect();
    const delta = event.deltaY || event.deltaX;
    const factor = Math.exp(-Math.max(-80, Math.min(80, delta)) / 320);
    const axis = event.shiftKey || event.altKey ? 'pitch' : 'time';
    surface.zoom(axis, factor, event.clientX - left, event.clientY - top);
  };
  scroller.addEventListener('wheel', onWheel, { passive: false });
  return () => scroller.removeEventListener('wheel', onWheel);
}

/** `+` and `-` zoom in time, with Alt in pitch, `0` shows all. @returns whether the key was one of them */
export function zoomByKey(event: KeyboardEvent, surface: RollSurface): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const axis = event.altKey ? 'pitch' : 'time';
  if (event.key === '+' || event.key === '=') surface.zoom(axis, ZOOM);
  else if (event.key === '-' || event.key === '_') surface.zoom(axis, 1 / ZOOM);
  else if (event.key === '0') surface.fit();
  else return false;
  return true;
}

/** Presses on the ruler and on the keyboard. */
export function attachMargins(
  scroller: HTMLElement,
  surface: RollSurface,
  latest: () => Navigation,
): () => void {
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !isInside(scroller, event)) return;
    const start = surface.pointAt(event.clientX, event.clientY);
    if (start.area === 'keys') latest().onKey?.(start.pitch);
    if (start.area !== 'ruler') return;
    let isDragged = event.shiftKey;
    const track = (move: PointerEvent) => {
      isDragged ||= Math.abs(move.clientX - event.clientX) > DRAG;
      if (!isDragged) return;
      const { step } = surface.pointAt(move.clientX, move.clientY);
      latest().onRange?.(barsAround(latest().bars, start.step, step));
    };
    dragFrom(scroller, event, track, (end) => {
      if (isDragged) return track(end);
      latest().onSeek?.(start.step);
      latest().onRange?.(null);
    });
  };
  scroller.addEventListener('pointerdown', onDown);
  return () => scroller.removeEventListener('pointerdown', onDown);
}

/** Not on a scroll bar. */
export function isInside(scroller: HTMLElement, event: PointerEvent): boolean {
  const { left, top } = scroller.getBoundingClientRect();
  return event.clientX - left < scroller.clientWidth && event.clientY - top < scroller.clientHeight;
}

/** Follows a pressed pointer until it is let go or taken away. */
export function dragFrom(
  scroller: HTMLElement,
  event: PointerEvent,
  onMove: (event: PointerEvent) => void,
  onEnd: (event: PointerEvent) => void,
  onCancel: () => void = () => undefined,
): void {
  scroller.setPointerCapture(event.pointerId);
  const stop = new AbortController();
  const { signal } = stop;
  scroller.addEventListener('pointermove', onMove, { signal });
  const end = (last: PointerEvent) => {
    stop.abort();
    onEnd(last);
  };
  scroller.addEventListener('pointerup', end, { signal });
  scroller.addEventListener(
    'pointercancel',
    () => {
      stop.abort();
      onCancel();
    },
    { signal },
  );
}
