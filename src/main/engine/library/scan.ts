// Which files lie in a project's folders, without opening them.
// Not recovery: what a missing or unknown file means is decided there. Links are never followed or listed.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPORARY_ENDING, isMissing } from './files';
import { BACKGROUND_RECORDINGS_FOLDER, isPlainName, isWavName } from './layout';
import { mapLimited } from './queue';

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

/** Paths of a project's background recordings under the project, sorted. */
export async function listBackgroundFiles(projectFolder: string): Promise<string[]> {
  const { files } = await listFolder(join(projectFolder, BACKGROUND_RECORDINGS_FOLDER));
  return files.filter(isWavName).map((name) => `${BACKGROUND_RECORDINGS_FOLDER}/${name}`);
}
