// The gradient norm of a run over its epochs: the same for whatever is trained.
// The other charts differ between recognizers and generators.

import { formatNumber } from '../charts/format';
import { LineChart } from '../charts/LineChart';
import { chartLook } from './useRunCurves';
import type { RunCurves } from './useRunCurves';

export function GradientNormChart({ curves: { series, norms, fromZero } }: { readonly curves: RunCurves }) {
  return (
    <LineChart
      title="Gradient norm"
      hint="Global norm over all weights before clipping: mean and largest of an epoch. Spikes ask for clipping or a lower learning rate."
      columns={series.gradientNorm}
      curves={norms}
      ranges={fromZero(series.gradientNorm)}
      format={formatNumber}
      {...chartLook}
    />
  );
}
