// What a disk can answer: no room, read-only, a file where a folder should be. Through the real file system where
// this computer lets the test mount one, and through failing operations everywhere.
import { execFileSync } from 'node:child_process';
import type * as fileSystem from 'node:fs/promises';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { LabError } from '../../../shared/contract/errors';
import { describeDiskError, namingDisk } from './diskErrors';
import { writeFileAtomic } from './files';
import { openLibrary } from './library';
import { openTestLibrary, openTestProject, temporaryFolder } from './testing/folders';
import { openMusicProject, tuneScore } from './testing/music';
import { importItem, tone, toneWav } from './testing/sounds';

/** The code every operation on a path that matches fails with. */
const refusal = vi.hoisted(() => ({ code: '', path: /^$/ }));

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof fileSystem>();
  const guarded = (['open', 'rename', 'mkdir', 'writeFile'] as const).map((name) => {
    const work = real[name] as (...args: unknown[]) => Promise<unknown>;
    const refusing = async (...args: unknown[]): Promise<unknown> => {
      const path = args.find((arg) => typeof arg === 'string' && refusal.path.test(arg));
      if (path === undefined || refusal.code === '') return work(...args);
      throw Object.assign(new Error(`${refusal.code}: refused`), { code: refusal.code, syscall: name, path });
    };
    return [name, refusing];
  });
  return { ...real, ...Object.fromEntries(guarded) };
});

afterEach(() => {
  refusal.code = '';
});

function refuse(code: string, path: RegExp): void {
  Object.assign(refusal, { code, path });
}

describe('[E1] a disk that refuses', () => {
  it.each([
    ['ENOSPC', 'disk-full', /^The take of yes was not saved\. The disk is full/],
    ['EDQUOT', 'disk-full', /disk is full/],
    ['EROFS', 'disk-denied', /^The take of yes was not saved\. Earshot may not write here/],
    ['EACCES', 'disk-denied', /may not write here/],
    ['EIO', 'disk-denied', /The disk failed to read or write/],
    ['EMFILE', 'disk-denied', /Too many files are open/],
  ])(
    '%s while a take is saved: words, nothing half, and the next take is saved',
    async (code, expected, words) => {
      const { library, projectId, folder } = await openTestProject();
      const take = { projectId, label: 'yes', speaker: 'ann', session: 's', device: null, sound: tone(1) };
      for (const path of [/incoming/, /clips\.jsonl/, /_nohash_/]) {
        refuse(code, path);
        const refused = library.clips.add(take);
        await expect(refused).rejects.toMatchObject({ code: expected });
        await expect(refused).rejects.toThrow(words);
        refusal.code = '';
      }
      const clip = await library.clips.add({ ...take, sound: tone(500) });
      const listed = await library.clips.list({ projectId });
      // refused at its very last step, the take was safe already: opening the project anew put it into place
      expect(listed).toHaveLength(2);
      expect(listed[1]).toEqual(clip);
      for (const { file } of listed) await readFile(join(folder, file));
      expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    },
  );

  it('ends an import with words and keeps what came in', async () => {
    const { library, projectId } = await openTestProject();
    const files = Array.from({ length: 100 }, (_, i) => importItem(`yes/s${i}_nohash_0.wav`, toneWav(i * 9)));
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 64) refuse('ENOSPC', /incoming/);
    };
    const refused = library.clips.importFiles({ projectId, session: 's', files }, { onProgress });
    await expect(refused).rejects.toMatchObject({ code: 'disk-full' });
    await expect(refused).rejects.toThrow(
      /^The import stopped; what came in before is kept\. The disk is full/,
    );
    refusal.code = '';
    expect(await library.clips.list({ projectId })).toHaveLength(64);
  });

  it('leaves the tunes as they were when one cannot be saved', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const save = (seed: number, tuneId: string | null = null) =>
      library.tunes.save({ projectId, tuneId, title: 'Mine', score: tuneScore(seed), origin: 'drawn' });
    const first = await save(1);
    for (const path of [/incoming/, /tunes\.jsonl/]) {
      for (const tuneId of [null, first.id]) {
        refuse('ENOSPC', path);
        await expect(save(2, tuneId)).rejects.toThrow(/^The tune Mine was not saved\. The disk is full/);
        refusal.code = '';
        expect(await library.tunes.list({ projectId })).toEqual([first]);
        expect(await readdir(join(folder, 'scores'))).toEqual(['mine.mid']);
        expect(await readdir(join(folder, 'incoming'))).toEqual([]);
      }
    }
    expect(await save(2)).toMatchObject({ file: 'scores/mine-2.mid' });
  });

  it('leaves project.json as it was when a label cannot be added', async () => {
    const { library, projectId, folder } = await openTestProject();
    const before = await readFile(join(folder, 'project.json'), 'utf8');
    refuse('ENOSPC', /project\.json/);
    await expect(library.projects.addLabel({ projectId, label: 'maybe' })).rejects.toThrow(
      /^The label maybe was not added\./,
    );
    refusal.code = '';
    expect(await readFile(join(folder, 'project.json'), 'utf8')).toBe(before);
    expect((await library.projects.open({ projectId })).labels).toEqual(['yes', 'no']);
  });

  it('names the library that cannot be opened', async () => {
    const home = await temporaryFolder();
    refuse('EROFS', /lock/);
    const refused = openLibrary({ home, owner: 'the test', sampleAssets: null });
    await expect(refused).rejects.toMatchObject({ code: 'disk-denied' });
    await expect(refused).rejects.toThrow(`The library ${home} cannot be opened`);
  });
});

describe('[E1] real refusals', () => {
  it('a library that is a file', async () => {
    const home = join(await temporaryFolder(), 'file');
    await writeFile(home, '');
    const refused = openLibrary({ home, owner: 'the test', sampleAssets: null });
    await expect(refused).rejects.toMatchObject({ code: 'disk-denied' });
    await expect(refused).rejects.toThrow(/file.*cannot be opened\. Expected a folder, found a file/);
  });

  it('[L1] leaves the library free when opening fails after the lock', async () => {
    const home = await temporaryFolder();
    const library = await openTestLibrary(home);
    await library.close();
    await writeFile(join(home, 'projects', 'stray'), 'a file among the projects is no project');
    expect(await (await openTestLibrary(home)).projects.list({})).toEqual([]);
  });

  const canMount = mountWorks();
  it.skipIf(!canMount)(`a full disk (skipped where the test may not mount one)`, async () => {
    const home = await temporaryFolder();
    mount(home, 'size=1m');
    const library = await openTestLibrary(home);
    const { id: projectId } = await library.projects.create({ name: 'Words', labels: ['yes'] });
    const take = (seed: number) => ({
      ...{ projectId, label: 'yes', speaker: 'ann', session: 's', device: null },
      sound: tone(seed, 4),
    });
    const saved: string[] = [];
    let error: unknown = null;
    for (let i = 0; error === null && i < 20; i++) {
      await library.clips.add(take(i * 90)).then(
        (clip) => saved.push(clip.id),
        (refused: unknown) => (error = refused),
      );
    }
    expect(error).toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^The take of yes was not saved/) as string,
    });
    expect(saved.length).toBeGreaterThan(2);
    expect((await library.clips.list({ projectId })).map((clip) => clip.id)).toEqual(saved);
    expect(await library.clips.sounds({ projectId, clipIds: saved })).toHaveLength(saved.length);
    await library.close();
    const again = await openTestLibrary(home);
    expect((await again.clips.list({ projectId })).map((clip) => clip.id)).toEqual(saved);
    await again.close();
  });

  it.skipIf(!canMount)(
    'a disk that became read-only (skipped where the test may not mount one)',
    async () => {
      const home = await temporaryFolder();
      mount(home, 'size=8m');
      const library = await openTestLibrary(home);
      const { id: projectId } = await library.projects.create({ name: 'Words', labels: ['yes'] });
      const take = { projectId, label: 'yes', speaker: 'ann', session: 's', device: null, sound: tone(1) };
      const clip = await library.clips.add(take);
      execFileSync('mount', ['-o', 'remount,ro', home]);
      await expect(library.clips.add(take)).rejects.toMatchObject({ code: 'disk-denied' });
      expect(await library.clips.sounds({ projectId, clipIds: [clip.id] })).toHaveLength(1);
      execFileSync('mount', ['-o', 'remount,rw', home]);
      await library.clips.add(take);
      await library.close();
    },
  );
});

describe('[E1] an export to a full disk', () => {
  /** What `lab music generate --out` does with the tune it has written. */
  const save = (path: string) =>
    namingDisk(`${path} was not written`, () => writeFileAtomic(path, new Uint8Array(1_000_000)));

  it('names the file and leaves nothing half written', async () => {
    const folder = await temporaryFolder();
    refuse('ENOSPC', /tune\.wav/);
    const path = join(folder, 'tune.wav');
    await expect(save(path)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/tune\.wav was not written\. The disk is full/),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(mountWorks())('and so on a disk that really is full', async () => {
    const folder = await temporaryFolder();
    mount(folder, 'size=64k');
    await expect(save(join(folder, 'tune.wav'))).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(folder)).toEqual([]);
  });
});

it("[E1] keeps the codes of errors that are the lab's own", () => {
  const own = new LabError('bad-audio', 'no sound');
  expect(describeDiskError(own, 'The take was not saved')).toBe(own);
});

function mountWorks(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return process.platform === 'linux';
  } catch {
    return false;
  }
}

function mount(folder: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
}
