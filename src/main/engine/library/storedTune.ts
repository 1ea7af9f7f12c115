// A tune as tunes.jsonl keeps it, and what the contract shows of it.
// Not the index as a file: see itemLog.

import { z } from 'zod';
import type { Tune } from '../../../shared/contract/tunes';
import { tuneOrigins, tuneSplits } from '../../../shared/contract/tunes';
import { SCORES_FOLDER, TRASHED_SCORES_FOLDER, TUNE_LOG, isScoreFile } from './layout';
import { listScoreFiles } from './scan';
import type { ItemKind, StoredItem } from './storedItem';

/** A tune as the index keeps it. */
export interface StoredTune extends Tune, StoredItem {
  /** Equal for tunes with the same notes. */
  readonly notesKey: string;
}

/** The contract's view of a tune: spelled out, as there may be 20,000 of them. */
export function toTune(stored: StoredTune): Tune {
  return {
    id: stored.id,
    title: stored.title,
    file: stored.file,
    origin: stored.origin,
    source: stored.source,
    listedSplit: stored.listedSplit,
    sha256: stored.sha256,
    parts: stored.parts,
    notes: stored.notes,
    bars: stored.bars,
    seconds: stored.seconds,
    range: stored.range,
    key: stored.key,
    meter: stored.meter,
    qpm: stored.qpm,
    monophonic: stored.monophonic,
    notices: stored.notices,
    createdAt: stored.createdAt,
  };
}

/** True where a tune was taken in with its drums, and is read back with them. */
export function hasDrums({ parts }: Pick<Tune, 'parts'>): boolean {
  return parts.some((part) => part.drums);
}

const part = z.object({
  name: z.string(),
  channel: z.number(),
  program: z.number(),
  notes: z.number(),
  drums: z.boolean(),
});

const storedTune = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  file: z.string().refine(isScoreFile, 'not a path of a tune'),
  origin: z.enum(tuneOrigins),
  source: z.string(),
  listedSplit: z.enum(tuneSplits).nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  notesKey: z.string().min(1),
  parts: z.array(part),
  notes: z.number(),
  bars: z.number(),
  seconds: z.number(),
  range: z.object({ low: z.number(), high: z.number() }).nullable(),
  key: z.string(),
  meter: z.string(),
  qpm: z.number(),
  monophonic: z.boolean(),
  notices: z.array(z.string()),
  createdAt: z.string(),
  trashedAt: z.string().nullable().default(null),
  fileBytes: z.number(),
  fileTime: z.number(),
}) satisfies z.ZodType<StoredTune>;

/** Tunes among the library's kinds of items. */
export const tuneKind: ItemKind<StoredTune> = {
  log: TUNE_LOG,
  parse: (value) => storedTune.safeParse(value).data ?? null,
  listFiles: async (folder) => [
    ...(await listScoreFiles(folder, SCORES_FOLDER)),
    ...(await listScoreFiles(folder, TRASHED_SCORES_FOLDER)),
  ],
  contentOf: ({ notesKey }) => notesKey,
};
