// Every write the library makes: whole files through a temporary one, lines appended, moves made durable.
// Not a cache and not a format: what stands in the files is decided elsewhere.

import { mkdir, open, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/contract/errors';

/** Ending of files that are being written; whatever bears it can be deleted when nobody writes. */
export const TEMPORARY_ENDING = '.part';

let temporaryFiles = 0;

/**
 * Writes a file so that a reader, or a process killed at any moment, sees all of the old or all of the new one.
 * @param path absolute; its folder exists
 * @param data the whole content
 * @throws the system's error; then the old file stands and nothing is left behind
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}-${++temporaryFiles}${TEMPORARY_ENDING}`;
  try {
    await writeFileDurable(temporary, data);
    await renameFile(temporary, path);
  } catch (error) {
    await removeQuietly(temporary);
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * Writes a new file and waits until the disk has it. Not atomic: for names that nobody reads yet.
 * @returns the file's modification time, ms
 * @throws the system's error; EEXIST when the file is there
 */
export async function writeFileDurable(path: string, data: string | Uint8Array): Promise<number> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(data);
    await file.sync();
    return (await file.stat()).mtimeMs;
  } finally {
    await file.close();
  }
}

/**
 * Appends whole lines and waits until the disk has them. When that fails, the file is cut back to what it was.
 * @param path made when it is not there
 * @param lines text without line ends
 */
export async function appendLines(path: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const begin = (await endsInLine(file, size)) ? '\n' : '';
    await appendTo(file, path, size, `${begin}${lines.join('\n')}\n`);
  } finally {
    await file.close();
  }
}

/** True when the last line has no end: what is appended must not become part of it. */
async function endsInLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

async function appendTo(file: FileHandle, path: string, before: number, text: string): Promise<void> {
  try {
    await file.writeFile(text);
    await file.datasync();
  } catch (error) {
    await truncate(path, before).catch(() => undefined);
    throw error;
  }
}

/** Appends one line; see {@link appendLines}. */
export function appendLine(path: string, line: string): Promise<void> {
  return appendLines(path, [line]);
}

/** What stands in a file of lines. */
export interface Lines {
  /** Whole lines only, without their ends; empty when the file is not there. */
  readonly lines: readonly string[];
  /** The last line had no end: a process was killed while writing it. It is not among `lines`. */
  readonly torn: boolean;
  readonly missing: boolean;
}

/**
 * Reads a file of lines, surviving a last line that was never finished.
 * @throws the system's error, except when the file is not there
 */
export async function readLines(path: string): Promise<Lines> {
  const text = await readTextIfThere(path);
  if (text === null) return { lines: [], torn: false, missing: true };
  const lines = text.split('\n');
  const rest = lines.pop();
  return { lines, torn: rest !== '', missing: false };
}

/** A file's text, null where there is none. */
export async function readTextIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Reads a JSON file.
 * @returns its value, not validated; null where there is no file
 * @throws bad-data when it is not JSON, naming the file
 */
export async function readJson(path: string): Promise<unknown> {
  const text = await readTextIfThere(path);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError(
      'bad-data',
      `${path}: expected JSON, got something else (${reason}). Put back a good copy.`,
      { path },
    );
  }
}

/** Writes a value as JSON that a person can read, atomically; NaN and infinities become null. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Makes a folder and those above it. Not by mkdir's own `recursive`: Node calls a read-only disk ENOENT there, and never
 * comes back from a place that takes no folders (/proc).
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path));
      await mkdir(path).catch((again: unknown) => requireFolder(path, again));
    } else await requireFolder(path, error);
  }
}

/** A folder that is there already is made; anything else is the refusal of the system. */
async function requireFolder(path: string, refusal: unknown): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) throw refusal;
}

/** Moves a file or folder to another name on the same disk, making the folder it goes to. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await renameFile(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makeFolder(dirname(to));
    await renameFile(from, to);
  }
}

const BUSY_CODES = new Set(['EPERM', 'EACCES', 'EBUSY']);
const BUSY_TRIES = 8;

/** Windows refuses to rename what a virus scanner or an indexer looks at just then: it is tried again. */
async function renameFile(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const busy = process.platform === 'win32' && BUSY_CODES.has(errorCode(error));
      if (!busy || attempt === BUSY_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt));
    }
  }
}

/** Makes names in a folder durable, where the system can (Windows cannot open folders). */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | null = null;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    if (errorCode(error) === 'ENOSPC' || errorCode(error) === 'EIO') throw error;
  } finally {
    await folder?.close();
  }
}

/** Deletes a file or folder if it is there; a failure leaves litter, never an error. */
export async function removeQuietly(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** True when something lies at the path. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The system's own code of an error, empty where it has none. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** True for the errors that mean: nothing lies there. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR';
}

/** True for an error of the disk or another part of the system, false for one of the data. */
export function isSystemError(error: unknown): boolean {
  return errorCode(error) !== '' && typeof (error as { syscall?: unknown }).syscall === 'string';
}
