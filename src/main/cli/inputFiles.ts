// Which files a command line means: files as they are named, folders with all the files of a kind in them.
// Not their content.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../shared/contract/errors';
import type { LabErrorCode, LabErrorData } from '../../shared/contract/errors';

export interface FailedFile extends Pick<LabErrorData, 'code' | 'message'> {
  readonly file: string;
}

export interface InputFiles {
  /** In the order named; inside folders by name. */
  readonly files: readonly string[];
  /** What is not there, or a folder with nothing of use. */
  readonly failed: readonly FailedFile[];
}

/** A kind of files as folders are searched for it. */
export interface FileKind {
  readonly name: RegExp;
  /** What a folder without any is told. */
  readonly nothing: { readonly code: LabErrorCode; readonly message: string };
}

export const audioFiles: FileKind = {
  name: /\.wave?$/i,
  nothing: { code: 'bad-audio', message: 'Expected wav files in this folder, found none.' },
};

export const tuneFiles: FileKind = {
  name: /\.(?:midi?|rmi|kar|abc|json)$/i,
  nothing: {
    code: 'bad-score',
    message: 'Expected MIDI, ABC or piano-roll JSON files in this folder, found none.',
  },
};

/** Finds files. @param paths of files and folders */
export async function findFiles(paths: readonly string[], kind: FileKind): Promise<InputFiles> {
  const files: string[] = [];
  const failed: FailedFile[] = [];
  for (const path of paths) {
    try {
      files.push(...(await filesAt(path, kind)));
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

async function filesAt(path: string, { name, nothing }: FileKind): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  throw new LabError(nothing.code, nothing.message);
}
