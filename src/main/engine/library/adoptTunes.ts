// Takes in tune files that lie in a project but are not in its index, or are other than it says.
// Not import: the files stay where they are, byte for byte.

import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toLabErrorData } from '../../../shared/contract/errors';
import { baseName } from '../../../shared/data/fileNames';
import { TRASHED_SCORES_FOLDER } from './layout';
import type { PreparedTune } from './prepareTunes';
import { mapLimited } from './queue';
import type { AdoptionContext } from './recovery';
import type { UnreadableFile } from './recoveryNotices';
import { hasDrums } from './storedTune';
import type { StoredTune } from './storedTune';
import type { TuneReader } from './tuneReader';

/**
 * Takes files in.
 * @param files paths under the project
 * @returns tunes with what a lost one of the same file or content knew (title, origin, source, split), and files that
 *   are not a tune
 */
export async function adoptTunes(
  files: readonly string[],
  reader: TuneReader,
  { folder, now, lost, ids }: AdoptionContext<StoredTune>,
) {
  const adopted: StoredTune[] = [];
  const unreadable: UnreadableFile[] = [];
  const byFile = new Map(lost.map((tune) => [tune.file, tune]));
  const byContent = new Map(lost.map((tune) => [tune.sha256, tune]));
  const read = await mapLimited(files, 4, (file) => readTune(folder, file, reader, byFile.get(file)));
  for (const found of read) {
    if ('reason' in found) {
      unreadable.push(found);
      continue;
    }
    const known = byFile.get(found.file) ?? byContent.get(found.tune.sha256);
    if (known) byFile.delete(known.file);
    if (known) byContent.delete(known.sha256);
    adopted.push(describe(found, known, now, known?.id ?? ids.make(found.tune.sha256)));
  }
  return { adopted, unreadable };
}

interface ReadTune extends Pick<StoredTune, 'file' | 'fileBytes' | 'fileTime'> {
  readonly tune: PreparedTune;
}

async function readTune(
  folder: string,
  file: string,
  reader: TuneReader,
  lost: StoredTune | undefined,
): Promise<ReadTune | UnreadableFile> {
  try {
    const path = join(folder, file);
    const { mtimeMs } = await lstat(path);
    const bytes = await readFile(path);
    const drums = lost !== undefined && hasDrums(lost);
    const tune = await reader.prepareStored({ name: baseName(file), bytes, drums });
    return { file, tune, fileBytes: bytes.byteLength, fileTime: mtimeMs };
  } catch (error) {
    return { file, reason: toLabErrorData(error).message };
  }
}

function describe(
  { file, tune, fileBytes, fileTime }: ReadTune,
  known: StoredTune | undefined,
  now: Date,
  id: string,
): StoredTune {
  const at = now.toISOString();
  const inTrash = file.startsWith(`${TRASHED_SCORES_FOLDER}/`);
  const { title, sha256, notesKey, facts, notices } = tune;
  const same = known?.sha256 === sha256;
  return {
    id,
    title: same ? known.title : title,
    origin: known?.origin ?? 'imported',
    source: known?.source ?? baseName(file),
    listedSplit: known?.listedSplit ?? null,
    createdAt: known?.createdAt ?? at,
    ...{ file, sha256, notesKey, notices, fileBytes, fileTime },
    ...facts,
    trashedAt: inTrash ? (known?.trashedAt ?? at) : null,
  };
}
