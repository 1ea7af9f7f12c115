// Where a command may write what it makes.
// Not the writing.

import { readdir } from 'node:fs/promises';
import { LabError } from '../../shared/contract/errors';

/**
 * Makes sure a model may be written: to a folder that is not there, empty, or holds a model and nothing else, because
 * a folder is replaced whole.
 * @param own names of a model's files
 * @throws already-exists where something else stands there
 */
export async function requireFreePlace(folder: string, own: readonly string[]): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    if (error.code !== 'ENOTDIR') throw error;
    throw new LabError('already-exists', `${folder} is a file. Name a folder for the model with --out.`);
  });
  const other = names.find((name) => !own.includes(name));
  if (other === undefined) return;
  throw new LabError(
    'already-exists',
    `${folder} holds files that are no model, e.g. ${other}. Name an empty or new folder with --out.`,
  );
}
