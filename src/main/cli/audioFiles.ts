// Which recordings a command line means: files as they are named, folders with all the wav files in them.
// Not their content.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../shared/contract/errors';
import type { LabErrorData } from '../../shared/contract/errors';

export interface FailedFile extends Pick<LabErrorData, 'code' | 'message'> {
  readonly file: string;
}

export interface AudioFiles {
  /** In the order named; inside folders by name. */
  readonly files: readonly string[];
  /** What is not there, or a folder with nothing to hear. */
  readonly failed: readonly FailedFile[];
}

/** Finds recordings. @param paths of files and folders */
export async function findAudioFiles(paths: readonly string[]): Promise<AudioFiles> {
  const files: string[] = [];
  const failed: FailedFile[] = [];
  for (const path of paths) {
    try {
      files.push(...(await filesAt(path)));
    } catch (error) {
      failed.push(failedFile(path, error));
    }
  }
  return { files: [...new Set(files)], failed };
}

/** Why a file was left out. */
export function failedFile(file: string, error: unknown): FailedFile {
  const { code, message } = toLabErrorData(error);
  return { file, code, message };
}

async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && /\.wave?$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  throw new LabError('bad-audio', 'Expected wav files in this folder, found none.');
}
