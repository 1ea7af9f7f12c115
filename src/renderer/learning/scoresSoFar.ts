// How well the run under way does so far: the loss of this epoch, and validation after the last full one.
// Generators are told by nats a token, recognizers by the share of clips they get right.

import { formatNumber, formatPercent } from '../charts/format';
import type { CurrentTraining } from '../stores/appStore';
import type { FigureProps } from './Figure';
import { formatPerplexity } from './perplexity';

export function scoresSoFar({ run, progress, epochs }: CurrentTraining): readonly FigureProps[] {
  const last = epochs.at(-1);
  const loss = formatNumber(progress?.loss ?? last?.loss);
  if (run.kind === 'generator') {
    return [
      { name: 'NLL', value: loss, hint: 'Negative log-likelihood of this epoch so far, nats per token.' },
      {
        name: 'Validation',
        value: formatNumber(last?.validationLoss),
        hint: `Nats per token on validation tunes after the last full epoch: perplexity ${formatPerplexity(last?.validationLoss)}.`,
      },
    ];
  }
  return [
    { name: 'Loss', value: loss, hint: 'Cross-entropy of this epoch so far, nats.' },
    {
      name: 'Validation',
      value: formatPercent(last?.validationAccuracy),
      hint: 'Accuracy on validation clips after the last full epoch.',
    },
  ];
}
