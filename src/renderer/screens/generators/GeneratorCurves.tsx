// Likelihood, gradient norm and learning rate of one generator over its epochs, live while it trains.
// Which run and where its numbers come from: GeneratorResults.

import { formatNumber } from '../../charts/format';
import { LineChart } from '../../charts/LineChart';
import { GradientNormChart } from '../../learning/GradientNormChart';
import { formatPerplexity } from '../../learning/perplexity';
import { chartLook, useRunCurves } from '../../learning/useRunCurves';
import type { RunCurvesProps } from '../../learning/useRunCurves';
import classes from './Generators.module.css';

const perplexities = (nats: readonly (number | null)[]) =>
  `perplexity ${nats.map(formatPerplexity).join(' and ')}`;

export function GeneratorCurves(props: RunCurvesProps) {
  const curves = useRunCurves(props);
  const { series, learned, single, fromZero } = curves;
  return (
    <div className={classes.charts}>
      <LineChart
        title="NLL per token"
        hint="Negative log-likelihood of a token in nats: how surprised it is by the next one. Point at an epoch for the perplexity, e to the NLL. Training falling while validation rises: it learns the tunes by heart. The dotted line marks the epoch whose weights are kept."
        columns={series.loss}
        curves={learned}
        ranges={fromZero(series.loss)}
        format={formatNumber}
        noteAtCursor={perplexities}
        {...chartLook}
      />
      <GradientNormChart curves={curves} />
      <LineChart
        title="Learning rate"
        hint="Step size of Adam at the end of each epoch, as the schedule has it."
        columns={series.learningRate}
        curves={single}
        ranges={fromZero(series.learningRate)}
        format={formatNumber}
        {...chartLook}
      />
    </div>
  );
}
