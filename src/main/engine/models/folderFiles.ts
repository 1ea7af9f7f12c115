// What every model folder has, whatever the model is: names, records and their validation.
// Not what only recognizers (modelFiles.ts) or only generators (../music/generatorFiles.ts) have.

import { z } from 'zod';

/** Files that stand in every model folder and whose hash the receipt keeps. */
export type CommonFileName = 'receipt.json' | 'metadata.json' | 'model.json' | 'weights.bin';

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().min(0);

const labels = z.array(z.string().min(1)).min(2).max(1000).readonly();

/** metadata.json with Teachable Machine's keys (its audio and its image projects), so that its readers find the labels. */
export const metadataFile = z.object({
  tfjsVersion: z.string(),
  packageName: z.string(),
  packageVersion: z.string(),
  timeStamp: z.string(),
  modelName: z.string(),
  labels,
  wordLabels: labels,
  userMetadata: z.record(z.string(), z.unknown()),
});
export type MetadataFile = z.infer<typeof metadataFile>;

const weightSpec = z.object({ name: z.string(), shape: z.array(count), dtype: z.literal('float32') });

/** model.json as tf.loadLayersModel reads it. */
export const modelFile = z.object({
  format: z.literal('layers-model'),
  generatedBy: z.string(),
  convertedBy: z.null(),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([
    z.object({ paths: z.tuple([z.literal('weights.bin')]), weights: z.array(weightSpec) }),
  ]),
});
export type ModelFile = z.infer<typeof modelFile>;

/** {@link LearningConfig} as a receipt keeps it. */
export const learningFields = {
  epochs: count,
  batchSize: count,
  learningRate: z.number(),
  learningRateSchedule: z.enum(['constant', 'cosine']),
  dropout: z.number(),
  clipping: z.object({ by: z.enum(['norm', 'value', 'none']), limit: z.number() }),
  earlyStoppingPatience: count.nullable(),
  seed: count,
  backend: z.string(),
  maxMinutes: z.number().nullable(),
};

/** Numbers that are NaN where there is nothing to measure; JSON has null for that. */
const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

const checkpoint = z.object({
  kind: z.enum(['best', 'last']),
  epoch: count,
  /** Updates of the weights. */
  steps: count,
  loss: measured,
  accuracy: measured,
  validationLoss: measured,
  validationAccuracy: measured,
});
/** Which state of a run a model folder holds. */
export type Checkpoint = z.infer<typeof checkpoint>;

/** How a file was when the receipt was written. */
export const seal = z.object({ bytes: count, sha256 });
export type Seal = z.infer<typeof seal>;

/** What every receipt says of how its model came to be. */
export const receiptFields = {
  version: z.literal(1),
  createdAt: z.string(),
  dataset: z.string(),
  dataHash: sha256,
  backend: z.object({ name: z.string(), threads: count, reason: z.string() }),
  versions: z.record(z.string(), z.string()),
  parameters: count,
  checkpoint,
  /** Largest difference of probabilities between this package and the run it was exported from; null in a run. */
  exportDifference: z.number().nullable(),
};
