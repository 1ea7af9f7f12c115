// The tunes a command line names, read from files and folders, with those named that could not be.
// Not what is made of them: tokens and splits are src/main/engine/music's.

import { readFile } from 'node:fs/promises';
import { LabError } from '../../shared/contract/errors';
import { readTunes } from '../../shared/music';
import type { TuneSource } from '../engine/music';
import type { CommandContext } from './context';
import { plural } from './format';
import { failedFile, findFiles, tuneFiles } from './inputFiles';
import type { FailedFile } from './inputFiles';

export interface TuneSources {
  readonly tunes: readonly TuneSource[];
  /** Files, and tunes of books, that were left out. */
  readonly failed: readonly FailedFile[];
}

const SHOWN = 5;

/**
 * Reads tunes.
 * @param framesPerQuarter of piano rolls
 * @throws not-found for a path that is not there; bad-score where nothing could be read; aborted
 */
export async function readTuneSources(
  paths: readonly string[],
  framesPerQuarter: number,
  { terminal, signal }: Pick<CommandContext, 'terminal' | 'signal'>,
): Promise<TuneSources> {
  const found = await findFiles(paths, tuneFiles);
  const missing = found.failed.find(({ code }) => code === 'not-found');
  if (missing)
    throw new LabError('not-found', `There is no file or folder ${missing.file}.`, { path: missing.file });
  const tunes: TuneSource[] = [];
  const failed: FailedFile[] = [...found.failed];
  for (const [index, file] of found.files.entries()) {
    if (signal.aborted) throw new LabError('aborted', 'Stopped while tunes were read. Nothing was written.');
    terminal.progress(`reading ${index + 1} of ${found.files.length} files`);
    const read = await readFileOfTunes(file, framesPerQuarter);
    for (const tune of read.tunes) tunes.push(tune);
    failed.push(...read.failed);
  }
  noteFailed(failed, terminal);
  if (tunes.length > 0) return { tunes, failed };
  const [first] = failed;
  const message = `No tune could be read. ${first ? named(first) : 'Name files or folders.'}`;
  throw new LabError('bad-score', message, { failed });
}

async function readFileOfTunes(file: string, framesPerQuarter: number): Promise<TuneSources> {
  try {
    const { tunes, failures } = readTunes(await readFile(file), { name: file, framesPerQuarter });
    return {
      tunes: tunes.map(({ score, split }) => ({ id: null, title: score.title, score, listedSplit: split })),
      failed: failures.map(({ error }) => failedFile(file, error)),
    };
  } catch (error) {
    return { tunes: [], failed: [failedFile(file, error)] };
  }
}

function noteFailed(failed: readonly FailedFile[], terminal: CommandContext['terminal']): void {
  if (failed.length === 0) return;
  terminal.note(`${plural(failed.length, 'tune or file', 'tunes or files')} left out:`);
  for (const one of failed.slice(0, SHOWN)) terminal.note(`  ${named(one)}`);
  if (failed.length > SHOWN) terminal.note(`  and ${failed.length - SHOWN} more`);
}

/** Readers name the file themselves; the system does not. */
function named({ file, message }: FailedFile): string {
  return message.includes(file) ? message : `${file}: ${message}`;
}
