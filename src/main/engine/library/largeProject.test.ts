import { appendFile, link, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closedProject, reopen } from './testing/closedProject';
import { tone } from './testing/sounds';

describe('20,000 clips', () => {
  /** One file under 20,000 names, and an index that knows them all. */
  async function bigProject(count: number) {
    const { home, projectId, folder, clips, index } = await closedProject();
    const source = join(folder, clips[0].file);
    const { size, mtimeMs } = await stat(source);
    const stored = JSON.parse((await readFile(index, 'utf8')).split('\n')[0]) as object;
    const lines: string[] = [];
    for (let label = 0; label < 20; label++) {
      const place = `clips/word${label}`;
      await mkdir(join(folder, place));
      for (let n = 0; n < count / 20; n++) {
        const file = `${place}/s${n % 300}_nohash_${n}.wav`;
        await link(source, join(folder, file));
        const own = {
          id: `${label}-${n}`,
          label: `word${label}`,
          file,
          speaker: `s${n % 300}`,
          fileBytes: size,
          fileTime: mtimeMs,
        };
        lines.push(JSON.stringify({ ...stored, ...own }));
      }
    }
    await appendFile(index, `${lines.join('\n')}\n`);
    return { home, projectId, index };
  }

  it(
    '[C4] are opened, listed and added to without the whole index being written',
    { timeout: 60_000 },
    async () => {
      const { home, projectId, index } = await bigProject(20_000);
      const before = await stat(index);
      const { library, clips, notices, labels } = await reopen(home, projectId);
      expect([clips.length, notices, labels.length]).toEqual([20_004, [], 22]);
      const take = { projectId, label: 'yes', speaker: 'ann', session: 's', device: null, sound: tone(5) };
      await library.clips.add(take);
      const after = await stat(index);
      expect(after.ino).toBe(before.ino);
      expect(after.size - before.size).toBeLessThan(1000);
    },
  );
});
