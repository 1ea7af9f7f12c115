// What every run has before it begins, whatever it trains.
// Not the facts that training finds out: those replace these.

import type { LearningConfig, RunRecord } from '../../../shared/contract/training';

export interface NewRunFields {
  readonly projectId: string;
  readonly config: LearningConfig;
  /** Ends the run's id, e.g. `conv-pool`. */
  readonly name: string;
  /** Of the lab. */
  readonly version: string;
  readonly now: Date;
}

/** @returns a run that is about to train; ids are ordered by time */
export function newRunRecord({ projectId, config, name, version, now }: NewRunFields) {
  const startedAt = now.toISOString();
  return {
    id: `${startedAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${name}`,
    projectId,
    status: 'running',
    message: '',
    backend: { name: config.backend, threads: 0, reason: 'not chosen yet' },
    startedAt,
    endedAt: null,
    epochsDone: 0,
    best: null,
    versions: { earshot: version, node: process.versions.node },
  } as const satisfies Partial<RunRecord>;
}
