// Follows the run under way, whichever project it belongs to, so that every screen can show it.
// Not the Train screen: configuration and past runs are that screen's own.

import type { EpochMetrics, TrainingProgress } from '../../shared/contract/training';
import type { HostConnection } from '../hosts/connection';
import type { AppStore, CurrentTraining } from './appState';
import { coalesce } from './coalesce';

export function followTraining(store: AppStore, host: HostConnection): void {
  const { getState: get, setState: set } = store;

  /** Reads the whole state again: a run began elsewhere, or ended. */
  const read = coalesce(async () => {
    const current = await host.services.training.current({});
    if (current === null) return set({ training: null });
    const { id: runId, projectId } = current.run;
    const epochs = await host.services.runs.metrics({ projectId, runId });
    const known = get().training;
    const progress = (known?.run.id === runId ? known.progress : null) ?? current.progress;
    set({ training: { run: current.run, progress, epochs } });
  });
  const readQuietly = () => void read().catch(() => undefined);

  const change = (runId: string, with_: (training: CurrentTraining) => CurrentTraining) => {
    const training = get().training;
    if (training?.run.id === runId) set({ training: with_(training) });
    else readQuietly();
  };

  host.on('training.progress', (progress: TrainingProgress) =>
    change(progress.runId, (training) => ({ ...training, progress })),
  );
  host.on('training.epoch', ({ runId, metrics }) =>
    change(runId, (training) => ({ ...training, epochs: withEpoch(training.epochs, metrics) })),
  );
  host.on('runs.changed', readQuietly);
}

/** @returns the epochs with this one added or replaced, in order */
export function withEpoch(epochs: readonly EpochMetrics[], metrics: EpochMetrics): readonly EpochMetrics[] {
  const others = epochs.filter((one) => one.epoch !== metrics.epoch);
  return [...others, metrics].sort((a, b) => a.epoch - b.epoch);
}
