// Brings files of tunes into the project: batch by batch, each safe before the next, until done or stopped.
// Not the reading of notes: that is the engine's. What names alone tell is said before.

import type { LabErrorData } from '../../../../shared/contract/errors';
import { toLabErrorData } from '../../../../shared/contract/errors';
import type { ImportTunesResult, Tune, TunesService } from '../../../../shared/contract/tunes';
import type { BroughtFile } from '../../../components/import/gatherFiles';
import { countReasons } from '../../../components/import/reasons';
import type { ReasonCount } from '../../../components/import/reasons';

/** Bytes a call carries: small enough that stopping is quick and progress moves. The engine takes 32 MiB. */
export const BATCH_BYTES = 4 * 1024 * 1024;
export const LARGEST_FILE_BYTES = 31 * 1024 * 1024;
const LARGEST_BATCH_FILES = 100;

export interface TuneImportPlan {
  readonly files: readonly BroughtFile[];
  /** `MIDI file` and how many, most frequent first. */
  readonly kinds: readonly { readonly name: string; readonly count: number }[];
  readonly ignored: readonly ReasonCount[];
}

const kindOfName: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\.(midi?|kar|rmi)$/i, 'MIDI file'],
  [/\.(abc|txt)$/i, 'ABC book'],
  [/\.json$/i, 'piano-roll file'],
];

const collator = new Intl.Collator(undefined, { numeric: true });

/** What the names of files tell before anything is read; what is in them decides later. */
export function planTuneImport(brought: readonly BroughtFile[]): TuneImportPlan {
  const files: BroughtFile[] = [];
  const ignored: { path: string; reason: string }[] = [];
  const counts = new Map<string, number>();
  for (const one of brought) {
    const reason = whyIgnored(one);
    if (reason !== null) {
      ignored.push({ path: one.path, reason });
      continue;
    }
    const kind = kindOfName.find(([pattern]) => pattern.test(one.path))?.[1] ?? '';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    files.push(one);
  }
  const kinds = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
  // Folders come in no order that means anything; by name is how a person would look for them.
  files.sort((a, b) => collator.compare(a.path, b.path));
  return { files, kinds, ignored: countReasons(ignored) };
}

function whyIgnored({ path, file }: BroughtFile): string | null {
  const isHidden = path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX');
  if (isHidden) return 'a hidden file';
  if (/\.(musicxml|mxl|xml)$/i.test(path)) return 'MusicXML is not read: export it as MIDI or ABC first';
  if (!kindOfName.some(([pattern]) => pattern.test(path))) return 'not a MIDI, ABC or piano-roll file';
  if (file.size > LARGEST_FILE_BYTES) {
    return 'larger than 31 MB: cut it into parts';
  }
  return null;
}

/** Cuts files into batches by size and number, in order. */
export function batchesOf(files: readonly BroughtFile[], bytes = BATCH_BYTES): readonly BroughtFile[][] {
  const batches: BroughtFile[][] = [];
  let room = 0;
  for (const one of files) {
    const last = batches.at(-1);
    if (last && one.file.size <= room && last.length < LARGEST_BATCH_FILES) last.push(one);
    else {
      batches.push([one]);
      room = bytes;
    }
    room -= one.file.size;
  }
  return batches;
}

export interface TuneImportTotals {
  readonly imported: readonly Tune[];
  readonly skipped: ImportTunesResult['skipped'];
  readonly stopped: boolean;
  /** What ended it before its end, and how many files had been through; null when nothing did. */
  readonly broken: { readonly message: string; readonly done: number; readonly total: number } | null;
}

/** What files do not say themselves. */
export interface TuneReading {
  /** Keep MIDI's drums. */
  readonly drums: boolean;
  /** Frames of a quarter note in piano rolls. */
  readonly framesPerQuarter: number;
}

export interface TuneImportRun {
  readonly tunes: Pick<TunesService, 'importFiles'>;
  readonly projectId: string;
  readonly reading: TuneReading;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export async function importTunes(
  files: readonly BroughtFile[],
  run: TuneImportRun,
): Promise<TuneImportTotals> {
  const imported: Tune[] = [];
  const skipped: ImportTunesResult['skipped'][number][] = [];
  let done = 0;
  for (const batch of batchesOf(files)) {
    if (run.signal.aborted) break;
    const { read, unreadable } = await readBatch(batch);
    const result = await sendBatch(read, run, done, files.length);
    if ('message' in result) {
      return {
        imported,
        skipped,
        stopped: false,
        broken: { message: result.message, done, total: files.length },
      };
    }
    imported.push(...result.imported);
    skipped.push(...unreadable, ...result.skipped);
    done += batch.length;
    run.onProgress(done, files.length);
  }
  return { imported, skipped, stopped: run.signal.aborted, broken: null };
}

/** What the engine made of a batch, or its error: the batches before are safe and must be told of. */
async function sendBatch(
  files: Parameters<TunesService['importFiles']>[0]['files'],
  { tunes, projectId, reading, onProgress }: TuneImportRun,
  before: number,
  total: number,
): Promise<ImportTunesResult | LabErrorData> {
  try {
    return await tunes.importFiles(
      { projectId, files, ...reading },
      { onProgress: ({ done }) => onProgress(before + Math.min(done, files.length), total) },
    );
  } catch (error) {
    return toLabErrorData(error);
  }
}

async function readBatch(batch: readonly BroughtFile[]) {
  const unreadable: ImportTunesResult['skipped'][number][] = [];
  const read = [];
  for (const { path, file } of batch) {
    try {
      read.push({ name: path, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      unreadable.push({
        source: path,
        code: 'not-found',
        message: 'The browser could not read it: it was moved, changed or forbidden.',
      });
    }
  }
  return { read, unreadable };
}
