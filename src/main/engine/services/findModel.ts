// The best weights of a run, for whoever evaluates, listens or exports.
// Not opening them: the compute thread does, and checks every file.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import type { GeneratorRun } from '../../../shared/contract/generators';
import type { RecognizerRun, Run } from '../../../shared/contract/training';
import type { Library } from '../library';

export interface FoundModel<Of extends Run = Run> {
  readonly run: Of;
  /** The model folder. */
  readonly folder: string;
}

/** Finds models by run; every way throws not-found for a run that is not there or has no weights yet. */
export interface FindModel {
  any(projectId: string, runId: string): Promise<FoundModel>;
  /** @throws unsupported for a generator's run */
  recognizer(projectId: string, runId: string): Promise<FoundModel<RecognizerRun>>;
  /** @throws unsupported for a recognizer's run */
  generator(projectId: string, runId: string): Promise<FoundModel<GeneratorRun>>;
}

/** Looks in a library. */
export function createFindModel(library: Pick<Library, 'runs' | 'runFolder'>): FindModel {
  const any: FindModel['any'] = async (projectId, runId) => {
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
  return {
    any,
    async recognizer(projectId, runId) {
      const { run, folder } = await any(projectId, runId);
      if (run.kind === 'recognizer') return { run, folder };
      throw ofOtherKind(run, 'writes music and recognizes no words: choose a run of a speech project');
    },
    async generator(projectId, runId) {
      const { run, folder } = await any(projectId, runId);
      if (run.kind === 'generator') return { run, folder };
      throw ofOtherKind(run, 'recognizes words and writes no music: choose a run of a music project');
    },
  };
}

function ofOtherKind({ id, projectId }: Run, what: string): LabError {
  return new LabError('unsupported', `The run ${id} ${what}.`, { projectId, runId: id });
}
