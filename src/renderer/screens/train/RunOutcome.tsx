// What came of the selected recognizer's run in numbers, and the next step: testing it.
// Before the first run it says what this side of the screen will show.

import { Button, Group } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import type { RecognizerRun } from '../../../shared/contract/training';
import { formatPercent } from '../../charts/format';
import { EmptyState } from '../../components/EmptyState';
import { RunPanel, bestHint } from '../../learning/RunPanel';
import { hrefOf } from '../../shell/route';

export interface RunOutcomeProps {
  readonly run: RecognizerRun;
  readonly onTest: () => void;
}

export function RunOutcome({ run, onTest }: RunOutcomeProps) {
  return (
    <RunPanel
      run={run}
      scores={[
        {
          name: 'Best validation',
          value: formatPercent(run.best?.validationAccuracy),
          hint: bestHint(run),
        },
        {
          name: 'Test',
          value: formatPercent(run.testAccuracy),
          hint: 'Accuracy on test clips, once tested.',
        },
      ]}
      next={{ label: 'Test it', onClick: onTest }}
    />
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
