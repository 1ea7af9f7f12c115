// Every setting of the selected run, and what it was trained on.
// Only shows: taking settings over is the table's matter.

import type { RecognizerRun } from '../../../shared/contract/training';
import { formatCount, plural } from '../../charts/format';
import classes from './Results.module.css';
import { configurationRows } from './runDifferences';
import { splitTotals } from './trainSelectors';

export function RunConfiguration({ run }: { readonly run: RecognizerRun }) {
  const totals = splitTotals(run);
  const data = [
    ['words', run.config.labels.join(', ')],
    [
      'clips',
      `${formatCount(totals.train)} train, ${formatCount(totals.validation)} validation, ${formatCount(totals.test)} test`,
    ],
    ['features', featureWords(run)],
    ['data hash', run.dataHash.slice(0, 12)],
    ['backend used', `${run.backend.name}, ${plural(run.backend.threads, 'thread')}`, run.backend.reason],
  ] as const;
  return (
    <section aria-labelledby="configuration-heading">
      <h2 id="configuration-heading" className={classes.heading}>
        Configuration
      </h2>
      <dl className={classes.configuration}>
        {[...data, ...configurationRows(run.config)].map(([name, value, hint]) => (
          <div key={name} title={hint}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function featureWords({ features }: RecognizerRun): string {
  const ms = (samples: number) => `${Math.round((samples / features.sampleRate) * 1000)} ms`;
  return `${features.coefficients} MFCCs of ${features.melBands} mel bands, frame ${ms(features.frameLength)}, hop ${ms(features.hopLength)}, ${features.clipSeconds} s`;
}
