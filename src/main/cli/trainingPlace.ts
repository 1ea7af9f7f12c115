// Where a training of the command line works: beside the model's place, until the model is whole.
// Not whether a model may be written there: ./places.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LabError, toLabErrorData } from '../../shared/contract/errors';
import { makeFolder } from '../engine/library';
import type { Terminal } from './terminal';

/**
 * Works in a folder of its own beside the model's place, which goes when the model is whole; weights that are nowhere
 * else stay, and the error says where.
 */
export async function besideThePlace<T>(out: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeFolder(dirname(out));
  const folder = await mkdtemp(`${out}.training-`);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const result = await work(folder);
    await remove();
    return result;
  } catch (error) {
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes('best')) {
      const { code, message, details } = toLabErrorData(error);
      throw new LabError(code, `${message} The best weights are in ${join(folder, 'best')}`, details);
    }
    await remove();
    throw error;
  }
}

/** Names what trainings to the same place left that were killed: the best weights so far are a model. */
export async function noteLeftovers(out: string, terminal: Terminal): Promise<void> {
  const names = await readdir(dirname(out)).catch((): string[] => []);
  for (const name of names.filter((one) => one.startsWith(`${basename(out)}.training-`))) {
    const folder = join(dirname(out), name);
    terminal.note(
      `${folder} is of a training that was cut off, or still runs. If it does not, its best/ is a model, or delete it.`,
    );
  }
}
