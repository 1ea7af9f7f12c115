// Real processes, really killed, while they record, import and move: what they reported safe must be there.
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Clip } from '../../../shared/contract/clips';
import type { Tune } from '../../../shared/contract/tunes';
import { createRandom } from '../../../shared/dsp/random';
import { sha256 } from './intake';
import { bundleEntry, startChild } from './testing/childProcess';
import { openTestLibrary, openTestProject } from './testing/folders';
import { openMusicProject, reopenMusic } from './testing/music';

type Reported = Pick<Clip, 'id' | 'sha256' | 'label' | 'speaker'>;

describe('a killed process', () => {
  let entry = '';
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'earshot-killed-'));
    entry = await bundleEntry('keepWriting.ts', folder);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  it(
    '[C2] loses no take that was reported safe, byte for byte, and the next one opens at once',
    { timeout: 60_000 },
    async () => {
      const { home, library, projectId, folder } = await openTestProject(['yes', 'no']);
      await library.close();
      const random = createRandom(7);
      const reported = new Map<string, Reported>();
      for (let round = 0; round < 6; round++) {
        const child = startChild(entry, [home, projectId, String(1000 * round + 1)]);
        // Somewhere in a recording, an import of twelve or a move, and a moment later.
        await child.waitFor('safe', 8 + Math.floor(14 * random()));
        await new Promise((resolve) => setTimeout(resolve, 20 * random()));
        child.kill('SIGKILL');
        await child.ended;
        for (const line of child.lines().filter((said) => said.startsWith('safe '))) {
          const clip = JSON.parse(line.slice('safe '.length)) as Reported;
          reported.set(clip.id, clip);
        }
        await expectKept(home, projectId, folder, reported);
      }
      expect(reported.size).toBeGreaterThan(30);
    },
  );
});

describe('a killed process that writes tunes', () => {
  it('[C2] [M9] loses none that was reported safe', { timeout: 60_000 }, async () => {
    const programs = mkdtempSync(join(tmpdir(), 'earshot-killed-'));
    onTestFinished(() => rmSync(programs, { recursive: true, force: true }));
    const entry = await bundleEntry('keepSaving.ts', programs);
    const { home, library, projectId, folder } = await openMusicProject();
    await library.close();
    const random = createRandom(3);
    const reported = new Map<string, Pick<Tune, 'id' | 'sha256' | 'title'>>();
    for (let round = 0; round < 4; round++) {
      const child = startChild(entry, [home, projectId, String(500 * round + 1)]);
      await child.waitFor('safe', 8 + Math.floor(14 * random()));
      await new Promise((resolve) => setTimeout(resolve, 20 * random()));
      child.kill('SIGKILL');
      await child.ended;
      for (const line of child.lines().filter((said) => said.startsWith('safe '))) {
        const tune = JSON.parse(line.slice('safe '.length)) as Pick<Tune, 'id' | 'sha256' | 'title'>;
        reported.set(tune.id, tune);
      }
      await expectTunes(home, projectId, folder, reported);
    }
    expect(reported.size).toBeGreaterThan(20);
  });
});

async function expectTunes(
  home: string,
  projectId: string,
  folder: string,
  reported: ReadonlyMap<string, Pick<Tune, 'id' | 'sha256' | 'title'>>,
) {
  const { library, notices, tunes } = await reopenMusic(home, projectId);
  const listed = new Map(tunes.map((tune) => [tune.id, tune]));
  for (const { id, sha256: hash, title } of reported.values()) {
    const tune = listed.get(id)!;
    // a tune may have been saved anew without the killed process having had the time to say so
    if (tune.title === title) expect(tune.sha256).toBe(hash);
    else expect([title, tune.title]).toEqual(['Drawn', 'Drawn anew']);
    expect(sha256(await readFile(join(folder, tune.file)))).toBe(tune.sha256);
  }
  for (const notice of notices)
    expect(notice).toMatch(/being saved when Earshot last ended could not be kept/);
  await library.close();
}

async function expectKept(
  home: string,
  projectId: string,
  folder: string,
  reported: ReadonlyMap<string, Reported>,
) {
  const library = await openTestLibrary(home);
  const clips = new Map((await library.clips.list({ projectId })).map((clip) => [clip.id, clip]));
  for (const { id, ...said } of reported.values()) {
    const clip = clips.get(id)!;
    // a take may have been moved to `no` without the killed process having had the time to say so
    expect(['no', said.label]).toContain(clip.label);
    expect(clip).toMatchObject({ sha256: said.sha256, speaker: said.speaker });
    expect(sha256(await readFile(join(folder, clip.file)))).toBe(said.sha256);
  }
  for (const clip of clips.values()) if (clip.speaker === 'bob') expect(clip.listedSplit).toBe('test');
  const { notices } = await library.projects.open({ projectId });
  for (const notice of notices)
    expect(notice).toMatch(/being saved when Earshot last ended could not be kept/);
  await library.close();
}
