// A clip as clips.jsonl keeps it, and what the contract shows of it.
// Not the index as a file: see itemLog.

import { z } from 'zod';
import type { Clip, Split } from '../../../shared/contract/clips';
import { splits } from '../../../shared/contract/clips';
import { CLIPS_FOLDER, CLIP_LOG, TRASHED_CLIPS_FOLDER, isClipFile } from './layout';
import { listClipFiles } from './scan';
import type { ItemKind, StoredItem } from './storedItem';

/** A clip as the index keeps it: everything but its split, which is decided over all clips. */
export interface StoredClip extends Omit<Clip, 'split'>, StoredItem {}

/** The contract's view of a clip in use. */
export function toClip(stored: StoredClip, split: Split): Clip {
  const { id, label, file, speaker, session, source, listedSplit, device } = stored;
  const { sha256, seconds, trim, measures, createdAt } = stored;
  return {
    ...{ id, label, file, speaker, session, source, listedSplit, split, device },
    ...{ sha256, seconds, trim, measures, createdAt },
  };
}

const storedClip = z.object({
  id: z.string().min(1),
  label: z.string().min(1),
  file: z.string().refine(isClipFile, 'not a path of a clip'),
  speaker: z.string().min(1),
  session: z.string(),
  source: z.enum(['recorded', 'imported', 'synthetic']),
  listedSplit: z.enum(splits).nullable(),
  device: z
    .object({
      deviceLabel: z.string(),
      sampleRate: z.number(),
      echoCancellation: z.boolean(),
      noiseSuppression: z.boolean(),
      autoGainControl: z.boolean(),
    })
    .nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  seconds: z.number().positive(),
  trim: z.object({ start: z.number(), end: z.number() }).nullable(),
  measures: z.object({ peak: z.number(), rms: z.number(), clipped: z.boolean(), silent: z.boolean() }),
  createdAt: z.string(),
  trashedAt: z.string().nullable().default(null),
  fileBytes: z.number(),
  fileTime: z.number(),
}) satisfies z.ZodType<StoredClip>;

/** Clips among the library's kinds of items. */
export const clipKind: ItemKind<StoredClip> = {
  log: CLIP_LOG,
  parse: (value) => storedClip.safeParse(value).data ?? null,
  listFiles: async (folder) => [
    ...(await listClipFiles(folder, CLIPS_FOLDER)),
    ...(await listClipFiles(folder, TRASHED_CLIPS_FOLDER)),
  ],
  contentOf: ({ sha256 }) => sha256,
};
