// Keeps the best and the last state of a run on disk, each a whole model folder.
// Not which state is better: the loop decides that.

import { join } from 'node:path';
import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { EpochMetrics } from '../../../shared/contract/training';
import type { Receipt, ReceiptDraft } from '../models/modelFiles';
import type { Recognizer } from '../models/recognizers';
import type { ModelParts } from '../models/writeModel';
import { packModelFolder, writeModelFolder } from '../models/writeModel';

export type CheckpointKind = Receipt['checkpoint']['kind'];

export interface CheckpointOptions {
  /** The run's folder: best/ and last/ are made in it. */
  readonly folder: string;
  readonly recognizer: Recognizer;
  readonly normalisation: ModelParts['normalisation'];
  readonly receipt: Omit<ReceiptDraft, 'checkpoint'>;
}

/** Where a run keeps a model. */
export const checkpointFolder = (runFolder: string, kind: CheckpointKind): string => join(runFolder, kind);

/** Writes the recognizer as it is now under the names given. */
export async function saveCheckpoint(
  options: CheckpointOptions,
  kinds: readonly CheckpointKind[],
  metrics: EpochMetrics,
  steps: number,
): Promise<void> {
  const { epoch, loss, accuracy, validationLoss, validationAccuracy } = metrics;
  for (const kind of kinds) {
    const checkpoint = { kind, epoch, steps, loss, accuracy, validationLoss, validationAccuracy };
    const parts: ModelParts = {
      model: options.recognizer.model,
      features: options.receipt.features,
      normalisation: options.normalisation,
      decoder: defaultDecoderConfig,
      receipt: { ...options.receipt, checkpoint },
    };
    await writeModelFolder(
      checkpointFolder(options.folder, kind),
      await packModelFolder(parts, new Date().toISOString()),
    );
  }
}
