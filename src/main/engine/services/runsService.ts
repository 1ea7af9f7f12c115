// The runs service: what the library keeps of trainings.
// Not starting or stopping them: the training service.

import type { RunsService } from '../../../shared/contract/training';
import type { RunStore } from '../library';

/** Makes the runs service over a library's runs. */
export function createRunsService(runs: RunStore): RunsService {
  return {
    list: ({ projectId }) => runs.list(projectId),
    metrics: ({ projectId, runId }) => runs.metrics(projectId, runId),
    remove: ({ projectId, runId }) => runs.remove(projectId, runId),
  };
}
