// Work under way, in sight from every screen: the training and the page's own jobs, with progress and a way to stop.
// The training's pill leads to the Train screen of its kind, where it is stopped with a look at what it has learned.

import { ActionIcon, RingProgress, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatCount } from '../charts/format';
import { formatLeft } from '../components/time';
import type { CurrentTraining, Job } from '../stores/appState';
import { useApp, useAppActions } from '../stores/useApp';
import { hrefOf, navigate } from './route';
import classes from './Shell.module.css';

export function JobPills() {
  const jobs = useApp((state) => state.jobs);
  const training = useApp((state) => state.training);
  return (
    <>
      {jobs.map((job) => (
        <JobPill key={job.id} job={job} />
      ))}
      {training !== null && <TrainingPill training={training} />}
    </>
  );
}

function JobPill({ job }: { readonly job: Job }) {
  const share = job.total > 0 ? job.done / job.total : 0;
  const text = `${job.title}: ${formatCount(job.done)} of ${formatCount(job.total)}`;
  return (
    <div className={classes.pill} role="status" aria-label={text}>
      <Ring share={share} />
      <span className={classes.ellipsis} title={text}>
        {text} {formatLeft(job.secondsLeft) && `· ${formatLeft(job.secondsLeft)}`}
      </span>
      <ActionIcon size="sm" onClick={job.stop} aria-label={`Stop: ${job.title}`}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

/** Share of a training that is done, 0 to 1, and what is being done in words. */
export function describeTraining({ progress, run }: CurrentTraining): {
  readonly share: number;
  readonly text: string;
} {
  if (progress === null) return { share: 0, text: 'Training starts' };
  if (progress.phase !== 'training') return { share: 0, text: progress.message || 'Preparing the training' };
  const step = progress.steps > 0 ? progress.step / progress.steps : 0;
  const share = (Math.max(0, progress.epoch - 1) + step) / Math.max(1, progress.epochs || run.config.epochs);
  const left = formatLeft(progress.secondsLeft);
  return {
    share: Math.min(1, share),
    text: `Epoch ${progress.epoch} of ${progress.epochs}${left && ` · ${left}`}`,
  };
}

function TrainingPill({ training }: { readonly training: CurrentTraining }) {
  const { share, text } = describeTraining(training);
  const { kind, projectId } = training.run;
  const actions = useAppActions();
  const elsewhere = useApp((state) => state.project?.id !== projectId);
  const label = elsewhere ? `${text} (in another project)` : text;
  const screen = kind === 'generator' ? 'generators' : 'train';
  return (
    <Tooltip label="A training is running. Open it in Train.">
      <a
        className={classes.pill}
        href={hrefOf(screen)}
        aria-label={`Training: ${label}`}
        onClick={(event) => {
          if (!elsewhere) return;
          event.preventDefault();
          void actions
            .attempt(() => actions.openProject(projectId))
            .then((opened) => opened && navigate(screen));
        }}
      >
        <Ring share={share} />
        <span className={classes.ellipsis}>{label}</span>
      </a>
    </Tooltip>
  );
}

function Ring({ share }: { readonly share: number }) {
  const value = Math.round(share * 100);
  return (
    <RingProgress
      size={22}
      thickness={4}
      sections={[{ value, color: 'var(--mantine-primary-color-filled)' }]}
      aria-hidden
      style={{ flex: 'none' }}
    />
  );
}
