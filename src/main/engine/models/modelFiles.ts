// What stands in a model folder: names, records and their validation. Not reading or writing it.

import { z } from 'zod';
import { windowTypes } from '../../../shared/contract/features';
import { featureSampleRates } from '../../../shared/dsp';
import { splits } from '../../../shared/contract/clips';
import type { DecoderConfig } from '../../../shared/contract/live';
import { recognizerNames } from '../../../shared/contract/training';

/** Files of a model folder, in the order they are read. */
export const modelFileNames = [
  'receipt.json',
  'features.json',
  'decoder.json',
  'metadata.json',
  'model.json',
  'weights.bin',
] as const;
export type ModelFileName = (typeof modelFileNames)[number];

/** Files whose hash the receipt keeps. decoder.json is left out: it is there to be tuned by hand. */
export const sealedFileNames = ['model.json', 'weights.bin', 'features.json', 'metadata.json'] as const;
export type SealedFileName = (typeof sealedFileNames)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const labels = z.array(z.string().min(1)).min(2).max(1000).readonly();

const featureConfig = z.strictObject({
  sampleRate: z
    .number()
    .refine((rate) => featureSampleRates.some((known) => known === rate), 'expected 8000 or 16000'),
  frameLength: z.int().min(128).max(2048),
  hopLength: z.int().min(32).max(2048),
  windowType: z.enum(windowTypes),
  melBands: z.int().min(4).max(64),
  coefficients: z.int().min(4).max(40),
  clipSeconds: z.number().min(0.5).max(4),
  inputScale: z.number().positive(),
});

/** features.json: every number that defines the features, so that another program can make the same. */
export const featuresFile = z.object({
  version: z.literal(1),
  config: featureConfig,
  /** Frames the model sees at once. */
  frames: z.int().min(1),
  /** Per coefficient, measured on the training clips: the model takes (mfcc - mean) / std. */
  normalisation: z.object({
    mean: z.array(z.number()).readonly(),
    std: z.array(z.number().positive()).readonly(),
  }),
});
export type FeaturesFile = z.infer<typeof featuresFile>;

/** decoder.json: how posteriors become events; `version` is the file's, not the decoder's. */
export const decoderFile = z
  .object({
    version: z.literal(1),
    smoothingSeconds: z.number().min(0).max(10),
    threshold: z.number().min(0).max(1),
    suppressionSeconds: z.number().min(0).max(60),
    minimumCount: z.int().min(1).max(1000),
    strideSeconds: z.number().positive().max(10),
  })
  .transform(
    ({ smoothingSeconds, threshold, suppressionSeconds, minimumCount, strideSeconds }): DecoderConfig => {
      return { smoothingSeconds, threshold, suppressionSeconds, minimumCount, strideSeconds };
    },
  );
export type DecoderFile = z.input<typeof decoderFile>;

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

const trainingConfig = z.object({
  recognizer: z.enum(recognizerNames),
  labels: z.array(z.string()).readonly(),
  silenceClass: z.boolean(),
  epochs: count,
  batchSize: count,
  learningRate: z.number(),
  learningRateSchedule: z.enum(['constant', 'cosine']),
  dropout: z.number(),
  clipping: z.object({ by: z.enum(['norm', 'value', 'none']), limit: z.number() }),
  earlyStoppingPatience: count.nullable(),
  augmentation: z.object({
    timeShiftSeconds: z.number(),
    gainDb: z.number(),
    noiseProbability: z.number(),
    noiseSnrDb: z.tuple([z.number(), z.number()]).readonly(),
    timeMasks: count,
    timeMaskFrames: count,
    frequencyMasks: count,
    frequencyMaskBins: count,
  }),
  seed: count,
  backend: z.string(),
  maxMinutes: z.number().nullable(),
});

/** Numbers that are NaN where there is nothing to measure; JSON has null for that. */
const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

/** receipt.json: how the model came to be, and what its files were when it did. */
export const receiptFile = z.object({
  version: z.literal(1),
  createdAt: z.string(),
  dataset: z.string(),
  outputs: labels,
  config: trainingConfig,
  features: featureConfig,
  counts: z.record(z.string(), z.record(z.enum(splits), count)),
  dataHash: sha256,
  backend: z.object({ name: z.string(), threads: count, reason: z.string() }),
  versions: z.record(z.string(), z.string()),
  parameters: count,
  checkpoint: z.object({
    kind: z.enum(['best', 'last']),
    epoch: count,
    /** Updates of the weights. */
    steps: count,
    loss: measured,
    accuracy: measured,
    validationLoss: measured,
    validationAccuracy: measured,
  }),
  files: z.record(z.enum(sealedFileNames), z.object({ bytes: count, sha256 })),
  /** Largest difference of probabilities between this package and the run it was exported from; null in a run. */
  exportDifference: z.number().nullable(),
});
export type Receipt = z.infer<typeof receiptFile>;

/** The receipt without what is known only when the files are there. */
export type ReceiptDraft = Omit<Receipt, 'version' | 'createdAt' | 'files' | 'exportDifference'>;
