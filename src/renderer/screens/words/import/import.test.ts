// Import from names to batches: what is reviewed, what is sent, what is said about the rest.
import { describe, expect, it, vi } from 'vitest';
import type { ImportResult } from '../../../../shared/contract/clips';
import { LabError } from '../../../../shared/contract/errors';
import type { BroughtFile } from '../../../components/import/gatherFiles';
import { LARGEST_FILE_BYTES, batchesOf, importPlanned } from './importFiles';
import { countReasons } from '../../../components/import/reasons';
import { BACKGROUND_CHOICE, reviewImport } from './importPlan';
import type { PlannedFile } from './importPlan';

const brought = (path: string, size = 10): BroughtFile => ({
  path,
  file: { size, name: path, arrayBuffer: async () => new ArrayBuffer(size) } as unknown as File,
});
const options = { lists: { validation: null, testing: null }, labels: ['yes'], looseLabel: '' };

describe('review', () => {
  const files = [
    'set/yes/a_nohash_0.wav',
    'set/yes/a_nohash_1.wav',
    'set/no/b_nohash_0.wav',
    'set/_background_noise_/fan.wav',
    'set/README.md',
  ];

  it('counts clips and speakers per label, new labels, backgrounds, and says what is left out', () => {
    const review = reviewImport(
      files.map((path) => brought(path)),
      options,
    );
    expect(review.labels).toEqual([
      { label: 'no', clips: 1, speakers: 1, isNew: true },
      { label: 'yes', clips: 2, speakers: 1, isNew: false },
    ]);
    expect(review).toMatchObject({ backgrounds: 1, listed: null, loose: 0 });
    expect(review.ignored).toEqual([{ reason: 'not a .wav file', count: 1, examples: ['set/README.md'] }]);
  });

  it('counts the splits of list files', () => {
    const lists = { validation: 'yes/a_nohash_1.wav\n', testing: 'no/b_nohash_0.wav\n' };
    expect(
      reviewImport(
        files.map((path) => brought(path)),
        { ...options, lists },
      ).listed,
    ).toEqual({ train: 1, validation: 1, test: 1 });
  });

  it('asks which word files without a folder are, and then takes them', () => {
    const loose = [brought('one.wav'), brought('two.wav'), brought('notes.txt')];
    expect(reviewImport(loose, options)).toMatchObject({ loose: 2, files: [] });
    const named = reviewImport(loose, { ...options, looseLabel: 'yes' });
    expect(named.files.map(({ path, target }) => [path, target.label])).toEqual([
      ['one.wav', 'yes'],
      ['two.wav', 'yes'],
    ]);
    expect(reviewImport(loose, { ...options, looseLabel: BACKGROUND_CHOICE }).backgrounds).toBe(2);
  });

  it('says the same reason once', () => {
    const items = Array.from({ length: 5 }, (_, i) => ({ path: `${i}.wav`, reason: 'duplicate' }));
    expect(countReasons(items)).toEqual([
      { reason: 'duplicate', count: 5, examples: ['0.wav', '1.wav', '2.wav'] },
    ]);
  });
});

const planned = (path: string, size: number): PlannedFile => ({
  ...brought(path, size),
  target: { label: 'yes', speaker: 's', listedSplit: null, background: false },
});

describe('batches', () => {
  it('fills batches up to the limit in order; a larger file goes alone', () => {
    const sizes = (batches: readonly (readonly PlannedFile[])[]) =>
      batches.map((batch) => batch.map(({ file }) => file.size));
    expect(
      sizes(
        batchesOf(
          [4, 5, 3, 20, 1, 1].map((size) => planned('x.wav', size)),
          10,
        ),
      ),
    ).toEqual([[4, 5], [3], [20], [1, 1]]);
    expect(batchesOf([])).toEqual([]);
  });

  it('holds at most 500 files', () => {
    expect(
      batchesOf(Array.from({ length: 1100 }, () => planned('x.wav', 1))).map((batch) => batch.length),
    ).toEqual([500, 500, 100]);
  });
});

describe('import', () => {
  const result = (paths: readonly string[]): ImportResult => ({
    imported: [],
    backgrounds: [],
    skipped: paths.map((path) => ({ path, code: 'duplicate', message: 'there' })),
  });
  const importFiles = vi.fn(async ({ files }: { readonly files: readonly { readonly path: string }[] }) =>
    result(files.map((one) => one.path)),
  );
  const run = (signal = new AbortController().signal, onProgress = vi.fn()) => ({
    clips: { importFiles } as never,
    projectId: 'p',
    session: 's',
    signal,
    onProgress,
  });

  it('leaves out what is too large or cannot be read, with why, and goes on', async () => {
    const unreadable = planned('moved.wav', 5);
    Object.assign(unreadable.file, { arrayBuffer: () => Promise.reject(new Error('gone')) });
    const totals = await importPlanned(
      [planned('big.wav', LARGEST_FILE_BYTES + 1), unreadable, planned('fine.wav', 5)],
      run(),
    );
    expect(totals.skipped.map(({ path, code }) => [path, code])).toEqual([
      ['big.wav', 'too-large'],
      ['moved.wav', 'not-found'],
      ['fine.wav', 'duplicate'],
    ]);
    expect(totals.stopped).toBe(false);
  });

  it('keeps what came in when the engine ends in between, and says how far it got', async () => {
    importFiles.mockClear();
    const ended = new LabError('engine-lost', 'The engine ended.');
    importFiles.mockImplementationOnce(async ({ files }) => result(files.map((one) => one.path)));
    importFiles.mockRejectedValueOnce(ended);
    const files = Array.from({ length: 3 }, (_, i) => planned(`${i}.wav`, 7 * 1024 * 1024));
    const totals = await importPlanned(files, run());
    expect(totals.broken).toEqual({ message: 'The engine ended.', done: 1, total: 3 });
    expect(totals.skipped).toHaveLength(1);
    expect(importFiles).toHaveBeenCalledTimes(2);
  });

  it('stops after the batch under way', async () => {
    importFiles.mockClear();
    const controller = new AbortController();
    const files = Array.from({ length: 3 }, (_, i) => planned(`${i}.wav`, 7 * 1024 * 1024));
    const totals = await importPlanned(
      files,
      run(
        controller.signal,
        vi.fn(() => controller.abort()),
      ),
    );
    expect(importFiles).toHaveBeenCalledTimes(1);
    expect(totals.stopped).toBe(true);
  });
});
