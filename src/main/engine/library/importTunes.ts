// Brings files of tunes into a project: each read, told apart from what is there, written one tune a file.
// Not the reading: prepareTunes, wherever the tune reader runs it.

import { setImmediate } from 'node:timers/promises';
import type { CallOptions, ItemProgress } from '../../../shared/contract/call';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { MAX_TUNE_IMPORT_BYTES } from '../../../shared/contract/tunes';
import type { ImportTunesResult, Tune, TuneOrigin } from '../../../shared/contract/tunes';
import { isSystemError } from './files';
import type { MusicProject, NewTune } from './musicProject';
import type { PreparedFile, PreparedTune } from './prepareTunes';
import { toTune } from './storedTune';
import type { TuneReader } from './tuneReader';

/** Tunes written together: they share one append to the index. */
const GROUP = 64;
/** Longest time, ms, in which an import lets nobody else have a turn. */
const LONGEST_TURN = 20;

type ImportItem = { readonly name: string; readonly bytes: Uint8Array };
type Skipped = ImportTunesResult['skipped'][number];

export interface TuneImportSettings {
  readonly reader: TuneReader;
  readonly origin: TuneOrigin;
  readonly drums: boolean;
  readonly framesPerQuarter?: number;
  readonly now: Date;
}

/** @throws too-large over {@link MAX_TUNE_IMPORT_BYTES} */
export function requireTuneImportSize(files: readonly ImportItem[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  if (bytes <= MAX_TUNE_IMPORT_BYTES) return;
  const message = `Expected at most ${MAX_TUNE_IMPORT_BYTES} bytes of files in one import, got ${bytes}. Send fewer at a time.`;
  throw new LabError('too-large', message, { expected: MAX_TUNE_IMPORT_BYTES, got: bytes });
}

/**
 * Imports files; a file or tune that cannot be taken is skipped with the reason.
 * @throws aborted | disk-full | disk-denied; what was written until then stays
 */
export async function importTunes(
  project: MusicProject,
  files: readonly ImportItem[],
  settings: TuneImportSettings,
  { signal, onProgress }: CallOptions<ItemProgress> = {},
): Promise<ImportTunesResult> {
  const intake = createIntake(project, settings);
  let turn = performance.now();
  for (const [done, file] of files.entries()) {
    if (signal?.aborted) break;
    onProgress?.({ done, total: files.length, item: file.name });
    await intake.take(file, signal);
    if (performance.now() - turn < LONGEST_TURN) continue;
    await setImmediate();
    turn = performance.now();
  }
  await intake.flush();
  if (signal?.aborted) {
    throw new LabError('aborted', `Stopped: ${intake.imported.length} tunes had come in; those are kept.`);
  }
  onProgress?.({ done: files.length, total: files.length });
  return { imported: intake.imported, skipped: intake.skipped };
}

/** Collects tunes until a group is full, then writes it. */
function createIntake(project: MusicProject, settings: TuneImportSettings) {
  const { reader, origin, drums, framesPerQuarter, now } = settings;
  const imported: Tune[] = [];
  const skipped: Skipped[] = [];
  const waiting = new Map<string, NewTune>();

  async function flush(): Promise<void> {
    const group = [...waiting.values()];
    waiting.clear();
    imported.push(...(await project.add(group)).map(toTune));
  }

  async function read({ name, bytes }: ImportItem): Promise<PreparedFile | null> {
    try {
      return await reader.prepareFile({ name, bytes, drums, framesPerQuarter });
    } catch (error) {
      if (isSystemError(error)) throw error;
      const { code, message } = toLabErrorData(error);
      skipped.push({ source: name, code, message: named(name, message) });
      return null;
    }
  }

  function skipSame(source: string, prepared: PreparedTune): boolean {
    const same = waiting.get(prepared.notesKey) ?? project.findSame(prepared.notesKey);
    if (!same) return false;
    const message = `${source}: the same notes as "${same.title}", which is there already.`;
    skipped.push({ source, code: 'duplicate', message });
    return true;
  }

  return {
    imported,
    skipped,
    flush,
    async take(file: ImportItem, signal: AbortSignal | undefined): Promise<void> {
      const found = await read(file);
      for (const prepared of found?.tunes ?? []) {
        if (signal?.aborted) return;
        const source = prepared.place === '' ? file.name : `${file.name} ${prepared.place}`;
        if (skipSame(source, prepared)) continue;
        const { title } = prepared;
        waiting.set(prepared.notesKey, { prepared, title, origin, source, createdAt: now.toISOString() });
        if (waiting.size >= GROUP) await flush();
      }
      for (const { place, code, message } of found?.failures ?? []) {
        skipped.push({ source: `${file.name} ${place}`, code, message: named(file.name, message) });
      }
    },
  };
}

/** Readers name the file themselves; the limits of the library do not. */
function named(name: string, message: string): string {
  return message.includes(name) ? message : `${name}: ${message}`;
}
