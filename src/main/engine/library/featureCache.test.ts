import type * as nodeFs from 'node:fs';
import { appendFile, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Clip } from '../../../shared/contract/clips';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { Matrix } from '../../../shared/contract/features';
import { featureCacheFolder, featureCacheKey, openFeatureCache } from './featureCache';
import { openTestLibrary, openTestProject, temporaryFolder } from './testing/folders';
import { importItem, toneWav } from './testing/sounds';

/** Bytes read from files by position, as the cache reads its records. */
const read = vi.hoisted(() => ({ bytes: 0 }));
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof nodeFs>();
  const readSync = (...args: Parameters<typeof fs.readSync>) => {
    const count = fs.readSync(...args);
    read.bytes += count;
    return count;
  };
  return { ...fs, readSync };
});

/** 1 + floor((1 s * 16000 - 512) / 256) frames of 13: what the default configuration implies. */
const ROWS = 61;
const COLS = 13;
/** Magic, checksum, key and the matrix, in bytes. */
const RECORD = 4 + 4 + 32 + ROWS * COLS * 4;

function matrix(seed: number, rows = ROWS, cols = COLS): Matrix {
  return { data: Float32Array.from({ length: rows * cols }, (_, i) => Math.sin(seed + i)), rows, cols };
}

const dataOf = (folder: string) => join(featureCacheFolder(folder, defaultFeatureConfig), 'features.bin');

describe('feature cache', () => {
  it('[F1] gives back what was put, bit for bit, also after opening again', async () => {
    const folder = await temporaryFolder();
    const cache = await openFeatureCache(folder, defaultFeatureConfig);
    expect([cache.has('a'), cache.get('a'), cache.size]).toEqual([false, null, 0]);
    await cache.put('a', matrix(1));
    await cache.putMany([
      { key: 'b', mfcc: matrix(2) },
      { key: 'c', mfcc: matrix(3) },
    ]);
    expect(cache.get('b')).toEqual(matrix(2));
    await cache.close();
    const again = await openFeatureCache(folder, defaultFeatureConfig);
    expect([again.size, again.get('a'), again.get('c')]).toEqual([3, matrix(1), matrix(3)]);
    await again.close();
    expect(again.get('a')).toBeNull();
  });

  it('[F1] keeps configurations apart, each with its own written beside it', async () => {
    const folder = await temporaryFolder();
    const other = { ...defaultFeatureConfig, coefficients: 20 };
    const cache = await openFeatureCache(folder, defaultFeatureConfig);
    await cache.put('a', matrix(1));
    await cache.close();
    const another = await openFeatureCache(folder, other);
    expect(another.has('a')).toBe(false);
    await another.close();
    const described = await readFile(join(featureCacheFolder(folder, other), 'config.json'), 'utf8');
    expect(JSON.parse(described)).toEqual(other);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('[F1] the last put of a key counts', async () => {
    const cache = await openFeatureCache(await temporaryFolder(), defaultFeatureConfig);
    await cache.put('a', matrix(1));
    await cache.put('a', matrix(2));
    expect(cache.get('a')).toEqual(matrix(2));
    await cache.close();
  });

  it.each([
    [60, 13],
    [61, 12],
    [0, 0],
  ])('refuses a matrix of %i x %i', async (rows, cols) => {
    const cache = await openFeatureCache(await temporaryFolder(), defaultFeatureConfig);
    await expect(cache.put('a', matrix(1, rows, cols))).rejects.toMatchObject({ code: 'feature-mismatch' });
    await cache.close();
  });

  it('[F2] a torn tail is ignored, and what is put after it is found', async () => {
    for (const cut of [1, 100, 3000, RECORD - 1]) {
      const folder = await temporaryFolder();
      const cache = await openFeatureCache(folder, defaultFeatureConfig);
      await cache.putMany(['a', 'b'].map((key, i) => ({ key, mfcc: matrix(i) })));
      await truncate(dataOf(folder), 2 * RECORD - cut);
      const again = await openFeatureCache(folder, defaultFeatureConfig);
      expect([again.has('a'), again.has('b')]).toEqual([true, false]);
      await again.put('c', matrix(7)); // behind the torn one
      expect([again.get('a'), again.has('b'), again.get('c')]).toEqual([matrix(0), false, matrix(7)]);
      await again.putMany(['d', 'e'].map((key, i) => ({ key, mfcc: matrix(i) })));
      await again.close();
      const last = await openFeatureCache(folder, defaultFeatureConfig);
      expect(['a', 'b', 'c', 'd', 'e'].map((key) => last.get(key) !== null)).toEqual([
        true,
        false,
        true,
        true,
        true,
      ]);
      await last.close();
      await cache.close();
    }
  });

  it('[F2] a damaged record reads as missing, the others as they are', async () => {
    const folder = await temporaryFolder();
    const cache = await openFeatureCache(folder, defaultFeatureConfig);
    await cache.putMany([
      { key: 'a', mfcc: matrix(1) },
      { key: 'b', mfcc: matrix(2) },
    ]);
    await cache.close();
    const bytes = await readFile(dataOf(folder));
    bytes[1000] ^= 1;
    await writeFile(dataOf(folder), bytes);
    const again = await openFeatureCache(folder, defaultFeatureConfig);
    expect([again.get('a'), again.has('a'), again.get('b')]).toEqual([null, false, matrix(2)]);
    await again.close();
  });

  it('[F2] rubbish between records is skipped', async () => {
    const folder = await temporaryFolder();
    const cache = await openFeatureCache(folder, defaultFeatureConfig);
    await cache.put('a', matrix(1));
    await appendFile(dataOf(folder), Buffer.alloc(70_001, 'x'));
    const other = await openFeatureCache(folder, defaultFeatureConfig);
    await appendFile(dataOf(folder), (await readFile(dataOf(folder))).subarray(0, 61 * 13 * 4 + 40));
    await other.refresh();
    expect([other.size, other.get('a')]).toEqual([1, matrix(1)]);
    await cache.close();
    await other.close();
  });

  it('[F3] two may put at once and see what the other has put', async () => {
    const folder = await temporaryFolder();
    const [one, two] = [
      await openFeatureCache(folder, defaultFeatureConfig),
      await openFeatureCache(folder, defaultFeatureConfig),
    ];
    const puts = Array.from({ length: 60 }, (_, i) => (i % 2 ? one : two).put(`${i}`, matrix(i)));
    await Promise.all(puts);
    await one.refresh();
    await two.refresh();
    for (let i = 0; i < 60; i++) for (const cache of [one, two]) expect(cache.get(`${i}`)).toEqual(matrix(i));
    await one.close();
    await two.close();
  });

  it('[F2] 20,000 records are opened by their heads alone', { timeout: 30_000 }, async () => {
    const folder = await temporaryFolder();
    const cache = await openFeatureCache(folder, defaultFeatureConfig);
    for (let i = 0; i < 40; i++) {
      await cache.putMany(Array.from({ length: 500 }, (_, j) => ({ key: `${i}-${j}`, mfcc: matrix(j) })));
    }
    await cache.close();
    const before = read.bytes;
    const again = await openFeatureCache(folder, defaultFeatureConfig);
    // Two heads of 40 bytes a record of 61 * 13 * 4 bytes: its own, and the next one's that tells it is whole.
    const heads = 20_000 * 2 * 40;
    expect(read.bytes - before).toBeGreaterThan(heads / 2);
    expect(read.bytes - before).toBeLessThanOrEqual(heads);
    expect(again.size).toBe(20_000);
    expect(again.get('39-499')).toEqual(matrix(499));
    await again.close();
  });
});

describe('features of a project', () => {
  async function projectWithClips() {
    const opened = await openTestProject();
    const files = [0, 1, 2].map((i) => importItem(`yes/s${i}_nohash_0.wav`, toneWav(i * 99, 1)));
    const { imported } = await opened.library.clips.importFiles({
      projectId: opened.projectId,
      session: 's',
      files,
    });
    return { ...opened, ids: imported.map((clip) => clip.id) };
  }

  it('[F1] are missing until put, for this configuration and this trim, also after opening again', async () => {
    const { home, library, projectId, ids } = await projectWithClips();
    expect(await library.features.missing({ projectId })).toEqual(ids);
    const items = ids.slice(0, 2).map((clipId, i) => ({ clipId, mfcc: matrix(i) }));
    await library.features.put({ projectId, config: defaultFeatureConfig, items });
    expect(await library.features.missing({ projectId })).toEqual([ids[2]]);
    await library.clips.update({ projectId, clipIds: [ids[0]], trim: { start: 0.1, end: 0.9 } });
    expect(await library.features.missing({ projectId })).toEqual([ids[0], ids[2]]);
    await library.clips.update({ projectId, clipIds: [ids[0]], trim: null, label: 'no' });
    expect(await library.features.missing({ projectId })).toEqual([ids[2]]);
    await library.projects.update({ projectId, features: { ...defaultFeatureConfig, hopLength: 128 } });
    expect(await library.features.missing({ projectId })).toEqual(ids);
    await library.projects.update({ projectId, features: defaultFeatureConfig });
    await library.close();
    const again = await openTestLibrary(home);
    expect(await again.features.missing({ projectId })).toEqual([ids[2]]);
  });

  it('are where training looks for them', async () => {
    const { library, projectId, ids } = await projectWithClips();
    await library.features.put({
      projectId,
      config: defaultFeatureConfig,
      items: [{ clipId: ids[1], mfcc: matrix(5) }],
    });
    const dataset = await library.datasetOf(projectId);
    const cache = await openFeatureCache(dataset.cacheFolder!, dataset.features);
    const clip = dataset.clips.find(({ id }) => id === ids[1])!;
    expect(cache.get(featureCacheKey(clip))).toEqual(matrix(5));
    await cache.close();
  });

  it('[F1] computed with a trim the clip has no more are let go', async () => {
    const { library, projectId, ids } = await projectWithClips();
    const put = (trim: Clip['trim']) =>
      library.features.put({
        projectId,
        config: defaultFeatureConfig,
        items: [{ clipId: ids[0], mfcc: matrix(1), trim }],
      });
    await library.clips.update({ projectId, clipIds: [ids[0]], trim: { start: 0.1, end: 0.9 } });
    await put(null);
    expect(await library.features.missing({ projectId })).toEqual(ids);
    await put({ start: 0.1, end: 0.9 });
    expect(await library.features.missing({ projectId })).toEqual(ids.slice(1));
  });

  it('of another configuration or shape are refused; of a clip that is gone they are let go', async () => {
    const { library, projectId, ids } = await projectWithClips();
    const put = (config = defaultFeatureConfig, mfcc = matrix(1), clipId = ids[0]) =>
      library.features.put({ projectId, config, items: [{ clipId, mfcc }] });
    await expect(put({ ...defaultFeatureConfig, inputScale: 1 })).rejects.toMatchObject({
      code: 'feature-mismatch',
    });
    await expect(put(defaultFeatureConfig, matrix(1, 60))).rejects.toMatchObject({
      code: 'feature-mismatch',
    });
    await put(defaultFeatureConfig, matrix(1), 'gone');
    expect(await library.features.missing({ projectId })).toEqual(ids);
  });
});
