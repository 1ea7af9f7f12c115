// What stands in a recognizer's folder: names, records and their validation. Not reading or writing it, and not what
// every model folder has (folderFiles.ts).

import { z } from 'zod';
import { windowTypes } from '../../../shared/contract/features';
import { featureSampleRates } from '../../../shared/dsp';
import { splits } from '../../../shared/contract/clips';
import type { DecoderConfig } from '../../../shared/contract/live';
import { recognizerNames } from '../../../shared/contract/training';
import { count, learningFields, receiptFields, seal } from './folderFiles';

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

const trainingConfig = z.object({
  recognizer: z.enum(recognizerNames),
  labels: z.array(z.string()).readonly(),
  silenceClass: z.boolean(),
  ...learningFields,
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
});

/** receipt.json: how the model came to be, and what its files were when it did. */
export const receiptFile = z.object({
  ...receiptFields,
  outputs: labels,
  config: trainingConfig,
  features: featureConfig,
  counts: z.record(z.string(), z.record(z.enum(splits), count)),
  files: z.record(z.enum(sealedFileNames), seal),
});
export type Receipt = z.infer<typeof receiptFile>;

/** The receipt without what is known only when the files are there. */
export type ReceiptDraft = Omit<Receipt, 'version' | 'createdAt' | 'files' | 'exportDifference'>;
