// Loss, accuracy and gradient norm of one run over its epochs, live while it trains.
// Which run and where its numbers come from: RunResults.

import { useMemo } from 'react';
import type { EpochMetrics, TrainingProgress } from '../../../shared/contract/training';
import { formatNumber, formatPercent, formatSetting } from '../../charts/format';
import { epochRange, zeroRange } from '../../charts/lineChartOptions';
import type { Curve } from '../../charts/lineChartOptions';
import { LineChart } from '../../charts/LineChart';
import { bestEpoch, largestOf, trainingSeries } from '../../charts/trainingSeries';
import type { Columns } from '../../charts/trainingSeries';
import { useChartTheme } from '../../charts/useColorScheme';
import classes from './Results.module.css';

export interface RunCurvesProps {
  readonly epochs: readonly EpochMetrics[];
  /** Of the run under way; null for one that has ended. */
  readonly progress: TrainingProgress | null;
  /** Epochs that were asked for. */
  readonly planned: number;
  readonly running: boolean;
}

const height = 176;
const axis = (columns: Columns) => columns[0].at(-1) ?? 0;
const formatShare = (value: number) => formatPercent(value, 0);

export function RunCurves({ epochs, progress, planned, running }: RunCurvesProps) {
  const series = useMemo(() => trainingSeries(epochs, progress), [epochs, progress]);
  const { learned, norms } = useCurves();
  const mark = bestEpoch(epochs);
  const x = epochRange(Math.max(axis(series.loss), axis(series.accuracy)), planned, running);
  const ranges = {
    loss: { x, y: zeroRange(largestOf(series.loss.slice(1), 1)), mark },
    accuracy: { x, y: [0, 1.02] as const, mark },
    norm: { x, y: zeroRange(largestOf(series.gradientNorm.slice(1), 1)), mark },
  };
  return (
    <div className={classes.charts}>
      <LineChart
        title="Loss"
        hint="Cross-entropy in nats. Training falling while validation rises: it learns the clips by heart."
        columns={series.loss}
        curves={learned}
        ranges={ranges.loss}
        format={formatNumber}
        formatAxis={formatSetting}
        syncKey="epochs"
        height={height}
      />
      <LineChart
        title="Accuracy"
        hint="Share of clips recognised. The dotted line marks the epoch whose weights are kept."
        columns={series.accuracy}
        curves={learned}
        ranges={ranges.accuracy}
        format={formatPercent}
        formatAxis={formatShare}
        syncKey="epochs"
        height={height}
      />
      <LineChart
        title="Gradient norm"
        hint="Global norm over all weights before clipping: mean and largest of an epoch. Spikes ask for clipping or a lower learning rate."
        columns={series.gradientNorm}
        curves={norms}
        ranges={ranges.norm}
        format={formatNumber}
        formatAxis={formatSetting}
        syncKey="epochs"
        height={height}
      />
    </div>
  );
}

function useCurves(): { readonly learned: readonly Curve[]; readonly norms: readonly Curve[] } {
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
    }),
    [theme],
  );
}
