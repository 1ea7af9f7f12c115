// The long works of the page itself as data for the top bar: how far, how long still, how to stop.
// Not the work: whoever starts a job does it and reports to its handle.

import type { Job, JobHandle } from './appState';

interface JobList {
  get(): readonly Job[];
  set(jobs: readonly Job[]): void;
}

/** @param now clock in ms */
export function createJobs(list: JobList, now: () => number): { start(title: string): JobHandle } {
  let lastId = 0;
  return {
    start: (title) => {
      const id = `job-${++lastId}`;
      const controller = new AbortController();
      const startedAt = now();
      const stop = () => controller.abort();
      list.set([...list.get(), { id, title, done: 0, total: 0, secondsLeft: null, stop }]);
      return {
        signal: controller.signal,
        update: (done, total) => {
          const secondsLeft = remaining(done, total, (now() - startedAt) / 1000);
          list.set(list.get().map((job) => (job.id === id ? { ...job, done, total, secondsLeft } : job)));
        },
        end: () => list.set(list.get().filter((job) => job.id !== id)),
      };
    },
  };
}

/** @returns seconds left by the pace so far, null before a second has passed or anything is done */
export function remaining(done: number, total: number, seconds: number): number | null {
  return done > 0 && seconds >= 1 ? (seconds / done) * (total - done) : null;
}
