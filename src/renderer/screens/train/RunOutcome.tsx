// What came of the selected run, in words and numbers, and the next step.
// Before the first run it says what this side of the screen will show.

import { Button, Group } from '@mantine/core';
import { IconArrowRight, IconSchool } from '@tabler/icons-react';
import type { RecognizerRun } from '../../../shared/contract/training';
import { formatCount, formatPercent, formatSeconds } from '../../charts/format';
import { EmptyState } from '../../components/EmptyState';
import { hrefOf } from '../../shell/route';
import { hasModel } from '../../stores/runChoice';
import { Figure } from './Figure';
import classes from './Results.module.css';
import { RunState } from './RunState';
import { runSeconds, startedWords } from './runWords';

export interface RunOutcomeProps {
  readonly run: RecognizerRun;
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
    <EmptyState
      Icon={IconSchool}
      title="There is nothing to learn from yet"
      text="A recognizer learns from takes of each word: ten of each are a start, fifty are good, and more speakers make it better. Record your own, or import a folder of WAV files."
    >
      <Group>
        <Button component="a" href={hrefOf('record')}>
          Record words
        </Button>
        <Button component="a" href={hrefOf('words')} variant="default">
          Import clips
        </Button>
      </Group>
    </EmptyState>
  );
}

export function NoRunYet() {
  return (
    <EmptyState
      Icon={IconSchool}
      title="Watch a recognizer learn"
      text="Choose a recognizer and the words on the left, then start. Its loss falls and its accuracy rises here, epoch by epoch, on the clips it learns from and on validation clips it never sees. Every run stays in a table with its settings, so that you can compare what made the difference."
    />
  );
}
