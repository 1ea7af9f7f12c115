import { hostname } from 'node:os';
import { join } from 'node:path';
import { mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { takeLock } from './lock';
import type { LockHolder } from './lock';
import { bundleEntry, startChild } from './testing/childProcess';
import { temporaryFolder } from './testing/folders';

const at = new Date('2026-03-01T10:00:00Z');
const options = (home: string, owner = 'the test') => ({ home, owner, clock: () => at });

/** A process id no process has: one beyond the largest that Linux, macOS and Windows give. */
const DEAD_PID = 2 ** 22 + 1;

/** Lays a lock file as another process would have left it. */
async function layLock(home: string, holder: Partial<LockHolder>, ageSeconds = 0): Promise<string> {
  const path = join(home, 'lock', '00000007.json');
  await mkdir(join(home, 'lock'), { recursive: true });
  const whole: LockHolder = {
    ...{ pid: DEAD_PID, host: hostname(), owner: 'the desktop app', token: 'theirs', released: false },
    ...{ startedAt: at.toISOString(), heartbeat: at.toISOString() },
    ...holder,
  };
  await writeFile(path, JSON.stringify(whole));
  const seconds = Date.now() / 1000 - ageSeconds;
  await utimes(path, seconds, seconds);
  return path;
}

describe('taking the library', () => {
  it('[L1] writes pid, host, owner, start time and heartbeat', async () => {
    const home = await temporaryFolder();
    const lock = await takeLock(options(home, 'the browser host'));
    const [name] = await readdir(join(home, 'lock'));
    const holder = JSON.parse(await readFile(join(home, 'lock', name), 'utf8')) as LockHolder;
    expect(holder).toMatchObject({
      pid: process.pid,
      host: hostname(),
      owner: 'the browser host',
      released: false,
    });
    expect([holder.startedAt, holder.heartbeat]).toEqual([at.toISOString(), at.toISOString()]);
    await lock.release();
  });

  it('[L2] tells the second who holds it and since when', async () => {
    const home = await temporaryFolder();
    const lock = await takeLock(options(home, 'the browser host'));
    const refused = takeLock(options(home));
    await expect(refused).rejects.toMatchObject({
      code: 'library-locked',
      details: { pid: process.pid, host: hostname(), owner: 'the browser host', startedAt: at.toISOString() },
    });
    await expect(refused).rejects.toThrow(
      /in use by the browser host \(process \d+ on .*since 2026-03-01T10:00/,
    );
    await lock.release();
  });

  it('[L3] is free again after release, without a word', async () => {
    const home = await temporaryFolder();
    await (await takeLock(options(home))).release();
    const again = await takeLock(options(home));
    expect(again.notice).toBeNull();
    await again.release();
  });

  it('[L4] takes over from a dead process of this computer, and says so', async () => {
    const home = await temporaryFolder();
    await layLock(home, { pid: DEAD_PID });
    const lock = await takeLock(options(home));
    expect(lock.notice).toMatch(/the desktop app \(process \d+\) ended without closing/);
    expect(await readdir(join(home, 'lock'))).toEqual(['00000008.json']);
    await lock.release();
  });

  it('[L4] takes over from a namesake: our process id in a lock this process does not hold', async () => {
    const home = await temporaryFolder();
    await layLock(home, { pid: process.pid });
    await (await takeLock(options(home))).release();
  });

  it('[L5] believes a process of another computer while its heartbeat is young, and takes over when it is old', async () => {
    const home = await temporaryFolder();
    await layLock(home, { host: 'another', pid: DEAD_PID }, 20);
    await expect(takeLock(options(home))).rejects.toMatchObject({ code: 'library-locked' });
    await layLock(home, { host: 'another', pid: DEAD_PID }, 40);
    await (await takeLock(options(home))).release();
  });

  it('[L5] takes over from a living process whose heartbeat is old: it hangs, or its number was given anew', async () => {
    const home = await temporaryFolder();
    await layLock(home, { pid: process.ppid }, 40);
    await (await takeLock(options(home))).release();
  });

  it.each(['', '{"pid":', '[]', 'null'])(
    '[L6] believes a half-written lock %j while it is young',
    async (text) => {
      const home = await temporaryFolder();
      const path = await layLock(home, {});
      await writeFile(path, text);
      await expect(takeLock(options(home))).rejects.toMatchObject({ code: 'library-locked' });
      await utimes(path, 1, 1);
      await (await takeLock(options(home))).release();
    },
  );

  it('[L7] notices when it was taken over, and writes no more', async () => {
    const home = await temporaryFolder();
    const lock = await takeLock({ ...options(home), beatMs: 5 });
    await writeFile(
      join(home, 'lock', '00000099.json'),
      JSON.stringify({ pid: 1, host: 'another', owner: 'another one' }),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    await expect(lock.assertHeld()).rejects.toMatchObject({
      code: 'library-locked',
      details: { owner: 'another one' },
    });
    await lock.release();
    expect(JSON.parse(await readFile(join(home, 'lock', '00000099.json'), 'utf8'))).toMatchObject({
      owner: 'another one',
    });
  });

  it('[L7] keeps its heartbeat young', async () => {
    const home = await temporaryFolder();
    const lock = await takeLock({ ...options(home), beatMs: 5, staleMs: 60 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(takeLock({ ...options(home), staleMs: 60 })).rejects.toMatchObject({
      code: 'library-locked',
    });
    await lock.release();
  });
});

describe('two processes at once', () => {
  let entry = '';
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'));
    entry = await bundleEntry('openAndHold.ts', folder);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  const outcomes = async (home: string, count: number) => {
    const children = Array.from({ length: count }, (_, i) => startChild(entry, [home, `opener ${i}`]));
    await Promise.all(children.map((child) => child.waitFor('started')));
    for (const child of children) child.process.stdin!.write('go\n');
    const said = await Promise.all(
      children.map((child) => Promise.race([child.waitFor('opened'), child.waitFor('refused')])),
    );
    return {
      children,
      opened: said.filter((line) => line.startsWith('opened')),
      refused: said.filter((line) => line.startsWith('refused')),
    };
  };

  it('[L8] exactly one of four that open a new library at once gets it; the others learn who', async () => {
    const home = await temporaryFolder();
    const { children, opened, refused } = await outcomes(home, 4);
    expect(opened).toHaveLength(1);
    expect(refused).toHaveLength(3);
    for (const line of refused) expect(line).toContain('library-locked');
    for (const child of children) child.process.stdin!.end();
    await Promise.all(children.map((child) => child.ended));
    await (await takeLock(options(home))).release();
  });

  it('[L8] exactly one of four that all see a dead holder gets it, again and again', async () => {
    const home = await temporaryFolder();
    for (let round = 0; round < 5; round++) {
      await rmLocks(home);
      await layLock(home, { pid: DEAD_PID });
      const { children, opened } = await outcomes(home, 4);
      expect(opened).toHaveLength(1);
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map((child) => child.ended));
    }
  });

  it('[L4] the library of a killed process opens at once', async () => {
    const home = await temporaryFolder();
    const { children } = await outcomes(home, 1);
    await expect(takeLock(options(home))).rejects.toMatchObject({
      code: 'library-locked',
      details: { owner: 'opener 0' },
    });
    children[0].kill('SIGKILL');
    await children[0].ended;
    const lock = await takeLock(options(home));
    expect(lock.notice).toContain('opener 0');
    await lock.release();
  });
});

async function rmLocks(home: string): Promise<void> {
  rmSync(join(home, 'lock'), { recursive: true, force: true });
}
