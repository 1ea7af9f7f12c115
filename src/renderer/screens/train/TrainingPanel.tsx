// The run under way: epoch, step, measured time left, and the way to stop it.
// The curves stand below; they show whichever run is selected.

import { Button, Progress } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { CurrentTraining } from '../../stores/appStore';
import { formatMs, formatNumber, formatPercent, formatSeconds } from '../../charts/format';
import { Figure } from './Figure';
import classes from './Results.module.css';

export interface TrainingPanelProps {
  readonly training: CurrentTraining;
  readonly elsewhere: boolean;
  readonly stopping: boolean;
  readonly onStop: () => void;
}

export function TrainingPanel({ training, elsewhere, stopping, onStop }: TrainingPanelProps) {
  const { progress, run, epochs } = training;
  const last = epochs.at(-1);
  const { share, title } = describe(training);
  return (
    <section className={classes.panel} aria-label="Training under way">
      <div className={classes.panelTop}>
        <div className={classes.panelTitle}>
          <strong>{title}</strong>
          <span className={classes.soft}>
            {run.config.recognizer}
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
        <Figure
          name="Loss"
          value={formatNumber(progress?.loss ?? last?.loss)}
          hint="Cross-entropy of this epoch so far, nats."
        />
        <Figure
          name="Validation"
          value={formatPercent(last?.validationAccuracy)}
          hint="Accuracy on validation clips after the last full epoch."
        />
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
