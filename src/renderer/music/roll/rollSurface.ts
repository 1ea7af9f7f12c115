// The living canvas of the piano roll: its size, scrolling, zoom, playhead, and drawing at most once a frame.
// It knows no React and changes no score; PianoRoll.tsx gives it pictures, rollGestures.ts the mouse.

import { drawMargins } from './drawMargins';
import { drawField } from './drawRoll';
import type { PlacedNote } from './noteIndex';
import {
  areaAt,
  contentSize,
  fitView,
  initialView,
  KEYBOARD_WIDTH,
  noteBox,
  pitchAt,
  reveal,
  stepAt,
  stepsInView,
  viewOf,
  xOfStep,
  zoomPitch,
  zoomTime,
} from './rollGeometry';
import type { RollFrame, RollView } from './rollGeometry';
import type { RollPicture } from './rollPicture';
import type { StepRange } from '../player/scorePlayer';

export interface RollElements {
  /** Scrolls; takes the pointer and the keys. */
  readonly scroller: HTMLElement;
  /** Inside it, as large as the whole roll. */
  readonly spacer: HTMLElement;
  /** Behind it, as large as the window on it. */
  readonly canvas: HTMLCanvasElement;
  readonly playhead: HTMLElement;
}

/** What lies under a point. */
export interface RollPoint {
  readonly area: 'ruler' | 'keys' | 'notes';
  /** Steps, with fractions. */
  readonly step: number;
  readonly pitch: number;
  /** The topmost note there, and whether the point is on its right edge. */
  readonly placed: PlacedNote | null;
  readonly onEdge: boolean;
}

export interface RollSurface {
  show(picture: RollPicture): void;
  /** The first picture, or another score: shows all of it that is readable. */
  fit(): void;
  zoom(axis: 'time' | 'pitch', factor: number, x?: number, y?: number): void;
  /** Scrolls as little as it takes. */
  reveal(steps: StepRange, low: number, high: number): void;
  /** @param sounding pitches whose keys light up */
  playAt(step: number | null, follow: boolean): void;
  pointAt(clientX: number, clientY: number): RollPoint;
  dispose(): void;
}

/** Edge of a note that stretches it, pixels. */
const EDGE = 6;

export function createRollSurface({ scroller, spacer, canvas, playhead }: RollElements): RollSurface {
  const context = canvas.getContext('2d');
  let picture: RollPicture | null = null;
  let view: RollView = initialView;
  let isFitted = false;
  let playStep: number | null = null;
  let sounding: ReadonlySet<number> = new Set();
  let waiting = 0;

  const frame = (): RollFrame => ({
    ...view,
    width: scroller.clientWidth,
    height: scroller.clientHeight,
    stepsPerQuarter: picture?.score.stepsPerQuarter ?? 1,
  });

  const draw = () => {
    waiting = 0;
    if (picture === null || context === null) return;
    const current = frame();
    fitCanvas(canvas, context, current.width, current.height);
    drawField(context, current, picture);
    drawMargins(context, current, picture, sounding);
    placePlayhead(playhead, current, playStep);
  };
  const invalidate = () => {
    if (waiting === 0) waiting = requestAnimationFrame(draw);
  };

  const applyView = (next: RollView) => {
    view = next;
    const size = contentSize(frame(), picture ? lengthOf(picture) : 0);
    spacer.style.width = `${size.width}px`;
    spacer.style.height = `${size.height}px`;
    scroller.scrollLeft = next.scrollX;
    scroller.scrollTop = next.scrollY;
    view = { ...next, scrollX: scroller.scrollLeft, scrollY: scroller.scrollTop };
    invalidate();
  };

  const fit = () => {
    if (picture === null || scroller.clientHeight === 0) return;
    isFitted = true;
    const { low, high } = picture.index.range ?? defaultRange;
    applyView(fitView(frame(), lengthOf(picture), low, high));
  };

  const onScroll = () => {
    view = { ...view, scrollX: scroller.scrollLeft, scrollY: scroller.scrollTop };
    invalidate();
  };
  scroller.addEventListener('scroll', onScroll);
  const observer = new ResizeObserver(() => (isFitted ? applyView(viewOf(view)) : fit()));
  observer.observe(scroller);

  return {
    show(next) {
      const isFirst = picture === null;
      picture = next;
      if (isFirst || !isFitted) fit();
      else applyView(viewOf(view));
    },
    fit,
    zoom(axis, factor, x, y) {
      const current = frame();
      const at = { x: x ?? current.width / 2, y: y ?? current.height / 2 };
      applyView(axis === 'time' ? zoomTime(current, factor, at.x) : zoomPitch(current, factor, at.y));
    },
    reveal: (steps, low, high) => applyView(reveal(frame(), steps, low, high)),
    playAt(step, follow) {
      playStep = step;
      if (step !== null && follow) followPlayhead(frame(), step, applyView);
      placePlayhead(playhead, frame(), step);
      const now = picture === null || step === null || !follow ? none : soundingAt(picture, step);
      if (!isSame(now, sounding)) {
        sounding = now;
        invalidate();
      }
    },
    pointAt: (clientX, clientY) => {
      const { left, top } = canvas.getBoundingClientRect();
      return pointOf(frame(), picture, clientX - left, clientY - top);
    },
    dispose() {
      cancelAnimationFrame(waiting);
      observer.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    },
  };
}

/** Shown while there are no notes: where melodies are. */
const defaultRange = { low: 55, high: 84 };

const lengthOf = ({ index, roomSteps }: RollPicture) => Math.max(index.length, roomSteps);

const none: ReadonlySet<number> = new Set();

function soundingAt({ index }: RollPicture, step: number): ReadonlySet<number> {
  const pitches = new Set<number>();
  index.each(step, step + 1e-6, ({ note }) => pitches.add(note.pitch));
  return pitches;
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((pitch) => other.has(pitch));
}

/** Turns the page when the playhead leaves it. */
function followPlayhead(frame: RollFrame, step: number, apply: (view: RollView) => void): void {
  const { from, to } = stepsInView(frame);
  if (step >= from && step <= to) return;
  const scrollX = Math.max(0, (step / frame.stepsPerQuarter) * frame.quarterWidth - 24);
  if (Math.abs(scrollX - frame.scrollX) > 1) apply({ ...viewOf(frame), scrollX });
}

function placePlayhead(playhead: HTMLElement, frame: RollFrame, step: number | null): void {
  const x = step === null ? -1 : xOfStep(frame, step);
  const isShown = step !== null && x >= KEYBOARD_WIDTH - 1 && x <= frame.width;
  playhead.style.visibility = isShown ? 'visible' : 'hidden';
  if (isShown) playhead.style.transform = `translateX(${x}px)`;
}

function pointOf(frame: RollFrame, picture: RollPicture | null, x: number, y: number): RollPoint {
  const area = areaAt(x, y);
  const step = stepAt(frame, x);
  const pitch = pitchAt(frame, y);
  let placed: PlacedNote | null = null;
  if (area === 'notes') {
    picture?.index.each(step, step + 1e-6, (found) => {
      if (found.note.pitch === pitch) placed = found;
    });
  }
  return { area, step, pitch, placed, onEdge: placed !== null && isOnEdge(frame, placed, x) };
}

function isOnEdge(frame: RollFrame, { note }: PlacedNote, x: number): boolean {
  const box = noteBox(frame, note);
  return box.width > 2 * EDGE && x > box.x + box.width - EDGE;
}

/** Gives the canvas a pixel for every pixel of the display. */
function fitCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  const scale = window.devicePixelRatio;
  const [pixelsX, pixelsY] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
    canvas.width = pixelsX;
    canvas.height = pixelsY;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
}
