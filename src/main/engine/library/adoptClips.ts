// Takes in wav files that lie in a project but are not in its index, or are other than it says.
// Not import: the files stay where they are, byte for byte.

import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { speakerOf } from '../../../shared/data/fileNames';
import { labelFolder, validateLabel } from '../../../shared/data/labels';
import { measureClip } from '../../../shared/dsp/measure';
import { decodeWav } from '../../../shared/dsp/wav';
import { MAX_CLIP_SECONDS } from '../../../shared/contract/clips';
import { sha256 } from './intake';
import { TRASHED_CLIPS_FOLDER, labelKey } from './layout';
import { mapLimited } from './queue';
import type { AdoptionContext } from './recovery';
import type { UnreadableFile } from './recoveryNotices';
import type { StoredClip } from './storedClip';

/**
 * Takes files in.
 * @param files paths under the project
 * @param labels of the project, to know whose folder is whose
 * @returns clips with what a lost one of the same file or sound knew (speaker, session, source, device, trim), and
 *   files that are not sound
 */
export async function adoptClips(
  files: readonly string[],
  labels: readonly string[],
  context: AdoptionContext<StoredClip>,
) {
  const adopted: StoredClip[] = [];
  const unreadable: UnreadableFile[] = [];
  const labelOf = createFolderLabels(labels);
  const byFile = new Map(context.lost.map((clip) => [clip.file, clip]));
  const bySound = new Map(context.lost.map((clip) => [clip.sha256, clip]));
  const read = await mapLimited(files, 4, (file) => readClip(context.folder, file));
  for (const [i, found] of read.entries()) {
    if ('reason' in found) {
      unreadable.push(found);
      continue;
    }
    const lost = byFile.get(found.file) ?? bySound.get(found.sha256);
    if (lost) byFile.delete(lost.file);
    if (lost) bySound.delete(lost.sha256);
    adopted.push(describe(files[i], found, lost, labelOf, context));
  }
  return { adopted, unreadable };
}

type ReadClip = Pick<StoredClip, 'file' | 'sha256' | 'seconds' | 'measures' | 'fileBytes' | 'fileTime'>;

async function readClip(folder: string, file: string): Promise<ReadClip | UnreadableFile> {
  try {
    const path = join(folder, file);
    const { mtimeMs } = await lstat(path);
    const bytes = await readFile(path);
    const { samples, sampleRate } = decodeWav(bytes, { maxSeconds: MAX_CLIP_SECONDS });
    return {
      file,
      sha256: sha256(bytes),
      seconds: samples.length / sampleRate,
      measures: measureClip(samples),
      fileBytes: bytes.byteLength,
      fileTime: mtimeMs,
    };
  } catch (error) {
    return { file, reason: toLabErrorData(error).message };
  }
}

function describe(
  file: string,
  found: ReadClip,
  lost: StoredClip | undefined,
  labelOf: (folder: string) => string,
  { now, ids }: AdoptionContext<StoredClip>,
): StoredClip {
  const inTrash = file.startsWith(`${TRASHED_CLIPS_FOLDER}/`);
  const at = now.toISOString();
  const place = { trashedAt: inTrash ? (lost?.trashedAt ?? at) : null };
  if (lost) {
    const label = lost.file === file ? lost.label : labelOf(folderOf(file));
    const trim = lost.sha256 === found.sha256 ? lost.trim : null;
    return { ...lost, ...found, ...place, label, trim };
  }
  return {
    ...found,
    ...place,
    id: ids.make(found.sha256),
    label: labelOf(folderOf(file)),
    speaker: speakerOf(file),
    session: `found ${at.slice(0, 10)}`,
    source: 'imported',
    listedSplit: null,
    device: null,
    trim: null,
    createdAt: at,
  };
}

/** The label's folder of a clip's path. */
function folderOf(file: string): string {
  return file.split('/').at(-2)!;
}

/** The label whose folder it is; a folder of no label is a label by its own name where that is a valid one. */
function createFolderLabels(labels: readonly string[]): (folder: string) => string {
  const labelOf = new Map(
    labels.flatMap((label) => [
      [labelKey(label), label],
      [labelFolder(label), label],
    ]),
  );
  return (folder) => {
    let label = labelOf.get(folder) ?? labelOf.get(labelKey(folder));
    if (label === undefined) labelOf.set(folder, (label = labelFromName(folder)));
    return label;
  };
}

function labelFromName(folder: string): string {
  try {
    return validateLabel(folder);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const readable = [...folder.replace(/[^\p{L}\p{N} -]/gu, '')].slice(0, 30).join('');
    return validateLabel(`folder ${readable}`);
  }
}
