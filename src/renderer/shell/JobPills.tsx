// Work under way, in sight from every screen: the training and the page's own jobs, with progress and a way to stop.
// The training's pill leads to Train, where it is stopped with a look at what it has learned.

import { ActionIcon, RingProgress, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatCount } from '../charts/format';
import { formatLeft } from '../components/time';
import type { CurrentTraining, Job } from '../stores/appState';
import { useApp } from '../stores/useApp';
import { hrefOf } from './route';
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
  const elsewhere = useApp((state) => state.project?.id !== training.run.projectId);
  const label = elsewhere ? `${text} (in another project)` : text;
  return (
    <Tooltip label="A training is running. Open it in Train.">
      <a className={classes.pill} href={hrefOf('train')} aria-label={`Training: ${label}`}>
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
