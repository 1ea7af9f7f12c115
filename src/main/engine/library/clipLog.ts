// clips.jsonl: one line per clip, appended, then compacted; a later line of the same id replaces the earlier.
// Not the wav files: whether the lines are true of them is checked in recovery.

import { z } from 'zod';
import type { Clip, Split } from '../../../shared/contract/clips';
import { splits } from '../../../shared/contract/clips';
import { appendLines, readLines, writeFileAtomic } from './files';
import { isClipFile } from './layout';

/** A clip as the index keeps it: everything but its split, which is decided over all clips. */
export interface StoredClip extends Omit<Clip, 'split'> {
  /** ISO 8601 when it lies in the trash, else null. */
  readonly trashedAt: string | null;
  /** Size and modification time (ms) of the file when `sha256` and `measures` were taken; tells outside changes. */
  readonly fileBytes: number;
  readonly fileTime: number;
}

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

/** A clip's last line and the files its earlier lines named, newest first. */
export interface LoggedClip {
  readonly clip: StoredClip;
  readonly formerFiles: readonly string[];
}

/** What clips.jsonl says. */
export interface ClipLogContent {
  /** By id, in the order the clips came. */
  readonly clips: ReadonlyMap<string, LoggedClip>;
  /** Lines that are not a clip: damaged, or not ours. */
  readonly damaged: number;
  /** The last line was being written when the process ended. */
  readonly torn: boolean;
  readonly missing: boolean;
  /** Whole lines in the file. */
  readonly lines: number;
}

/** Reads the index; what cannot be read is counted, never thrown. */
export async function readClipLog(path: string): Promise<ClipLogContent> {
  const { lines, torn, missing } = await readLines(path);
  const clips = new Map<string, LoggedClip>();
  let damaged = 0;
  for (const line of lines) {
    const clip = parseLine(line);
    if (!clip) damaged++;
    else clips.set(clip.id, { clip, formerFiles: formerFiles(clips.get(clip.id), clip) });
  }
  return { clips, damaged, torn, missing, lines: lines.length };
}

function formerFiles(before: LoggedClip | undefined, now: StoredClip): readonly string[] {
  if (!before) return [];
  const files = [before.clip.file, ...before.formerFiles];
  return files.filter((file) => file !== now.file);
}

function parseLine(line: string): StoredClip | null {
  try {
    const parsed = storedClip.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function formatLine({ trashedAt, ...clip }: StoredClip): string {
  return JSON.stringify(trashedAt === null ? clip : { ...clip, trashedAt });
}

/** Writing side of the index. */
export interface ClipLog {
  /** Safe on disk when the promise resolves; after an error the file is as before. */
  append(clips: readonly StoredClip[]): Promise<void>;
  /** Replaces the file by one line per clip. */
  rewrite(clips: Iterable<StoredClip>): Promise<void>;
  /** True when most lines are outdated, so that rewriting pays for itself. */
  isWasteful(liveClips: number): boolean;
}

/** Outdated lines that are never worth a rewrite. */
const ALLOWED_WASTE = 1000;

/** @param lines whole lines in the file now */
export function createClipLog(path: string, lines: number): ClipLog {
  let count = lines;
  return {
    async append(clips) {
      await appendLines(path, clips.map(formatLine));
      count += clips.length;
    },
    async rewrite(clips) {
      const text = Array.from(clips, (clip) => `${formatLine(clip)}\n`);
      await writeFileAtomic(path, text.join(''));
      count = text.length;
    },
    isWasteful(liveClips) {
      return count - liveClips > liveClips + ALLOWED_WASTE;
    },
  };
}
