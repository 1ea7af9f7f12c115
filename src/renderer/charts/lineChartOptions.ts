// What uPlot is told: axes, scales, lines, the mark of the best epoch.
// No React and no data: LineChart owns the chart.

import type uPlot from 'uplot';
import type { ChartTheme } from './chartTheme';
import { formatNumber } from './format';

export interface Curve {
  readonly label: string;
  readonly color: string;
  readonly dashed?: boolean;
}

export interface LineChartOptions {
  readonly curves: readonly Curve[];
  readonly theme: ChartTheme;
  /** Charts with the same key share their cursor. */
  readonly syncKey: string;
  readonly formatY: (value: number) => string;
  /** Read at each drawing, so that a growing range needs no new chart. */
  readonly ranges: () => ChartRanges;
  readonly onCursor: (index: number | null) => void;
}

export interface ChartRanges {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** x of the best epoch; null: no mark. */
  readonly mark: number | null;
}

/** x axis of a run: grows with it while it runs, ends where it ended. */
export function epochRange(last: number, epochs: number, running: boolean): readonly [number, number] {
  const shown = running ? Math.min(Math.max(epochs, last), Math.max(10, Math.ceil(last * 1.25))) : last;
  return [0, Math.max(2, shown)];
}

/** y axis from zero to a little above the largest value. */
export function zeroRange(largest: number): readonly [number, number] {
  return [0, largest > 0 ? largest * 1.06 : 1];
}

export function lineChartOptions(options: LineChartOptions): Omit<uPlot.Options, 'width' | 'height'> {
  const { curves, theme, syncKey, ranges } = options;
  const axis = {
    stroke: theme.soft,
    font: theme.font,
    grid: { stroke: theme.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    padding: [10, 10, 0, 0],
    legend: { show: false },
    cursor: { y: false, sync: { key: syncKey }, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: () => [...ranges().x] },
      y: { range: () => [...ranges().y] },
    },
    axes: [
      { ...axis, size: 26, space: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], grid: { show: false } },
      { ...axis, size: 44, space: 34, values: (_, splits) => splits.map(options.formatY) },
    ],
    series: [{ label: 'epoch' }, ...curves.map(seriesOf)],
    hooks: {
      drawClear: [(chart) => drawMark(chart, ranges().mark, theme)],
      setCursor: [(chart) => options.onCursor(chart.cursor.idx ?? null)],
    },
  };
}

function seriesOf({ label, color, dashed }: Curve): uPlot.Series {
  return {
    label,
    stroke: color,
    width: 2,
    dash: dashed ? [5, 4] : undefined,
    points: { show: (chart) => chart.data[0].length <= 25, size: 5, fill: color },
    value: (_, value) => formatNumber(value),
  };
}

/** A thin line where the kept weights come from. */
function drawMark(chart: uPlot, mark: number | null, theme: ChartTheme): void {
  if (mark === null) return;
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(mark, 'x', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = theme.mark;
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
