// Where things lie on the piano roll: steps and pitches to pixels and back, zoom, scrolling, what is in view.
// Pure: rollSurface.ts draws by it and scrolls.

import type { Note } from '../../../shared/contract/score';
import type { StepRange } from '../player/scorePlayer';

/** Width of the keyboard at the left, CSS pixels. */
export const KEYBOARD_WIDTH = 54;
/** Height of the time ruler at the top, CSS pixels. */
export const RULER_HEIGHT = 24;
export const HIGHEST_PITCH = 127;
/** Rows of the roll: every MIDI pitch. */
export const ROWS = HIGHEST_PITCH + 1;

const QUARTER_WIDTHS = { least: 3, most: 640 } as const;
const ROW_HEIGHTS = { least: 4, most: 32 } as const;
/** Kept free around what is brought into view, pixels. */
const MARGIN = 24;
/** Empty bars behind the end are there to be drawn in: at least this many quarter notes. */
const ROOM_QUARTERS = 8;

/** How large and which section is shown. Pixels are CSS pixels of the scrolled content. */
export interface RollView {
  readonly scrollX: number;
  readonly scrollY: number;
  readonly quarterWidth: number;
  readonly rowHeight: number;
}

/** A view of a score of some resolution in a window of some size. */
export interface RollFrame extends RollView {
  /** Of the whole canvas, ruler and keyboard included. */
  readonly width: number;
  readonly height: number;
  readonly stepsPerQuarter: number;
}

export const initialView: RollView = { scrollX: 0, scrollY: 0, quarterWidth: 48, rowHeight: 12 };

export function xOfStep(frame: RollFrame, step: number): number {
  return KEYBOARD_WIDTH + (step / frame.stepsPerQuarter) * frame.quarterWidth - frame.scrollX;
}

/** Top of a pitch's row. */
export function yOfPitch(frame: RollFrame, pitch: number): number {
  return RULER_HEIGHT + (HIGHEST_PITCH - pitch) * frame.rowHeight - frame.scrollY;
}

/** @returns steps, with fractions; not below 0 */
export function stepAt(frame: RollFrame, x: number): number {
  return Math.max(0, ((x - KEYBOARD_WIDTH + frame.scrollX) / frame.quarterWidth) * frame.stepsPerQuarter);
}

/** @returns a MIDI number, kept in 0 to 127 */
export function pitchAt(frame: RollFrame, y: number): number {
  const row = Math.floor((y - RULER_HEIGHT + frame.scrollY) / frame.rowHeight);
  return Math.min(HIGHEST_PITCH, Math.max(0, HIGHEST_PITCH - row));
}

/** What is under a point of the canvas. */
export function areaAt(x: number, y: number): 'ruler' | 'keys' | 'notes' {
  if (y < RULER_HEIGHT) return 'ruler';
  return x < KEYBOARD_WIDTH ? 'keys' : 'notes';
}

/** The steps in view. */
export function stepsInView(frame: RollFrame): StepRange {
  return { from: stepAt(frame, KEYBOARD_WIDTH), to: stepAt(frame, frame.width) };
}

/** Size of what can be scrolled over: the score and room to draw behind it, all pitches, both margins. */
export function contentSize(
  frame: RollFrame,
  lengthSteps: number,
): { readonly width: number; readonly height: number } {
  const quarters = lengthSteps / frame.stepsPerQuarter + ROOM_QUARTERS;
  return {
    width: Math.ceil(KEYBOARD_WIDTH + quarters * frame.quarterWidth),
    height: Math.ceil(RULER_HEIGHT + ROWS * frame.rowHeight),
  };
}

const clamp = (value: number, { least, most }: { readonly least: number; readonly most: number }) =>
  Math.min(most, Math.max(least, value));

/**
 * Zooms in time; what is at `x` stays there.
 * @param factor above 1 is nearer
 */
export function zoomTime(frame: RollFrame, factor: number, x: number): RollView {
  const quarterWidth = clamp(frame.quarterWidth * factor, QUARTER_WIDTHS);
  const content = x - KEYBOARD_WIDTH + frame.scrollX;
  const scrollX = Math.max(0, content * (quarterWidth / frame.quarterWidth) - (x - KEYBOARD_WIDTH));
  return { ...viewOf(frame), quarterWidth, scrollX };
}

/** Zooms in pitch; what is at `y` stays there. */
export function zoomPitch(frame: RollFrame, factor: number, y: number): RollView {
  const rowHeight = clamp(frame.rowHeight * factor, ROW_HEIGHTS);
  const content = y - RULER_HEIGHT + frame.scrollY;
  const scrollY = Math.max(0, content * (rowHeight / frame.rowHeight) - (y - RULER_HEIGHT));
  return { ...viewOf(frame), rowHeight, scrollY };
}

export function viewOf({ scrollX, scrollY, quarterWidth, rowHeight }: RollView): RollView {
  return { scrollX, scrollY, quarterWidth, rowHeight };
}

/** The least scrolling that brings a rectangle of steps and pitches into view, its beginning before its end. */
export function reveal(frame: RollFrame, steps: StepRange, low: number, high: number): RollView {
  const across = xOfStep(frame, steps.from) + frame.scrollX - KEYBOARD_WIDTH;
  const acrossEnd = xOfStep(frame, steps.to) + frame.scrollX - KEYBOARD_WIDTH;
  const down = (HIGHEST_PITCH - high) * frame.rowHeight;
  const downEnd = (HIGHEST_PITCH - low + 1) * frame.rowHeight;
  return {
    ...viewOf(frame),
    scrollX: shift(frame.scrollX, across, acrossEnd, frame.width - KEYBOARD_WIDTH, MARGIN),
    scrollY: shift(frame.scrollY, down, downEnd, frame.height - RULER_HEIGHT, MARGIN),
  };
}

function shift(scroll: number, from: number, to: number, room: number, margin: number): number {
  let shifted = scroll;
  if (to > shifted + room - margin) shifted = to - room + margin;
  if (from < shifted + margin) shifted = from - margin;
  return Math.max(0, shifted);
}

const FIT_QUARTER_WIDTHS = { least: 10, most: 64 } as const;
const FIT_ROW_HEIGHTS = { least: 6, most: 16 } as const;

/** The view that shows a score from its beginning, as much of it as stays readable, its pitches in the middle. */
export function fitView(frame: RollFrame, lengthSteps: number, low: number, high: number): RollView {
  const quarters = Math.max(4, lengthSteps / frame.stepsPerQuarter);
  const room = frame.height - RULER_HEIGHT;
  const rows = high - low + 1;
  const rowHeight = clamp(room / (rows + 6), FIT_ROW_HEIGHTS);
  const middle = (HIGHEST_PITCH - (low + high) / 2 + 0.5) * rowHeight;
  return {
    quarterWidth: clamp((frame.width - KEYBOARD_WIDTH - MARGIN - 1) / quarters, FIT_QUARTER_WIDTHS),
    rowHeight,
    scrollX: 0,
    scrollY: Math.max(0, middle - room / 2),
  };
}

/** A note's rectangle on the canvas. */
export function noteBox(
  frame: RollFrame,
  note: Pick<Note, 'pitch' | 'onsetStep' | 'durationSteps'>,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const x = xOfStep(frame, note.onsetStep);
  const width = (note.durationSteps / frame.stepsPerQuarter) * frame.quarterWidth;
  return {
    x,
    y: yOfPitch(frame, note.pitch),
    width: Math.max(2, width - (width > 6 ? 1 : 0)),
    height: Math.max(2, frame.rowHeight - (frame.rowHeight > 6 ? 1 : 0)),
  };
}
