// Remembers which run was being trained, to say after a crash what became of it.
// Not the library's memory: the run's own record decides, this only knows which one to look at.

import type { LabEventName, LabEvents, Services } from '../../shared/contract/services';

export interface TrainingUnderWay {
  onEvent<Name extends LabEventName>(name: Name, data: LabEvents[Name]): void;
  /**
   * Asks a fresh engine what became of the run that was last heard of.
   * @returns the end of the sentence `It was restarted; ...`
   */
  describeInterrupted(services: Services): Promise<string>;
}

const KEPT = 'everything saved is kept.';

export function followTraining(): TrainingUnderWay {
  let last: { readonly projectId: string; readonly runId: string } | null = null;
  return {
    onEvent(name, data) {
      if (name !== 'training.progress') return;
      const { projectId, runId } = data as LabEvents['training.progress'];
      last = { projectId, runId };
    },
    async describeInterrupted(services) {
      const run = last;
      last = null;
      if (!run || !(await isInterrupted(services, run))) return KEPT;
      return `the training run ${run.runId} that was under way is marked interrupted, ${KEPT}`;
    },
  };
}

/** Where the new engine cannot say, the run is not mentioned. */
async function isInterrupted(
  services: Services,
  run: { projectId: string; runId: string },
): Promise<boolean> {
  try {
    const runs = await services.runs.list({ projectId: run.projectId });
    return runs.some(({ id, status }) => id === run.runId && status === 'interrupted');
  } catch {
    return false;
  }
}
