// The files of a folder of sounds, and its split lists, as planImport wants them.
// Not a project's folders: see scan.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findListFiles } from '../../../shared/data/planImport';
import type { SplitLists } from '../../../shared/data/planImport';

/**
 * All files below a folder, hidden ones too, sorted. Links to files count as files; links to folders are not followed.
 * @returns paths under the folder with forward slashes
 */
export async function walkFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const visit = async (prefix: string): Promise<void> => {
    const entries = await readdir(join(folder, prefix), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else paths.push(path);
    }
  };
  await visit('');
  return paths;
}

/** The texts of the list files among the paths. */
export async function readSplitLists(folder: string, paths: readonly string[]): Promise<SplitLists> {
  const { validation, testing } = findListFiles(paths);
  const read = (path: string | null): Promise<string | null> | null =>
    path === null ? null : readFile(join(folder, path), 'utf8');
  return { validation: await read(validation), testing: await read(testing) };
}
