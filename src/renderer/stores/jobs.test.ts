// Jobs against a clock that the test moves.
import { expect, it } from 'vitest';
import type { Job } from './appState';
import { createJobs, remaining } from './jobs';

it('shows a job while it runs, with the time left by its pace, and stops it on request', () => {
  let jobs: readonly Job[] = [];
  let now = 0;
  const made = createJobs({ get: () => jobs, set: (all) => (jobs = all) }, () => now);
  const job = made.start('Importing');
  now = 2000;
  job.update(10, 50);
  // 10 of 50 in 2 s: 40 more take 8 s.
  expect(jobs[0]).toMatchObject({ title: 'Importing', done: 10, total: 50, secondsLeft: 8 });
  jobs[0].stop();
  expect(job.signal.aborted).toBe(true);
  job.end();
  expect(jobs).toEqual([]);
});

it('does not guess before there is a pace', () => {
  expect(remaining(0, 50, 3)).toBeNull();
  expect(remaining(3, 50, 0.2)).toBeNull();
});
