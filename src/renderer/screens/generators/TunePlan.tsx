// What would be learned from: tunes and tokens of each part, and the tunes left out with the reason.
// The engine made the plan; the parts are whole tunes, near-duplicates together.

import { formatCount, plural } from '../../charts/format';
import { tuneSplits } from '../../../shared/contract/tunes';
import type { TuneCounts } from '../../../shared/contract/generators';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { Hint } from '../../learning/Hint';
import { Disclosure } from '../../learning/SettingGroups';
import setup from '../../learning/Setup.module.css';
import { hrefOf } from '../../shell/route';
import classes from './Generators.module.css';
import type { SkippedTune } from './generatorSelectors';
import { splitNames } from './generatorWords';

export interface TunePlanProps {
  readonly counts: TuneCounts;
  readonly skipped: readonly SkippedTune[];
  /** While the settings have changed since. */
  readonly stale: boolean;
}

const hints: Readonly<Record<TuneSplit, string>> = {
  train: 'What it learns from.',
  valid: 'Never learned from: after each epoch they tell which weights are best.',
  test: 'Never learned from and chosen by nothing: they judge at the end.',
};

export function TunePlan({ counts, skipped, stale }: TunePlanProps) {
  return (
    <section aria-labelledby="tunes-heading">
      <Hint text="Split by whole tunes; tunes that are nearly the same, in any key, stay together, so that none is judged on what it has learned.">
        <h2 id="tunes-heading" className={setup.heading}>
          Tunes
        </h2>
      </Hint>
      <table className={classes.plan} aria-labelledby="tunes-heading" aria-busy={stale}>
        <thead>
          <tr>
            <td />
            {tuneSplits.map((split) => (
              <th key={split} scope="col" title={hints[split]}>
                {splitNames[split]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['tunes', 'tokens'] as const).map((what) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              {tuneSplits.map((split) => (
                <td key={split}>{formatCount(counts[split][what])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {skipped.length > 0 && <Skipped tunes={skipped} />}
    </section>
  );
}

/** More are only counted: a list of thousands helps nobody. */
const LISTED = 200;

function Skipped({ tunes }: { readonly tunes: readonly SkippedTune[] }) {
  return (
    <div className={classes.skipped}>
      <Disclosure id="skipped-tunes" title={`${plural(tunes.length, 'tune')} left out`}>
        <ul aria-label="Tunes left out">
          {tunes.slice(0, LISTED).map(({ tuneId, title, reason }) => (
            <li key={tuneId}>
              <a href={hrefOf('tunes', { tune: tuneId })}>{title}</a>: {reason}
            </li>
          ))}
          {tunes.length > LISTED && <li>and {plural(tunes.length - LISTED, 'more tune')}</li>}
        </ul>
      </Disclosure>
    </div>
  );
}
