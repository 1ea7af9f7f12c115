// What both Train screens do with runs that are there: stop the one under way, read curves, remove one.
// Starting one is each screen's own.

import type { StoreApi } from 'zustand/vanilla';
import type { EpochMetrics, RunRecord } from '../../shared/contract/training';
import type { Lab } from '../lab';

export interface RunsData {
  readonly stopping: boolean;
  /** Of runs that have ended, by id. */
  readonly curves: Readonly<Record<string, readonly EpochMetrics[]>>;
}

type RunKey = Pick<RunRecord, 'id' | 'projectId'>;

export interface RunActions {
  stop(): Promise<void>;
  /** Reads the curves of a run that is not under way. */
  loadCurves(run: RunKey): Promise<void>;
  removeRun(run: RunKey): Promise<void>;
}

/** @param onRemoved called with the id of a run that is gone */
export function createRunActions<State extends RunsData>(
  store: StoreApi<State>,
  { services, app }: Pick<Lab, 'services' | 'app'>,
  onRemoved: (runId: string) => void,
): RunActions {
  const set = (data: Partial<RunsData>) => store.setState(data as Partial<State>);
  const attempt = (work: () => Promise<unknown>) => app.getState().actions.attempt(work);
  return {
    stop: async () => {
      const run = app.getState().training?.run;
      if (run === undefined || store.getState().stopping) return;
      set({ stopping: true });
      await attempt(() => services.training.stop({ projectId: run.projectId, runId: run.id }));
      set({ stopping: false });
    },
    loadCurves: async ({ id: runId, projectId }) => {
      await attempt(async () => {
        const epochs = await services.runs.metrics({ projectId, runId });
        set({ curves: { ...store.getState().curves, [runId]: epochs } });
      });
    },
    removeRun: async ({ id: runId, projectId }) => {
      const removed = await attempt(() => services.runs.remove({ projectId, runId }));
      if (!removed) return;
      onRemoved(runId);
      await attempt(app.getState().actions.refreshRuns);
    },
  };
}
