// One writer at a time: who holds the library, and how it changes hands when the holder is gone.
// Not a lock for threads of one process: inside it the queue serialises.
//
// Holding is a numbered file in <home>/lock; the highest number holds unless it is marked released or stale.
// Numbers only grow and the highest file is never deleted, so whoever creates the next number is alone with it:
// two processes that both see a stale holder race for one exclusive create.

import { link, open, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { LabError } from '../../../shared/contract/errors';
import { TEMPORARY_ENDING, errorCode, isMissing, makeFolder, removeQuietly, writeFileAtomic } from './files';

/** Who holds a library. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Words for the person, e.g. `the desktop app`. */
  readonly owner: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601; for readers. Staleness is judged by the file's own time, which one clock stamps for everybody. */
  readonly heartbeat: string;
  readonly token: string;
  readonly released: boolean;
}

export interface LibraryLock {
  /** What the person should know about how it was taken; null when nothing. */
  readonly notice: string | null;
  /** @throws library-locked when another process took over, e.g. while this one was suspended. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

export interface LockOptions {
  readonly home: string;
  readonly owner: string;
  readonly clock: () => Date;
  /** Milliseconds between two heartbeats. Default 5000. */
  readonly beatMs?: number;
  /** A holder whose heartbeat is older is taken over. Default 30000. */
  readonly staleMs?: number;
}

interface FoundLock {
  readonly generation: number;
  readonly path: string;
  /** Null when the file cannot be read as a holder: half written or damaged. */
  readonly holder: LockHolder | null;
  readonly modifiedMs: number;
}

const FILE = /^(\d{8})\.json$/;
/** Tokens of locks this process holds: a lock file with our process id but another token is of a dead namesake. */
const heldHere = new Set<string>();

/**
 * Takes the library.
 * @throws library-locked naming who holds it; the system's error when the folder cannot be written
 */
export async function takeLock(options: LockOptions): Promise<LibraryLock> {
  const folder = join(options.home, 'lock');
  await makeFolder(folder);
  for (;;) {
    const candidate = await writeCandidate(folder, options);
    try {
      const before = await readNewest(folder);
      if (before) await refuseLiving(before, candidate.modifiedMs, options);
      const generation = (before?.generation ?? 0) + 1;
      if (!(await claim(folder, generation, candidate))) continue;
      const lock = hold(folder, generation, candidate.holder, options, before);
      await removeOlder(folder, generation);
      return lock;
    } finally {
      await removeQuietly(candidate.path);
    }
  }
}

interface Candidate {
  readonly path: string;
  readonly holder: LockHolder;
  readonly modifiedMs: number;
}

/** Writes our holder record under a name of its own; its file time is the disk's idea of now. */
async function writeCandidate(folder: string, { owner, clock }: LockOptions): Promise<Candidate> {
  const token = randomUUID();
  const now = clock().toISOString();
  const holder = {
    pid: process.pid,
    host: hostname(),
    owner,
    startedAt: now,
    heartbeat: now,
    token,
    released: false,
  };
  const path = join(folder, `${token}${TEMPORARY_ENDING}`);
  await writeFile(path, serialize(holder), { flag: 'wx' });
  return { path, holder, modifiedMs: (await stat(path)).mtimeMs };
}

function serialize(holder: LockHolder): string {
  return `${JSON.stringify(holder, null, 2)}\n`;
}

function pathOf(folder: string, generation: number): string {
  return join(folder, `${String(generation).padStart(8, '0')}.json`);
}

async function readNewest(folder: string): Promise<FoundLock | null> {
  for (;;) {
    const generation = await newestGeneration(folder);
    if (generation === 0) return null;
    const path = pathOf(folder, generation);
    try {
      const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
      return { generation, path, holder: parseHolder(text), modifiedMs: mtimeMs };
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

async function newestGeneration(folder: string): Promise<number> {
  const names = await readdir(folder);
  return names.reduce((newest, name) => Math.max(newest, Number(FILE.exec(name)?.[1] ?? 0)), 0);
}

function parseHolder(text: string): LockHolder | null {
  try {
    const holder = JSON.parse(text) as LockHolder | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string' ? holder : null;
  } catch {
    return null;
  }
}

async function refuseLiving(
  found: FoundLock,
  nowMs: number,
  { home, staleMs = 30_000 }: LockOptions,
): Promise<void> {
  if (found.holder?.released || nowMs - found.modifiedMs > staleMs) return;
  if (found.holder && isDeadHere(found.holder)) return;
  throw lockedError(home, found.holder);
}

function isDeadHere({ pid, host, token }: LockHolder): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return !heldHere.has(token);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

function lockedError(home: string, holder: LockHolder | null): LabError {
  const who = holder
    ? `${holder.owner} (process ${holder.pid} on ${holder.host}, since ${holder.startedAt})`
    : 'a process that is just opening it';
  const message = `The library ${home} is in use by ${who}. Close that one first, or name another library with EARSHOT_HOME.`;
  const { pid, host, owner, startedAt } = holder ?? {};
  return new LabError('library-locked', message, { home, pid, host, owner, startedAt });
}

/** Creates the numbered file with its content at once. False when another process was faster. */
async function claim(folder: string, generation: number, candidate: Candidate): Promise<boolean> {
  const path = pathOf(folder, generation);
  try {
    await createExclusive(path, candidate);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  if ((await newestGeneration(folder)) === generation) return true;
  await removeQuietly(path); // the number had been used and cleared away before: a higher one holds
  return false;
}

async function createExclusive(path: string, candidate: Candidate): Promise<void> {
  try {
    await link(candidate.path, path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error;
    await writeFile(path, serialize(candidate.holder), { flag: 'wx' }); // a disk without hard links
  }
}

async function removeOlder(folder: string, generation: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const older = Number(FILE.exec(name)?.[1] ?? generation) < generation;
    if (older) await removeQuietly(join(folder, name));
  }
}

function hold(
  folder: string,
  generation: number,
  holder: LockHolder,
  { home, clock, beatMs = 5_000 }: LockOptions,
  before: FoundLock | null,
): LibraryLock {
  const path = pathOf(folder, generation);
  let lost: LabError | null = null;
  let lastBeat = performance.now();
  heldHere.add(holder.token);

  const check = async (): Promise<void> => {
    const newest = await readNewest(folder);
    if (newest && newest.generation > generation) {
      lost = lockedError(home, newest.holder);
      stop();
    }
  };
  const beat = async (): Promise<void> => {
    await check();
    if (lost) return;
    await overwrite(path, serialize({ ...holder, heartbeat: clock().toISOString() }));
    lastBeat = performance.now();
  };
  const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    heldHere.delete(holder.token);
  };
  return {
    notice: describeTakeover(before),
    async assertHeld() {
      if (!lost && performance.now() - lastBeat > 2 * beatMs) await beat();
      if (lost) throw lost;
    },
    async release() {
      stop();
      if (!lost) await check();
      if (!lost) await writeFileAtomic(path, serialize({ ...holder, released: true }));
    },
  };
}

/** Same length every time, so that a reader sees a whole record. */
async function overwrite(path: string, text: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(text, 0);
  } finally {
    await file.close();
  }
}

function describeTakeover(before: FoundLock | null): string | null {
  if (!before || before.holder?.released) return null;
  const who = before.holder ? `${before.holder.owner} (process ${before.holder.pid})` : 'Earshot';
  return `Last time ${who} ended without closing the library. What had been saved was checked and is kept.`;
}
