// Import of tunes from names to batches: what is reviewed, what is sent, what is said about the rest.
import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../../shared/contract/errors';
import type { ImportTunesResult } from '../../../../shared/contract/tunes';
import type { BroughtFile } from '../../../components/import/gatherFiles';
import { BATCH_BYTES, LARGEST_FILE_BYTES, batchesOf, importTunes, planTuneImport } from './importTunes';

const brought = (path: string, size = 10): BroughtFile => ({
  path,
  file: { size, name: path, arrayBuffer: async () => new ArrayBuffer(size) } as unknown as File,
});

describe('review', () => {
  it('counts files by kind in the order of their names, and says what is left out and why', () => {
    const names = [
      'b/10.mid',
      'b/9.MID',
      'book.abc',
      'roll.json',
      '.DS_Store',
      'x/.y/z.mid',
      'a.musicxml',
      'cover.jpg',
    ];
    const plan = planTuneImport([
      ...names.map((name) => brought(name)),
      brought('big.mid', LARGEST_FILE_BYTES + 1),
    ]);
    expect(plan.files.map(({ path }) => path)).toEqual(['b/9.MID', 'b/10.mid', 'book.abc', 'roll.json']);
    expect(plan.kinds).toEqual([
      { name: 'MIDI file', count: 2 },
      { name: 'ABC book', count: 1 },
      { name: 'piano-roll file', count: 1 },
    ]);
    expect(plan.ignored.map(({ reason, count }) => `${count} ${reason}`)).toEqual([
      '2 a hidden file',
      '1 MusicXML is not read: export it as MIDI or ABC first',
      '1 not a MIDI, ABC or piano-roll file',
      '1 larger than 31 MB: cut it into parts',
    ]);
  });
});

describe('batches', () => {
  it('fills batches by size and by number of files; a larger file goes alone', () => {
    const sizes = [1, 1, 5, 1].map((part) => brought('x.mid', (part * BATCH_BYTES) / 4));
    expect(batchesOf(sizes).map((batch) => batch.length)).toEqual([2, 1, 1]);
    const many = Array.from({ length: 250 }, (_, i) => brought(`${i}.mid`));
    expect(batchesOf(many).map((batch) => batch.length)).toEqual([100, 100, 50]);
  });
});

describe('import', () => {
  const result = (names: readonly string[]): ImportTunesResult => ({
    imported: [],
    skipped: names.map((source) => ({ source, code: 'duplicate', message: 'there' })),
  });
  const answer = async ({ files }: { readonly files: readonly { readonly name: string }[] }) =>
    result(files.map(({ name }) => name));
  const run = (importFiles: unknown, controller = new AbortController(), onProgress = vi.fn()) => ({
    tunes: { importFiles } as never,
    projectId: 'p',
    reading: { drums: false, framesPerQuarter: 4 },
    signal: controller.signal,
    onProgress,
  });
  const many = (count: number) => Array.from({ length: count }, (_, i) => brought(`${i}.mid`));

  it('leaves out what cannot be read, with why, and goes on', async () => {
    const unreadable = brought('moved.mid');
    Object.assign(unreadable.file, { arrayBuffer: () => Promise.reject(new Error('gone')) });
    const { skipped, stopped } = await importTunes([unreadable, brought('fine.mid')], run(answer));
    expect(skipped.map(({ source, code }) => `${source} ${code}`)).toEqual([
      'moved.mid not-found',
      'fine.mid duplicate',
    ]);
    expect(stopped).toBe(false);
  });

  it('keeps what came in when the engine ends in between, and says how far it got', async () => {
    const importFiles = vi.fn(answer);
    importFiles
      .mockImplementationOnce(answer)
      .mockRejectedValueOnce(new LabError('engine-lost', 'The engine ended.'));
    const totals = await importTunes(many(250), run(importFiles));
    expect(totals.broken).toEqual({ message: 'The engine ended.', done: 100, total: 250 });
    expect(totals.skipped).toHaveLength(100);
    expect(importFiles).toHaveBeenCalledTimes(2);
  });

  it('stops after the batch under way', async () => {
    const importFiles = vi.fn(answer);
    const controller = new AbortController();
    const onProgress = vi.fn(() => controller.abort());
    const totals = await importTunes(many(250), run(importFiles, controller, onProgress));
    expect(importFiles).toHaveBeenCalledTimes(1);
    expect([totals.stopped, totals.skipped.length]).toEqual([true, 100]);
  });
});
