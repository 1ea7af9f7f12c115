// The run under way: epoch, step, measured time left, and the way to stop it.
// The curves stand below; they show whichever run is selected.

import { Button, Progress } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { CurrentTraining } from '../stores/appStore';
import { formatMs, formatSeconds } from '../charts/format';
import { Figure } from './Figure';
import type { FigureProps } from './Figure';
import classes from './Results.module.css';
import { runName } from './runWords';

export interface TrainingPanelProps {
  readonly training: CurrentTraining;
  readonly elsewhere: boolean;
  readonly stopping: boolean;
  readonly onStop: () => void;
  /** How well it does so far, behind the time left and the time of a step. */
  readonly scores: readonly FigureProps[];
}

export function TrainingPanel({ training, elsewhere, stopping, onStop, scores }: TrainingPanelProps) {
  const { progress, run } = training;
  const { share, title } = describe(training);
  return (
    <section className={classes.panel} aria-label="Training under way">
      <div className={classes.panelTop}>
        <div className={classes.panelTitle}>
          <strong>{title}</strong>
          <span className={classes.soft}>
            {runName(run)}
            {run.backend.name === 'auto' ? '' : ` on ${run.backend.name}`}
            {elsewhere ? ', in another project' : ''}
          </span>
        </div>
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={stopping}
          onClick={onStop}
        >
          Stop training
        </Button>
      </div>
      <Progress value={share * 100} aria-label="Share of all steps" size="sm" transitionDuration={200} />
      <dl className={classes.figures}>
        <Figure
          name="Left"
          value={formatSeconds(progress?.secondsLeft)}
          hint="Measured on the steps so far, until the last epoch."
        />
        <Figure
          name="Step"
          value={formatMs(progress?.msPerStep)}
          hint="Time of one step: forward, backward, update."
        />
        {scores.map((score) => (
          <Figure key={score.name} {...score} />
        ))}
      </dl>
    </section>
  );
}

function describe({ progress, run }: CurrentTraining): { readonly share: number; readonly title: string } {
  if (progress === null) return { share: 0, title: 'Starting' };
  const { phase, message, epoch, epochs, step, steps } = progress;
  const share =
    (Math.max(0, epoch - 1) + (steps > 0 ? step / steps : 0)) / Math.max(1, epochs || run.config.epochs);
  if (phase === 'preparing') return { share: 0, title: sentence(message || 'preparing') };
  if (phase === 'saving')
    return { share: Math.min(1, share), title: sentence(message || 'saving the best weights') };
  return { share: Math.min(1, share), title: `Epoch ${epoch} of ${epochs}, step ${step} of ${steps}` };
}

const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);
