// What came of the selected run: its name and state, why it ended, figures, and the next step.
// The figures and the step are the screen's.

import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Run } from '../../shared/contract/training';
import { formatCount, formatSeconds } from '../charts/format';
import { hasModel } from '../stores/runChoice';
import { Figure } from './Figure';
import type { FigureProps } from './Figure';
import classes from './Results.module.css';
import { RunState } from './RunState';
import { runName, runSeconds, startedWords } from './runWords';

export interface RunPanelProps {
  readonly run: Run;
  readonly scores: readonly FigureProps[];
  /** Offered where the run left a model. */
  readonly next: { readonly label: string; readonly onClick: () => void };
  readonly children?: ReactNode;
}

export function RunPanel({ run, scores, next, children }: RunPanelProps) {
  const figures: readonly FigureProps[] = [
    ...scores,
    { name: 'Time', value: formatSeconds(runSeconds(run)), hint: 'From the start to the end of the run.' },
    { name: 'Weights', value: formatCount(run.parameters), hint: 'Numbers that were learned.' },
  ];
  return (
    <section className={classes.panel} aria-label="Selected run">
      <div className={classes.panelTop}>
        <div className={classes.panelTitle}>
          <strong>
            {runName(run)}, {startedWords(run.startedAt)} <RunState run={run} />
          </strong>
          <span className={classes.soft}>{run.message}</span>
        </div>
        {hasModel(run) && (
          <Button
            variant="light"
            rightSection={<IconArrowRight size={16} aria-hidden />}
            onClick={next.onClick}
          >
            {next.label}
          </Button>
        )}
      </div>
      <dl className={classes.figures}>
        {figures.map((figure) => (
          <Figure key={figure.name} {...figure} />
        ))}
      </dl>
      {children}
    </section>
  );
}

/** How good the best epoch was, and which it was. */
export function bestHint({ best }: Run): string {
  return best === null ? 'No epoch was finished.' : `At epoch ${best.epoch}, whose weights are kept.`;
}
