// Every setting of the selected run, and what it was trained on.
// Only shows: taking settings over is the table's matter.

import type { RunRecord } from '../../shared/contract/training';
import { plural } from '../charts/format';
import classes from './Results.module.css';

/** A name, what it is, and an explanation on hover. */
export type ConfigurationRow = readonly [name: string, value: string, hint?: string];

export interface RunConfigurationProps {
  readonly run: Pick<RunRecord, 'dataHash' | 'backend'>;
  /** What it was trained on. */
  readonly data: readonly ConfigurationRow[];
  /** What was asked for. */
  readonly settings: readonly ConfigurationRow[];
}

export function RunConfiguration({ run: { dataHash, backend }, data, settings }: RunConfigurationProps) {
  const made = [
    ['data hash', dataHash.slice(0, 12)],
    ['backend used', `${backend.name}, ${plural(backend.threads, 'thread')}`, backend.reason],
  ] as const;
  return (
    <section aria-labelledby="configuration-heading">
      <h2 id="configuration-heading" className={classes.heading}>
        Configuration
      </h2>
      <dl className={classes.configuration}>
        {[...data, ...made, ...settings].map(([name, value, hint]) => (
          <div key={name} title={hint}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
