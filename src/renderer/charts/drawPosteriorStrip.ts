// Draws the posterior strip on a canvas: grid, curves, threshold, events.
// Where things lie: posteriorStrip. When to draw: PosteriorStrip.

import type { ChartTheme } from './chartTheme';
import type { PosteriorHistory } from './posteriorHistory';
import { timeTicks, xOfTime, yOfShare } from './posteriorStrip';
import type { StripLayout } from './posteriorStrip';

export interface StripLook {
  readonly theme: ChartTheme;
  /** One a label, in the model's order. */
  readonly colors: readonly string[];
  /** Labels that are no words: drawn faintly. */
  readonly quiet: readonly boolean[];
  readonly threshold: number;
}

export function drawPosteriorStrip(
  context: CanvasRenderingContext2D,
  layout: StripLayout,
  history: PosteriorHistory,
  look: StripLook,
): void {
  const { box } = layout;
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  drawGrid(context, layout, look);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 3, box.width, box.height + 6);
  context.clip();
  const first = Math.max(0, history.indexFrom(layout.now - layout.span) - 1);
  history.labels.forEach((_, label) => drawCurve(context, layout, history, label, first, look));
  context.restore();
  drawThreshold(context, layout, look);
  drawEvents(context, layout, history, look);
}

function drawGrid(context: CanvasRenderingContext2D, layout: StripLayout, { theme }: StripLook): void {
  const { box } = layout;
  context.font = theme.font;
  context.fillStyle = theme.soft;
  context.strokeStyle = theme.grid;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const share of [0, 0.5, 1]) {
    const y = Math.round(yOfShare(layout, share)) + 0.5;
    line(context, box.left, y, box.left + box.width, y);
    context.fillText(String(share), box.left - 8, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const time of timeTicks(layout)) {
    const x = xOfTime(layout, time);
    line(context, x, box.top, x, box.top + box.height);
    if (x > box.left + 8 && x < box.left + box.width - 8)
      context.fillText(`${time} s`, x, box.top + box.height + 6);
  }
}

/** Smoothed as a strong line over a faint fill, the bare posterior as a thin one behind it. */
function drawCurve(
  context: CanvasRenderingContext2D,
  layout: StripLayout,
  history: PosteriorHistory,
  label: number,
  first: number,
  { colors, quiet }: StripLook,
): void {
  if (history.length - first < 2) return;
  const trace = (valueAt: (index: number, label: number) => number) => {
    context.beginPath();
    for (let i = first; i < history.length; i++) {
      context.lineTo(xOfTime(layout, history.timeAt(i)), yOfShare(layout, valueAt(i, label)));
    }
  };
  context.strokeStyle = colors[label];
  context.fillStyle = colors[label];
  context.lineJoin = 'round';
  context.globalAlpha = quiet[label] ? 0.18 : 0.35;
  context.lineWidth = 1;
  trace(history.posteriorAt);
  context.stroke();
  context.globalAlpha = quiet[label] ? 0.45 : 1;
  context.lineWidth = 2.25;
  trace(history.smoothedAt);
  context.stroke();
  if (!quiet[label]) {
    context.lineTo(xOfTime(layout, history.timeAt(history.length - 1)), yOfShare(layout, 0));
    context.lineTo(xOfTime(layout, history.timeAt(first)), yOfShare(layout, 0));
    context.globalAlpha = 0.1;
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawThreshold(
  context: CanvasRenderingContext2D,
  layout: StripLayout,
  { theme, threshold }: StripLook,
): void {
  const { box } = layout;
  const y = Math.round(yOfShare(layout, threshold)) + 0.5;
  context.save();
  context.strokeStyle = theme.text;
  context.lineWidth = 1.25;
  context.setLineDash([6, 5]);
  line(context, box.left, y, box.left + box.width, y);
  context.restore();
  context.font = theme.font;
  context.fillStyle = theme.text;
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.fillText(`threshold ${threshold.toFixed(2)}`, box.left + box.width - 4, y - 3);
}

function drawEvents(
  context: CanvasRenderingContext2D,
  layout: StripLayout,
  history: PosteriorHistory,
  { theme, colors }: StripLook,
): void {
  const { box } = layout;
  context.font = `600 12px ${theme.font.slice(theme.font.indexOf(' ') + 1)}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  for (const { label, time } of history.eventsFrom(layout.now - layout.span)) {
    const x = xOfTime(layout, time);
    context.strokeStyle = colors[history.labels.indexOf(label)] ?? theme.text;
    context.lineWidth = 2;
    line(context, x, box.top, x, box.top + box.height);
    context.fillStyle = theme.text;
    context.fillText(label, Math.min(x, box.left + box.width - 16), box.top - 3);
  }
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
