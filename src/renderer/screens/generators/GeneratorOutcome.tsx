// What came of the selected generator's run in words and numbers, and the next step: composing with it.
// Before the first run it says what this side of the screen will show.

import { Button } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import type { GeneratorRun } from '../../../shared/contract/generators';
import type { EpochMetrics } from '../../../shared/contract/training';
import { formatNumber } from '../../charts/format';
import { EmptyState } from '../../components/EmptyState';
import { formatPerplexity } from '../../learning/perplexity';
import { RunPanel, bestHint } from '../../learning/RunPanel';
import { hrefOf } from '../../shell/route';
import classes from './Generators.module.css';
import { curveWords, outcomeWords } from './generatorWords';

export interface GeneratorOutcomeProps {
  readonly run: GeneratorRun;
  readonly epochs: readonly EpochMetrics[];
  readonly onCompose: () => void;
}

export function GeneratorOutcome({ run, epochs, onCompose }: GeneratorOutcomeProps) {
  return (
    <RunPanel
      run={run}
      scores={[
        {
          name: 'Best validation',
          value: formatNumber(run.best?.validationLoss),
          hint: `Nats per token. ${bestHint(run)}`,
        },
        {
          name: 'Perplexity',
          value: formatPerplexity(run.best?.validationLoss),
          hint: 'e to the NLL: the number of equally likely tokens it hesitates between.',
        },
      ]}
      next={{ label: 'Compose with it', onClick: onCompose }}
    >
      <p className={classes.words}>
        {outcomeWords(run)} {curveWords(epochs)}
      </p>
    </RunPanel>
  );
}

export function NoTunesYet() {
  return (
    <EmptyState
      Icon={IconSchool}
      title="There is nothing to learn from yet"
      text="A generator learns from tunes: a few dozen of one style are a start, hundreds make it better. Import MIDI or ABC files, or open the starter tunes that come with the lab."
    >
      <Button component="a" href={hrefOf('tunes')}>
        Go to Tunes
      </Button>
    </EmptyState>
  );
}

export function NoRunYet() {
  return (
    <EmptyState
      Icon={IconSchool}
      title="Watch a generator learn"
      text="Choose a generator on the left, then start. It reads the tunes token by token and learns to tell the next one; here you see how surprised it still is, epoch by epoch, by the tunes it learns from and by tunes it never sees. Then let it write in Compose."
    />
  );
}
