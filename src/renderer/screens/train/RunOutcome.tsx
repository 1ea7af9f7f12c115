// What came of the selected run, in words and numbers, and the next step.
// Before the first run it says what this side of the screen will show.

import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Run } from '../../../shared/contract/training';
import { formatCount, formatPercent, formatSeconds } from '../../charts/format';
import { hrefOf } from '../../shell/route';
import { hasModel } from '../../stores/runChoice';
import { Figure } from './Figure';
import classes from './Results.module.css';
import { RunState } from './RunState';
import { runSeconds, startedWords } from './runWords';

export interface RunOutcomeProps {
  readonly run: Run;
  readonly onTest: () => void;
}

export function RunOutcome({ run, onTest }: RunOutcomeProps) {
  const best = run.best;
  return (
    <section className={classes.panel} aria-label="Selected run">
      <div className={classes.panelTop}>
        <div className={classes.panelTitle}>
          <strong>
            {run.config.recognizer}, {startedWords(run.startedAt)} <RunState run={run} />
          </strong>
          <span className={classes.soft}>{run.message}</span>
        </div>
        {hasModel(run) && (
          <Button variant="light" rightSection={<IconArrowRight size={16} aria-hidden />} onClick={onTest}>
            Test it
          </Button>
        )}
      </div>
      <dl className={classes.figures}>
        <Figure
          name="Best validation"
          value={formatPercent(best?.validationAccuracy)}
          hint={best === null ? 'No epoch was finished.' : `At epoch ${best.epoch}, whose weights are kept.`}
        />
        <Figure
          name="Test"
          value={formatPercent(run.testAccuracy)}
          hint="Accuracy on test clips, once tested."
        />
        <Figure
          name="Time"
          value={formatSeconds(runSeconds(run))}
          hint="From the start to the end of the run."
        />
        <Figure name="Weights" value={formatCount(run.parameters)} hint="Numbers that were learned." />
      </dl>
    </section>
  );
}

export function NoClipsYet() {
  return (
    <section className={classes.empty}>
      <h2>There is nothing to learn from yet</h2>
      <p>
        A recognizer learns from takes of each word: thirty of two words are a start, more speakers make it
        better. Record your own, or bring in a folder of wav files.
      </p>
      <Button component="a" href={hrefOf('record')} mr="sm">
        Record words
      </Button>
      <Button component="a" href={hrefOf('words')} variant="default">
        Import clips
      </Button>
    </section>
  );
}

export function NoRunYet() {
  return (
    <section className={classes.empty}>
      <h2>Watch a recognizer learn</h2>
      <p>
        Choose a recognizer and the words on the left, then start. Its loss falls and its accuracy rises here,
        epoch by epoch, on the clips it learns from and on validation clips it never sees.
      </p>
      <p>Every run stays in a table with its settings, so that you can compare what made the difference.</p>
    </section>
  );
}
