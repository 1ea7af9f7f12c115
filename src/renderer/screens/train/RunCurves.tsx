// Loss, accuracy and gradient norm of one recognizer over its epochs, live while it trains.
// Which run and where its numbers come from: RunResults.

import { formatNumber, formatPercent } from '../../charts/format';
import { LineChart } from '../../charts/LineChart';
import { GradientNormChart } from '../../learning/GradientNormChart';
import classes from '../../learning/Results.module.css';
import { chartLook, useRunCurves } from '../../learning/useRunCurves';
import type { RunCurvesProps } from '../../learning/useRunCurves';

const formatShare = (value: number) => formatPercent(value, 0);

export function RunCurves(props: RunCurvesProps) {
  const curves = useRunCurves(props);
  const { series, x, mark, learned } = curves;
  return (
    <div className={classes.charts}>
      <LineChart
        title="Loss"
        hint="Cross-entropy in nats. Training falling while validation rises: it learns the clips by heart."
        columns={series.loss}
        curves={learned}
        ranges={curves.fromZero(series.loss)}
        format={formatNumber}
        {...chartLook}
      />
      <LineChart
        title="Accuracy"
        hint="Share of clips recognised. The dotted line marks the epoch whose weights are kept."
        columns={series.accuracy}
        curves={learned}
        ranges={{ x, y: [0, 1.02], mark }}
        format={formatPercent}
        {...chartLook}
        formatAxis={formatShare}
      />
      <GradientNormChart curves={curves} />
    </div>
  );
}
