// Draws the margins of the piano roll: the ruler with bar numbers and ranges, and the keyboard.
// The field between them: drawRoll.ts.

import { isBlackKey, pitchesInView } from './drawRoll';
import { firstBarBehind, numberEvery } from './gridLines';
import { pitchName } from './noteWords';
import { KEYBOARD_WIDTH, RULER_HEIGHT, stepsInView, xOfStep, yOfPitch } from './rollGeometry';
import type { RollFrame } from './rollGeometry';
import type { RollPicture } from './rollPicture';
import type { RollTheme } from './rollTheme';

type Context = CanvasRenderingContext2D;

/** @param sounding pitches of keys that are pressed now */
export function drawMargins(
  context: Context,
  frame: RollFrame,
  picture: RollPicture,
  sounding: ReadonlySet<number>,
): void {
  drawRuler(context, frame, picture);
  drawKeyboard(context, frame, picture.theme, sounding);
  context.fillStyle = picture.theme.margin;
  context.fillRect(0, 0, KEYBOARD_WIDTH, RULER_HEIGHT);
  context.fillStyle = picture.theme.bar;
  context.fillRect(0, RULER_HEIGHT - 1, frame.width, 1);
  context.fillRect(KEYBOARD_WIDTH - 1, 0, 1, frame.height);
}

function drawRuler(context: Context, frame: RollFrame, picture: RollPicture): void {
  const { theme, range, loop, bars } = picture;
  context.save();
  context.beginPath();
  context.rect(KEYBOARD_WIDTH, 0, frame.width - KEYBOARD_WIDTH, RULER_HEIGHT);
  context.clip();
  context.fillStyle = theme.margin;
  context.fillRect(0, 0, frame.width, RULER_HEIGHT);
  if (range) band(context, frame, range.from, range.to, 0, RULER_HEIGHT, theme.range);
  if (loop) band(context, frame, loop.from, loop.to, RULER_HEIGHT - 6, 5, theme.loop);
  const view = stepsInView(frame);
  const every = numberEvery(((bars[0]?.steps ?? 4) / frame.stepsPerQuarter) * frame.quarterWidth);
  context.font = theme.font;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (let i = Math.max(0, firstBarBehind(bars, view.from) - every); i < bars.length; i++) {
    if (bars[i].startStep > view.to) break;
    if (i % every !== 0) continue;
    const x = Math.round(xOfStep(frame, bars[i].startStep));
    context.fillStyle = theme.bar;
    context.fillRect(x, 6, 1, RULER_HEIGHT - 6);
    context.fillStyle = i === 0 || i % (every * 4) === 0 ? theme.text : theme.soft;
    context.fillText(String(i + 1), x + 5, RULER_HEIGHT / 2 - 1);
  }
  context.restore();
}

function band(
  context: Context,
  frame: RollFrame,
  from: number,
  to: number,
  y: number,
  height: number,
  color: string,
): void {
  const x = xOfStep(frame, from);
  context.fillStyle = color;
  context.fillRect(x, y, xOfStep(frame, to) - x, height);
}

function drawKeyboard(
  context: Context,
  frame: RollFrame,
  theme: RollTheme,
  sounding: ReadonlySet<number>,
): void {
  const { high, low } = pitchesInView(frame);
  context.save();
  context.beginPath();
  context.rect(0, RULER_HEIGHT, KEYBOARD_WIDTH, frame.height - RULER_HEIGHT);
  context.clip();
  context.fillStyle = theme.whiteKey;
  context.fillRect(0, RULER_HEIGHT, KEYBOARD_WIDTH, frame.height);
  context.font = `10px ${theme.font.slice(theme.font.indexOf(' ') + 1)}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (let pitch = high; pitch >= low; pitch--) drawKey(context, frame, theme, pitch, sounding.has(pitch));
  context.restore();
}

function drawKey(context: Context, frame: RollFrame, theme: RollTheme, pitch: number, sounds: boolean): void {
  const y = yOfPitch(frame, pitch);
  const black = isBlackKey(pitch);
  if (black || sounds) {
    context.fillStyle = sounds ? theme.soundingKey : theme.blackKey;
    context.fillRect(0, y, black ? KEYBOARD_WIDTH * 0.6 : KEYBOARD_WIDTH, frame.rowHeight);
  }
  // Between B and C, and between E and F, no black key parts the white ones.
  if (pitch % 12 === 0 || pitch % 12 === 5) {
    context.fillStyle = theme.keyLine;
    context.fillRect(0, Math.round(y + frame.rowHeight) - 1, KEYBOARD_WIDTH, 1);
  }
  if (pitch % 12 !== 0) return;
  context.fillStyle = '#2a3331';
  context.fillText(pitchName(pitch), KEYBOARD_WIDTH - 5, y + frame.rowHeight / 2);
}
