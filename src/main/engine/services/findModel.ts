// The best weights of a run, for whoever evaluates, listens or exports.
// Not opening them: the compute thread does, and checks every file.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import type { Run } from '../../../shared/contract/training';
import type { Library } from '../library';

export interface FoundModel {
  readonly run: Run;
  /** The model folder. */
  readonly folder: string;
}

/** @throws not-found for a run that is not there or has no weights yet */
export type FindModel = (projectId: string, runId: string) => Promise<FoundModel>;

/** Looks in a library. */
export function createFindModel(library: Pick<Library, 'runs' | 'runFolder'>): FindModel {
  return async (projectId, runId) => {
    const run = await library.runs.get(projectId, runId);
    const folder = join(library.runFolder(projectId, runId), 'best');
    const isThere = await stat(folder).then(
      () => true,
      () => false,
    );
    if (isThere || run.best) return { run, folder };
    const message = `The run ${runId} has no weights: it has not finished an epoch. Train it longer, or take another run.`;
    throw new LabError('not-found', message, { projectId, runId });
  };
}
