// Brings planned files into the project: batch by batch, each safe before the next, until done or stopped.
// Not the plan and not the screen.

import type {
  BackgroundRecording,
  Clip,
  ClipsService,
  ImportResult,
} from '../../../../shared/contract/clips';
import { toLabErrorData } from '../../../../shared/contract/errors';
import type { LabErrorData } from '../../../../shared/contract/errors';
import type { PlannedFile } from './importPlan';

/** Bytes of sound a call carries: small enough that stopping is quick and progress moves. */
export const BATCH_BYTES = 8 * 1024 * 1024;
/** The engine takes 32 MiB a call; what is larger alone cannot come in. */
export const LARGEST_FILE_BYTES = 31 * 1024 * 1024;
const LARGEST_BATCH_FILES = 500;

export interface ImportTotals {
  readonly imported: readonly Clip[];
  readonly backgrounds: readonly BackgroundRecording[];
  readonly skipped: ImportResult['skipped'];
  readonly stopped: boolean;
  /** What ended it before its end, and how many files had been through; null when nothing did. */
  readonly broken: { readonly message: string; readonly done: number; readonly total: number } | null;
}

/** Cuts files into batches of at most `bytes`, in order; a larger file is a batch of its own. */
export function batchesOf(
  files: readonly PlannedFile[],
  bytes = BATCH_BYTES,
): readonly (readonly PlannedFile[])[] {
  const batches: PlannedFile[][] = [];
  let room = 0;
  for (const file of files) {
    const last = batches.at(-1);
    if (last && file.file.size <= room && last.length < LARGEST_BATCH_FILES) last.push(file);
    else {
      batches.push([file]);
      room = bytes;
    }
    room -= file.file.size;
  }
  return batches;
}

export interface ImportRun {
  readonly clips: Pick<ClipsService, 'importFiles'>;
  readonly projectId: string;
  readonly session: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export async function importPlanned(files: readonly PlannedFile[], run: ImportRun): Promise<ImportTotals> {
  const small = files.filter(({ file }) => file.size <= LARGEST_FILE_BYTES);
  const imported: Clip[] = [];
  const backgrounds: BackgroundRecording[] = [];
  const skipped = files.filter(({ file }) => file.size > LARGEST_FILE_BYTES).map(tooLarge);
  let done = 0;
  for (const batch of batchesOf(small)) {
    if (run.signal.aborted) break;
    const { read, unreadable } = await readBatch(batch);
    const result = await sendBatch(read, run);
    if ('message' in result) {
      const broken = { message: result.message, done, total: small.length };
      return { imported, backgrounds, skipped, stopped: false, broken };
    }
    imported.push(...result.imported);
    backgrounds.push(...result.backgrounds);
    skipped.push(...unreadable, ...result.skipped);
    done += batch.length;
    run.onProgress(done, small.length);
  }
  return { imported, backgrounds, skipped, stopped: run.signal.aborted, broken: null };
}

/** What the engine made of a batch, or its error: the batches before are safe and must be told of. */
async function sendBatch(
  files: Parameters<ClipsService['importFiles']>[0]['files'],
  { clips, projectId, session }: ImportRun,
): Promise<ImportResult | LabErrorData> {
  try {
    return await clips.importFiles({ projectId, session, files });
  } catch (error) {
    return toLabErrorData(error);
  }
}

type Skipped = ImportResult['skipped'][number];

async function readBatch(batch: readonly PlannedFile[]) {
  const unreadable: Skipped[] = [];
  const read = [];
  for (const { path, file, target } of batch) {
    try {
      read.push({ path, bytes: new Uint8Array(await file.arrayBuffer()), target });
    } catch {
      unreadable.push({
        path,
        code: 'not-found',
        message: 'The browser could not read it: it was moved, changed or forbidden.',
      });
    }
  }
  return { read, unreadable };
}

function tooLarge({ path, file }: PlannedFile): Skipped {
  const megabytes = Math.round(file.size / 1024 / 1024);
  return {
    path,
    code: 'too-large',
    message: `Expected at most 31 MB a file, got ${megabytes} MB. Cut it into parts.`,
  };
}
