// What is particular to generators in the table of runs and in the configuration of one.
// How tables and configurations look: learning/RunTable, learning/RunConfiguration.

import type { GeneratorRun } from '../../../shared/contract/generators';
import { tuneSplits } from '../../../shared/contract/tunes';
import { formatNumber } from '../../charts/format';
import { formatPerplexity } from '../../learning/perplexity';
import { RunConfiguration } from '../../learning/RunConfiguration';
import type { ScoreColumn } from '../../learning/RunTable';
import { countWords, settingWords, splitNames } from './generatorWords';

export const generatorScores: readonly ScoreColumn<GeneratorRun>[] = [
  {
    title: 'Validation',
    hint: 'Nats per token on validation tunes at the best epoch. Compare runs with the same tokens and grid only.',
    value: ({ best }) => (
      <span title={`perplexity ${formatPerplexity(best?.validationLoss)}`}>
        {formatNumber(best?.validationLoss)}
      </span>
    ),
  },
];

export function GeneratorConfiguration({ run }: { readonly run: GeneratorRun }) {
  const { vocabulary, counts } = run;
  const data = [
    ...tuneSplits.map((split) => [splitNames[split], countWords(counts[split])] as const),
    ['pitches', `${vocabulary.lowestPitch} to ${vocabulary.highestPitch}`, 'MIDI numbers; 60 is middle C.'],
  ] as const;
  return <RunConfiguration run={run} data={data} settings={settingWords(run.config)} />;
}
