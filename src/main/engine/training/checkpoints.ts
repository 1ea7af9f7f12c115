// Keeps the best and the last state of a run on disk, each a whole model folder.
// Not which state is better: the loop decides that.

import { join } from 'node:path';
import type { EpochMetrics } from '../../../shared/contract/training';
import type { Checkpoint } from '../models/folderFiles';
import { writeModelFolder } from '../models/writeFolder';

export type CheckpointKind = Checkpoint['kind'];

export interface CheckpointOptions {
  /** The run's folder: best/ and last/ are made in it. */
  readonly folder: string;
  /** The files of a model folder with the weights as they are now. @param createdAt ISO 8601 */
  pack(checkpoint: Checkpoint, createdAt: string): Promise<Readonly<Record<string, Uint8Array>>>;
}

/** Where a run keeps a model. */
export const checkpointFolder = (runFolder: string, kind: CheckpointKind): string => join(runFolder, kind);

/** Writes the model as it is now under the names given. */
export async function saveCheckpoint(
  { folder, pack }: CheckpointOptions,
  kinds: readonly CheckpointKind[],
  metrics: EpochMetrics,
  steps: number,
): Promise<void> {
  const { epoch, loss, accuracy, validationLoss, validationAccuracy } = metrics;
  for (const kind of kinds) {
    const checkpoint = { kind, epoch, steps, loss, accuracy, validationLoss, validationAccuracy };
    await writeModelFolder(checkpointFolder(folder, kind), await pack(checkpoint, new Date().toISOString()));
  }
}
