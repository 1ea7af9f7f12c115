import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeMidi } from '../../../shared/music';
import { sha256 } from '../library/intake';
import { melody } from '../testing/melodies';
import { createScoreShelf } from './scoreShelf';

function tunes(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-shelf-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return Array.from({ length: count }, (_, i) => {
    const path = join(folder, `${i}.mid`);
    const bytes = writeMidi(melody(i));
    writeFileSync(path, bytes);
    return { id: `t${i}`, title: `T ${i}`, listedSplit: null, sha256: sha256(bytes), path, drums: false };
  });
}

describe('the shelf of scores', () => {
  it('reads a tune once and gives the same score again', async () => {
    const shelf = createScoreShelf();
    const all = tunes(3);
    const first = await shelf.load(all);
    expect(first.sources.map(({ id, title }) => [id, title])).toEqual([
      ...[['t0', 'T 0'], ['t1', 'T 1'], ['t2', 'T 2']],
    ]); // prettier-ignore
    const again = await shelf.load(all.slice(1));
    expect(again.sources[0].score).toBe(first.sources[1].score);
  });

  it('lets the oldest go where it holds too many notes', async () => {
    const shelf = createScoreShelf(130); // two tunes of 64 notes
    const all = tunes(3);
    const first = await shelf.load(all);
    const again = await shelf.load([all[2], all[0]]);
    expect(again.sources[0].score).toBe(first.sources[2].score);
    expect(again.sources[1].score).not.toBe(first.sources[0].score);
    expect(again.sources[1].score).toEqual(first.sources[0].score);
  });

  it('names files that are gone or are no tune', async () => {
    const [good, bad, gone] = tunes(3);
    writeFileSync(bad.path, 'no MIDI');
    rmSync(gone.path);
    const { sources, unreadable } = await createScoreShelf().load([good, bad, gone]);
    expect(sources.map(({ id }) => id)).toEqual(['t0']);
    expect(unreadable.map(({ tuneId }) => tuneId)).toEqual(['t1', 't2']);
    expect(unreadable[1].reason).toContain('No such file');
  });
});
