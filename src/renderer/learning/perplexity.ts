// Perplexity of a negative log-likelihood in nats: e to it, the number of equally likely tokens it stands for.
// Not computed from tokens: the engine measures the likelihood.

import { formatNumber } from '../charts/format';

/** @returns `4.57`; a dash where there is no likelihood */
export function formatPerplexity(nats: number | null | undefined): string {
  return formatNumber(nats === null || nats === undefined ? null : Math.exp(nats));
}
