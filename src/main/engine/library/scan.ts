// Which files lie in a library's folders, without opening them.
// Not recovery: what a missing or unknown file means is decided there. Links are never followed or listed.

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import { TEMPORARY_ENDING, isMissing, isThere } from './files';
import {
  BACKGROUND_RECORDINGS_FOLDER,
  CACHE_FOLDER,
  CLIPS_FOLDER,
  INCOMING_FOLDER,
  RUNS_FOLDER,
  SCORES_FOLDER,
  TRASHED_CLIPS_FOLDER,
  TRASHED_SCORES_FOLDER,
  TRASH_FOLDER,
  isPlainName,
  isScoreName,
  isWavName,
  projectsFolder,
} from './layout';
import { mapLimited } from './queue';

const OWN_FOLDERS = [
  CLIPS_FOLDER,
  INCOMING_FOLDER,
  BACKGROUND_RECORDINGS_FOLDER,
  RUNS_FOLDER,
  CACHE_FOLDER,
  TRASH_FOLDER,
  TRASHED_CLIPS_FOLDER,
  SCORES_FOLDER,
  TRASHED_SCORES_FOLDER,
];

/** Plain files and plain folders of a folder, by name, sorted; empty when it is not there. */
export async function listFolder(
  path: string,
): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const visible = entries.filter((entry) => isPlainName(entry.name));
    const names = (wanted: typeof entries): string[] => wanted.map((entry) => spelling(entry.name)).sort();
    return {
      files: names(visible.filter((entry) => entry.isFile() && !entry.name.endsWith(TEMPORARY_ENDING))),
      folders: names(visible.filter((entry) => entry.isDirectory())),
    };
  } catch (error) {
    if (isMissing(error)) return { files: [], folders: [] };
    throw error;
  }
}

/**
 * Refuses a project whose folders are links: what lies behind them is not the library's, and must neither be served
 * nor taken for lost.
 * @throws bad-data naming the link
 */
export async function requireOwnFolders(projectFolder: string): Promise<void> {
  for (const name of OWN_FOLDERS) {
    const path = join(projectFolder, name);
    const found = await lstat(path).catch(() => null);
    if (!found?.isSymbolicLink()) continue;
    const message = `${path} is a link. A project keeps its files in its own folder: put the folder itself there.`;
    throw new LabError('bad-data', message, { path });
  }
}

/** Older macOS disks spell accents apart; they open either spelling, and the index has the composed one. */
function spelling(name: string): string {
  return process.platform === 'darwin' ? name.normalize('NFC') : name;
}

/**
 * Wav files two levels deep.
 * @param root folder of label folders, relative to the project, e.g. `clips`
 * @returns paths under the project with forward slashes, sorted within each folder
 */
export async function listClipFiles(projectFolder: string, root: string): Promise<string[]> {
  const { folders } = await listFolder(join(projectFolder, root));
  const inFolders = await mapLimited(folders, 8, async (label) => {
    const { files } = await listFolder(join(projectFolder, root, label));
    return files.filter(isWavName).map((name) => `${root}/${label}/${name}`);
  });
  return inFolders.flat();
}

/**
 * MIDI and ABC files of a folder.
 * @param root relative to the project, e.g. `scores`
 * @returns paths under the project with forward slashes, sorted
 */
export async function listScoreFiles(projectFolder: string, root: string): Promise<string[]> {
  const { files } = await listFolder(join(projectFolder, root));
  return files.filter(isScoreName).map((name) => `${root}/${name}`);
}

/** Paths of a project's background recordings under the project, sorted. */
export async function listBackgroundFiles(projectFolder: string): Promise<string[]> {
  const { files } = await listFolder(join(projectFolder, BACKGROUND_RECORDINGS_FOLDER));
  return files.filter(isWavName).map((name) => `${BACKGROUND_RECORDINGS_FOLDER}/${name}`);
}

/** A project id that no folder has: the slug itself, or with a number behind it. */
export async function freeProjectId(home: string, slug: string): Promise<string> {
  let id = slug;
  for (let n = 2; await isThere(join(projectsFolder(home), id)); n++) id = `${slug}-${n}`;
  return id;
}
