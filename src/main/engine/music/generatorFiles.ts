// What stands in a generator's folder: names, records and their validation. Not reading or writing it, and not what
// every model folder has (../models/folderFiles.ts).

import { z } from 'zod';
import { keyHandlings, recurrentCells } from '../../../shared/contract/generators';
import type { Vocabulary } from '../../../shared/contract/generators';
import { tuneSplits } from '../../../shared/contract/tunes';
import { count, learningFields, receiptFields, seal } from '../models/folderFiles';

/** Files of a generator's folder, in the order they are read. */
export const generatorFileNames = [
  'receipt.json',
  'vocabulary.json',
  'metadata.json',
  'model.json',
  'weights.bin',
] as const;
export type GeneratorFileName = (typeof generatorFileNames)[number];

/** Files whose hash the receipt keeps. */
export const sealedGeneratorFiles = [
  'model.json',
  'weights.bin',
  'vocabulary.json',
  'metadata.json',
] as const;

const pitch = z.int().min(0).max(127);

/** {@link Vocabulary} */
export const vocabularySchema: z.ZodType<Vocabulary> = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('melody'),
      stepsPerQuarter: z.int().min(1).max(96),
      longestSteps: z.int().min(1).max(768),
      lowestPitch: pitch,
      highestPitch: pitch,
    }),
    z.strictObject({
      kind: z.literal('frames'),
      framesPerQuarter: z.int().min(1).max(96),
      lowestPitch: pitch,
      highestPitch: pitch,
    }),
  ])
  .refine(({ lowestPitch, highestPitch }) => lowestPitch <= highestPitch, {
    path: ['lowestPitch'],
    error: 'expected at most highestPitch',
  });

/** vocabulary.json: everything that defines the meaning of token ids [T3], so that another program can make the same. */
export const vocabularyFile = z.object({
  version: z.literal(1),
  vocabulary: vocabularySchema,
  /** Ids of the vocabulary, START and END included. */
  size: z.int().min(2),
});
export type VocabularyFile = z.infer<typeof vocabularyFile>;

const generatorConfig = z.object({
  ...learningFields,
  tokens: z.enum(['melody', 'frames']),
  stepsPerQuarter: z.int().min(1),
  cell: z.enum(recurrentCells),
  units: z.array(z.int().min(1)).min(1).readonly(),
  embedding: count,
  window: z.int().min(1),
  keys: z.enum(keyHandlings),
});

const splitCount = z.object({ tunes: count, tokens: count });

/** receipt.json: how the generator came to be, and what its files were when it did. */
export const generatorReceiptFile = z.object({
  ...receiptFields,
  kind: z.literal('generator'),
  config: generatorConfig,
  vocabulary: vocabularySchema,
  counts: z.record(z.enum(tuneSplits), splitCount),
  files: z.record(z.enum(sealedGeneratorFiles), seal),
});
export type GeneratorReceipt = z.infer<typeof generatorReceiptFile>;

/** The receipt without what is known only when the files are there. */
export type GeneratorReceiptDraft = Omit<
  GeneratorReceipt,
  'version' | 'kind' | 'createdAt' | 'files' | 'exportDifference'
>;
