// tunes.json in a run's folder: the tunes a generator learned from and is held against, as tokens.
// Not making them (corpus.ts): what stands here is what was trained on, whatever became of the tunes since.

import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from '../../../shared/contract/errors';
import { keyHandlings } from '../../../shared/contract/generators';
import { tuneSplits } from '../../../shared/contract/tunes';
import { createCodec } from '../../../shared/music';
import { readJson, writeFileAtomic } from '../library/files';
import type { Corpus } from './corpus';
import { vocabularySchema } from './generatorFiles';

/** Its name in the run's folder. */
export const CORPUS_FILE = 'tunes.json';

const step = z.int().min(0);

const corpusSchema = z.object({
  version: z.literal(1),
  vocabulary: vocabularySchema,
  keys: z.enum(keyHandlings),
  tunes: z.array(
    z.object({
      id: z.string().nullable(),
      title: z.string(),
      split: z.enum(tuneSplits),
      stepsPerQuarter: z.int().min(1),
      pickupSteps: step,
      meters: z.array(z.object({ step, beats: z.int().min(1), beatUnit: z.int().min(1) })),
      tokens: z.array(step),
    }),
  ),
});

/** Writes the corpus of a run, a tune a line. @throws the system's error */
export async function writeCorpus(runFolder: string, { vocabulary, keys, tunes }: Corpus): Promise<void> {
  const head = JSON.stringify({ version: 1, vocabulary, keys }).slice(0, -1);
  const lines = tunes.map((tune) => JSON.stringify({ ...tune, tokens: Array.from(tune.tokens) }));
  await writeFileAtomic(join(runFolder, CORPUS_FILE), `${head},"tunes":[\n${lines.join(',\n')}\n]}\n`);
}

/**
 * Reads the corpus of a run.
 * @throws not-found where the run has none; bad-data where it is not what was written
 */
export async function readCorpus(runFolder: string): Promise<Corpus> {
  const path = join(runFolder, CORPUS_FILE);
  const value = await readJson(path);
  if (value === null) {
    throw new LabError('not-found', `Expected the tunes of the run in ${path}, found none. Train it again.`, {
      path,
    });
  }
  const parsed = corpusSchema.safeParse(value);
  const refuse = (why: string): never => {
    throw new LabError('bad-data', `${path}: ${why}. Train the run again.`, { path });
  };
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`${issue.path.join('.') || 'its content'}: ${issue.message}`);
  }
  const { vocabulary, keys, tunes } = parsed.data;
  const { vocabSize } = createCodec(vocabulary);
  const wrong = tunes.find(({ tokens }) => tokens.some((token) => token >= vocabSize));
  if (wrong) return refuse(`"${wrong.title}" has tokens outside the vocabulary`);
  return {
    vocabulary,
    keys,
    tunes: tunes.map((tune) => ({ ...tune, tokens: Int32Array.from(tune.tokens) })),
    skipped: [],
    warnings: [],
  };
}
