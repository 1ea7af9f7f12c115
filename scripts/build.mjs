// Builds the lab when its sources changed since the last build: what start, lab and the tests call first.
// Not a bundler: electron-vite does the work; this decides whether it must, and keeps stdout clean.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = join(root, 'out', '.stamp');
const lockFolder = join(root, 'node_modules', '.cache', 'earshot-build.lock');
const LOCK_STALE_MS = 180_000;
const lockOwner = join(lockFolder, 'pid');

function* filesUnder(path) {
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) {
    if (!name.includes('.test.') && name !== 'testing') yield* filesUnder(join(path, name));
  }
}

/** A hash over path, size and modification time of everything the build reads. */
function sourceStamp() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesUnder(join(root, input))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function builtStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return '';
  }
}

/** Whether whoever held the lock is gone: its process ended, or it is older than any build takes. */
function isAbandoned() {
  const made = statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - made > LOCK_STALE_MS) return true;
  try {
    process.kill(Number(readFileSync(lockOwner, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Waits for the right to build; two commands started at once must not write the same folder. */
async function lock() {
  mkdirSync(dirname(lockFolder), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(lockOwner, String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned()) rmSync(lockFolder, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function runBuild() {
  const require = createRequire(import.meta.url);
  const program = join(dirname(require.resolve('electron-vite/package.json')), 'bin', 'electron-vite.js');
  const result = spawnSync(process.execPath, [program, 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}\n`);
  throw new Error('The build failed; what it printed stands above.');
}

/**
 * Brings out/ up to date.
 * @param {{ quiet?: boolean }} options quiet: say nothing when all goes well
 * @returns {Promise<boolean>} whether it had to build
 * @throws Error when the build fails; its output is on stderr
 */
export async function buildIfStale({ quiet = false } = {}) {
  if (builtStamp() === sourceStamp()) return false;
  await lock();
  try {
    const stamp = sourceStamp();
    if (builtStamp() === stamp) return false;
    const started = performance.now();
    if (!quiet) process.stderr.write('Building Earshot ... ');
    runBuild();
    writeFileSync(stampFile, stamp);
    if (!quiet) process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    return true;
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfStale();
