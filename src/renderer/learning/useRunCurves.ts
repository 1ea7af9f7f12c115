// What the curves of a run share: their columns, the axis of epochs, the mark of the kept epoch, their colours.
// Not a chart: the screens choose which curves they show.

import { useMemo } from 'react';
import type { EpochMetrics, TrainingProgress } from '../../shared/contract/training';
import { formatSetting } from '../charts/format';
import { epochRange, zeroRange } from '../charts/lineChartOptions';
import type { ChartRanges, Curve } from '../charts/lineChartOptions';
import { bestEpoch, largestOf, trainingSeries } from '../charts/trainingSeries';
import type { Columns, TrainingSeries } from '../charts/trainingSeries';
import { useChartTheme } from '../charts/useColorScheme';

export interface RunCurvesProps {
  readonly epochs: readonly EpochMetrics[];
  /** Of the run under way; null for one that has ended. */
  readonly progress: TrainingProgress | null;
  /** Epochs that were asked for. */
  readonly planned: number;
  readonly running: boolean;
}

export interface RunCurves {
  readonly series: TrainingSeries;
  readonly mark: number | null;
  readonly x: ChartRanges['x'];
  /** Training and validation. */
  readonly learned: readonly Curve[];
  /** Mean and largest of an epoch. */
  readonly norms: readonly Curve[];
  /** One value an epoch. */
  readonly single: readonly Curve[];
  /** The range of a chart from zero to its largest value. */
  readonly fromZero: (columns: Columns) => ChartRanges;
}

/** What each chart of a run has alike. */
export const chartLook = { syncKey: 'epochs', height: 176, formatAxis: formatSetting } as const;

const end = (columns: Columns) => columns[0].at(-1) ?? 0;

export function useRunCurves({ epochs, progress, planned, running }: RunCurvesProps): RunCurves {
  const series = useMemo(() => trainingSeries(epochs, progress), [epochs, progress]);
  const mark = bestEpoch(epochs);
  const x = epochRange(Math.max(end(series.loss), end(series.accuracy)), planned, running);
  return {
    ...useCurves(),
    series,
    mark,
    x,
    fromZero: (columns) => ({ x, y: zeroRange(largestOf(columns.slice(1), 1)), mark }),
  };
}

function useCurves(): Pick<RunCurves, 'learned' | 'norms' | 'single'> {
  const theme = useChartTheme();
  return useMemo(
    () => ({
      learned: [
        { label: 'train', color: theme.train },
        { label: 'validation', color: theme.validation },
      ],
      norms: [
        { label: 'mean', color: theme.train },
        { label: 'largest', color: theme.soft, dashed: true },
      ],
      single: [{ label: 'of the epoch', color: theme.train }],
    }),
    [theme],
  );
}
