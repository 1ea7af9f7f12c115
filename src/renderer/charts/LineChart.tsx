// Curves over epochs with their values in the heading: at the cursor, else the newest.
// Draws what it is given; trainingSeries makes the columns.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import classes from './LineChart.module.css';
import type { ChartRanges, Curve } from './lineChartOptions';
import { lineChartOptions } from './lineChartOptions';
import type { Columns } from './trainingSeries';
import { useChartTheme } from './useColorScheme';

export interface LineChartProps {
  readonly title: string;
  /** What it shows and how to read it, for the tooltip of the heading. */
  readonly hint: string;
  readonly columns: Columns;
  readonly curves: readonly Curve[];
  readonly ranges: ChartRanges;
  /** Of the values in the heading. */
  readonly format: (value: number | null) => string;
  /** What more can be said of the values at the cursor; stands beside the title. */
  readonly noteAtCursor?: (values: readonly (number | null)[]) => string;
  /** Of the numbers on the axis. */
  readonly formatAxis: (value: number) => string;
  readonly syncKey: string;
  /** Pixels. */
  readonly height: number;
}

export function LineChart({
  title,
  hint,
  columns,
  curves,
  ranges,
  format,
  noteAtCursor,
  formatAxis,
  syncKey,
  height,
}: LineChartProps) {
  const [cursor, setCursor] = useState<number | null>(null);
  const host = useChart({ columns, curves, ranges, formatAxis, syncKey, height, onCursor: setCursor });
  const at = cursor !== null && cursor < columns[0].length ? cursor : null;
  const shown = curves.map((_, index) => valueAt(columns[index + 1], at));
  const values = curves.map((curve, index) => ({ ...curve, text: format(shown[index]) }));
  const note = at === null ? undefined : noteAtCursor?.(shown);
  const epoch = at === null ? (columns[0].at(-1) ?? 0) : columns[0][at];
  const summary = values.map(({ label, text }) => `${label} ${text}`).join(', ');
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title} title={hint}>
          {title}
          {note !== undefined && <span className={classes.note}>{note}</span>}
        </span>
        {values.map(({ label, color, dashed, text }) => (
          <span key={label} className={classes.value}>
            <svg width="11" height="8" aria-hidden>
              <line
                x1="0"
                x2="11"
                y1="4"
                y2="4"
                stroke={color}
                strokeWidth="2.5"
                strokeDasharray={dashed ? '4 3' : undefined}
              />
            </svg>
            {label} <b>{text}</b>
          </span>
        ))}
      </figcaption>
      <div
        ref={host}
        role="img"
        aria-label={
          columns[0].length === 0
            ? `${title}: nothing yet`
            : `${title} at epoch ${Math.ceil(epoch)}: ${summary}`
        }
        style={{ height }}
      />
    </figure>
  );
}

/** The value at the cursor, else the newest there is. */
function valueAt(column: readonly (number | null)[], at: number | null): number | null {
  if (at !== null) return column[at] ?? null;
  return column.findLast((value) => value !== null) ?? null;
}

type ChartInputs = Pick<
  LineChartProps,
  'columns' | 'curves' | 'ranges' | 'formatAxis' | 'syncKey' | 'height'
> & {
  readonly onCursor: (index: number | null) => void;
};

/** Keeps one uPlot in an element: made anew for another look, redrawn for new data, resized with its place. */
function useChart({ columns, curves, ranges, formatAxis, syncKey, height, onCursor }: ChartInputs) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef({ columns, ranges, formatAxis });
  const theme = useChartTheme();
  const look = useMemo(() => curves.map(({ label, color, dashed }) => ({ label, color, dashed })), [curves]);
  useLayoutEffect(() => {
    latest.current = { columns, ranges, formatAxis };
    chart.current?.setData(columns as uPlot.AlignedData);
  }, [columns, ranges, formatAxis]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const options = lineChartOptions({
      curves: look,
      theme,
      syncKey,
      formatY: (value) => latest.current.formatAxis(value),
      ranges: () => latest.current.ranges,
      onCursor,
    });
    const size = () => ({ width: Math.max(80, element.clientWidth), height });
    const made = new uPlot({ ...options, ...size() }, latest.current.columns as uPlot.AlignedData, element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [look, theme, syncKey, height, onCursor]);
  return host;
}
