// A run's record while it trains: what is known of it, written to disk in order as it comes.
// Not the training, and not the events to pages.

import { toLabErrorData } from '../../../shared/contract/errors';
import type { LabErrorData } from '../../../shared/contract/errors';
import type { EpochMetrics, Run } from '../../../shared/contract/training';
import type { RunStore } from '../library';

export interface RunRecord<Of extends Run> {
  readonly current: Of;
  change(fields: Partial<Of>): void;
  addEpoch(metrics: EpochMetrics): void;
  /**
   * Writes how it ended, when everything before is written.
   * @returns the run as it stands: `failed`, with the disk's reason, where something could not be written
   */
  end(ending: RunEnding<Of>): Promise<Of>;
}

export type RunEnding<Of extends Run> = Partial<Of> & Pick<Run, 'status' | 'message'>;

/**
 * Keeps the record of a run that the store has already.
 * @param onFailure told once, when the disk refuses; what follows is not written any more
 */
export function createRunRecord<Of extends Run>(
  runs: Pick<RunStore, 'update' | 'appendMetrics'>,
  run: Of,
  onFailure: (error: LabErrorData) => void,
): RunRecord<Of> {
  let current = run;
  let bestLoss = Infinity;
  let failure: LabErrorData | null = null;
  let tail: Promise<void> = Promise.resolve();

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    if (failure) return;
    try {
      await work();
    } catch (error) {
      failure = toLabErrorData(error);
      onFailure(failure);
    }
  }

  function write(work: () => Promise<unknown>): void {
    tail = tail.then(() => attempt(work));
  }

  function change(fields: Partial<Of> | Partial<RunProgress>): void {
    current = { ...current, ...fields };
    const written = current;
    write(() => runs.update(run.projectId, written));
  }

  return {
    get current() {
      return current;
    },
    change,
    addEpoch(metrics) {
      const { epoch, loss, validationLoss, validationAccuracy } = metrics;
      // The same rule by which training chooses what stands in best/: it was written before the epoch was told.
      const chosenBy = Number.isNaN(validationLoss) ? loss : validationLoss;
      const isBest = chosenBy < bestLoss;
      if (isBest) bestLoss = chosenBy;
      write(() => runs.appendMetrics(run.projectId, run.id, metrics));
      change({
        epochsDone: epoch,
        ...(isBest ? { best: { epoch, validationLoss, validationAccuracy } } : {}),
      });
    },
    async end(ending) {
      await tail;
      const failed: Partial<RunProgress> = failure
        ? { status: 'failed', message: `${failure.message} ${keptOf(current)}` }
        : {};
      current = { ...current, ...ending, ...failed };
      await runs.update(run.projectId, current);
      return current;
    },
  };
}

/** What every kind of run tells alike. */
type RunProgress = Pick<Run, 'status' | 'message' | 'epochsDone' | 'best'>;

/** What is left of a training, as a sentence. */
export function keptOf({ best }: Pick<Run, 'best'>): string {
  return best ? `The weights of epoch ${best.epoch} are kept.` : 'There was nothing to keep yet.';
}
