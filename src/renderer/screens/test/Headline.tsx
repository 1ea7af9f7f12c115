// The score with its uncertainty, and in words what it does and does not say.
// The numbers come with the evaluation; nothing is computed here.

import { IconEar, IconInfoCircle, IconUsers } from '@tabler/icons-react';
import type { Evaluation } from '../../../shared/contract/evaluation';
import { formatCount, formatNumber, formatPercent, plural } from '../../charts/format';
import { hrefOf } from '../../shell/route';
import { speakerWords, splitWords } from './headlineWords';
import classes from './Test.module.css';

export function Headline({ evaluation }: { readonly evaluation: Evaluation }) {
  const { accuracy, interval, loss, predictions, skipped, split } = evaluation;
  const [low, high] = interval;
  const speakers = speakerWords(evaluation);
  const note = splitWords(split);
  return (
    <section className={classes.headline} aria-label="Result">
      <div className={classes.score}>
        <span className={classes.accuracy} aria-label={`Accuracy ${formatPercent(accuracy)}`}>
          {formatPercent(accuracy)}
        </span>
        <span
          className={classes.soft}
          title="Wilson interval: with other clips of the same kind the accuracy would lie in here 95 times of 100."
        >
          accuracy, 95 % interval {(low * 100).toFixed(1)} to {formatPercent(high)}
        </span>
        <span className={classes.soft}>
          {formatCount(predictions.length)} clips, loss {formatNumber(loss)}
          {skipped > 0 && `, ${plural(skipped, 'clip')} left out: the model does not know their label`}
        </span>
      </div>
      <ul className={classes.notes}>
        {note !== null && (
          <li>
            <IconInfoCircle size={16} aria-hidden /> <span>{note}</span>
          </li>
        )}
        <li data-warning={speakers.leak || undefined}>
          <IconUsers size={16} aria-hidden /> <span>{speakers.text}</span>
        </li>
        <li>
          <IconEar size={16} aria-hidden />
          <span>
            Clip accuracy is not the whole story: in use, what counts is how often it fires when nobody spoke,
            and how often it misses. <a href={hrefOf('live')}>Listen with it in Live.</a>
          </span>
        </li>
      </ul>
    </section>
  );
}
