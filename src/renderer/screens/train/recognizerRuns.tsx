// What is particular to recognizers in the table of runs and in the configuration of one.
// How tables and configurations look: learning/RunTable, learning/RunConfiguration.

import type { RecognizerRun } from '../../../shared/contract/training';
import { formatCount, formatPercent } from '../../charts/format';
import { RunConfiguration } from '../../learning/RunConfiguration';
import type { ScoreColumn } from '../../learning/RunTable';
import { configurationRows } from './runDifferences';
import { splitTotals } from './trainSelectors';

export const recognizerScores: readonly ScoreColumn<RecognizerRun>[] = [
  { title: 'Validation', value: (run) => formatPercent(run.best?.validationAccuracy) },
  { title: 'Test', value: (run) => formatPercent(run.testAccuracy) },
];

export function RecognizerConfiguration({ run }: { readonly run: RecognizerRun }) {
  const totals = splitTotals(run);
  const data = [
    ['words', run.config.labels.join(', ')],
    [
      'clips',
      `${formatCount(totals.train)} train, ${formatCount(totals.validation)} validation, ${formatCount(totals.test)} test`,
    ],
    ['features', featureWords(run)],
  ] as const;
  return <RunConfiguration run={run} data={data} settings={configurationRows(run.config)} />;
}

function featureWords({ features }: RecognizerRun): string {
  const ms = (samples: number) => `${Math.round((samples / features.sampleRate) * 1000)} ms`;
  return `${features.coefficients} MFCCs of ${features.melBands} mel bands, frame ${ms(features.frameLength)}, hop ${ms(features.hopLength)}, ${features.clipSeconds} s`;
}
