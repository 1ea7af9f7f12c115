// Draws the field of the piano roll: rows, bar lines, ranges, notes, cursor. Only what is in view.
// Ruler and keyboard: drawMargins.ts. Where things lie: rollGeometry.ts.

import { gridLines } from './gridLines';
import type { LineKind } from './gridLines';
import type { PlacedNote } from './noteIndex';
import { pitchName } from './noteWords';
import {
  HIGHEST_PITCH,
  KEYBOARD_WIDTH,
  noteBox,
  RULER_HEIGHT,
  stepsInView,
  xOfStep,
  yOfPitch,
} from './rollGeometry';
import type { RollFrame } from './rollGeometry';
import type { RollPicture } from './rollPicture';
import { partColor } from './rollTheme';
import type { RollTheme } from './rollTheme';
import type { StepRange } from '../player/scorePlayer';

type Context = CanvasRenderingContext2D;

const blackKeys: ReadonlySet<number> = new Set([1, 3, 6, 8, 10]);
export const isBlackKey = (pitch: number) => blackKeys.has(pitch % 12);

export function drawField(context: Context, frame: RollFrame, picture: RollPicture): void {
  const { theme } = picture;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, frame.width, frame.height);
  context.save();
  context.beginPath();
  context.rect(KEYBOARD_WIDTH, RULER_HEIGHT, frame.width - KEYBOARD_WIDTH, frame.height - RULER_HEIGHT);
  context.clip();
  drawRows(context, frame, theme);
  if (picture.range) fillSteps(context, frame, picture.range, theme.range);
  drawLines(context, frame, picture);
  if (picture.loop) drawLoopEdges(context, frame, picture.loop, theme);
  drawNotes(context, frame, picture);
  drawCursor(context, frame, picture);
  drawBand(context, frame, picture);
  context.restore();
}

/** The pitches in view, highest first. */
export function pitchesInView(frame: RollFrame): { readonly high: number; readonly low: number } {
  const high = HIGHEST_PITCH - Math.floor(frame.scrollY / frame.rowHeight);
  const rows = Math.ceil((frame.height - RULER_HEIGHT) / frame.rowHeight) + 1;
  return { high: Math.min(HIGHEST_PITCH, high), low: Math.max(0, high - rows) };
}

function drawRows(context: Context, frame: RollFrame, theme: RollTheme): void {
  const { high, low } = pitchesInView(frame);
  context.fillStyle = theme.blackRow;
  for (let pitch = high; pitch >= low; pitch--) {
    if (isBlackKey(pitch)) context.fillRect(0, yOfPitch(frame, pitch), frame.width, frame.rowHeight);
  }
  context.fillStyle = theme.octave;
  for (let pitch = high; pitch >= low; pitch--) {
    if (pitch % 12 !== 0) continue;
    context.fillRect(0, Math.round(yOfPitch(frame, pitch) + frame.rowHeight) - 1, frame.width, 1);
  }
}

function fillSteps(context: Context, frame: RollFrame, range: StepRange, color: string): void {
  const x = xOfStep(frame, range.from);
  context.fillStyle = color;
  context.fillRect(x, 0, xOfStep(frame, range.to) - x, frame.height);
}

function drawLines(context: Context, frame: RollFrame, { bars, theme, gridSteps }: RollPicture): void {
  const colors: Readonly<Record<LineKind, string>> = theme;
  const stepWidth = frame.quarterWidth / frame.stepsPerQuarter;
  const lines = gridLines(bars, stepsInView(frame), frame.stepsPerQuarter, gridSteps, stepWidth);
  let lastBar = -Infinity;
  for (const kind of ['grid', 'beat', 'bar'] as const) {
    context.fillStyle = colors[kind];
    for (const line of lines) {
      if (line.kind !== kind) continue;
      const x = Math.round(xOfStep(frame, line.step));
      if (kind === 'bar' && x - lastBar < 5) continue;
      if (kind === 'bar') lastBar = x;
      context.fillRect(x, 0, 1, frame.height);
    }
  }
}

function drawLoopEdges(context: Context, frame: RollFrame, loop: StepRange, theme: RollTheme): void {
  context.fillStyle = theme.loop;
  for (const step of [loop.from, loop.to]) {
    context.fillRect(Math.round(xOfStep(frame, step)) - 1, 0, 2, frame.height);
  }
}

function drawNotes(context: Context, frame: RollFrame, picture: RollPicture): void {
  const { from, to } = stepsInView(frame);
  const { high, low } = pitchesInView(frame);
  const named = frame.rowHeight >= 11;
  context.font = `${Math.min(11, Math.floor(frame.rowHeight - 2))}px ${fontFamily(picture.theme)}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const selected: PlacedNote[] = [];
  picture.index.each(from, to, (placed) => {
    const { pitch } = placed.note;
    if (pitch > high || pitch < low) return;
    if (picture.selection.has(placed.note)) selected.push(placed);
    else drawNote(context, frame, picture, placed, named);
  });
  for (const placed of selected) {
    drawNote(context, frame, picture, placed, named);
    outline(context, frame, placed, picture.theme);
  }
}

const fontFamily = (theme: RollTheme) => theme.font.slice(theme.font.indexOf(' ') + 1);

/** Softly played notes are paler. */
const opacity = (velocity: number) => 0.45 + (0.55 * velocity) / 127;

function drawNote(
  context: Context,
  frame: RollFrame,
  picture: RollPicture,
  { note, part }: PlacedNote,
  named: boolean,
): void {
  const { x, y, width, height } = noteBox(frame, note);
  context.globalAlpha = opacity(note.velocity);
  context.fillStyle = picture.fresh.has(note) ? picture.theme.fresh : partColor(part);
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  if (width > 5) {
    context.fillStyle = picture.theme.edge;
    context.fillRect(x, y, 1, height);
    context.fillRect(x, y + height - 1, width, 1);
  }
  if (named && width >= 26) {
    context.fillStyle = '#000000';
    context.globalAlpha = 0.82;
    context.fillText(pitchName(note.pitch), x + 4, y + height / 2);
    context.globalAlpha = 1;
  }
}

function outline(context: Context, frame: RollFrame, { note }: PlacedNote, theme: RollTheme): void {
  const { x, y, width, height } = noteBox(frame, note);
  context.strokeStyle = theme.selected;
  context.lineWidth = 2;
  context.strokeRect(x, y, width, height);
}

function drawCursor(context: Context, frame: RollFrame, { cursor, gridSteps, theme }: RollPicture): void {
  if (cursor === null) return;
  const { x, y, width, height } = noteBox(frame, {
    pitch: cursor.pitch,
    onsetStep: cursor.step,
    durationSteps: gridSteps,
  });
  context.save();
  context.strokeStyle = theme.loop;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.strokeRect(x + 0.5, y + 0.5, Math.max(4, width - 1), Math.max(4, height - 1));
  context.restore();
}

function drawBand(context: Context, frame: RollFrame, { band, theme }: RollPicture): void {
  if (band === null) return;
  const x = xOfStep(frame, band.from);
  const y = yOfPitch(frame, band.high);
  const width = xOfStep(frame, band.to) - x;
  const height = (band.high - band.low + 1) * frame.rowHeight;
  context.fillStyle = theme.range;
  context.fillRect(x, y, width, height);
  context.strokeStyle = theme.loop;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width, height);
}
