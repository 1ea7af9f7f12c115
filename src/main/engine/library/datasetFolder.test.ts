import { link, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Split } from '../../../shared/contract/clips';
import { encodeWav } from '../../../shared/dsp/wav';
import { realData } from '../../../testing/realData';
import { openDatasetFolder } from './datasetFolder';
import { sha256 } from './intake';
import { openTestProject, temporaryFolder, writeFiles } from './testing/folders';
import { tone, toneWav } from './testing/sounds';

async function datasetWith(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const folder = await temporaryFolder();
  await writeFiles(folder, files);
  return folder;
}

const two = { 'yes/ann_nohash_0.wav': toneWav(1), 'no/bob_nohash_0.wav': toneWav(2) };

describe('[D1] a folder of sounds', () => {
  it('is read in place, with hashes, and nothing is written', async () => {
    const folder = await datasetWith({
      ...two,
      '_background_noise_/hum.wav': toneWav(9, 2),
      'README.md': 'x',
    });
    const before = await readdir(folder, { recursive: true });
    const dataset = await openDatasetFolder(folder);
    // one take of a label cannot fill three sets: it trains (rule 4 of assignSplits)
    expect(dataset.clips).toEqual([
      {
        ...{ id: 'no/bob_nohash_0.wav', label: 'no', speaker: 'bob', split: 'train', trim: null },
        ...{ path: join(folder, 'no/bob_nohash_0.wav'), sha256: sha256(toneWav(2)) },
      },
      {
        ...{ id: 'yes/ann_nohash_0.wav', label: 'yes', speaker: 'ann', split: 'train', trim: null },
        ...{ path: join(folder, 'yes/ann_nohash_0.wav'), sha256: sha256(toneWav(1)) },
      },
    ]);
    expect(dataset.backgrounds).toEqual([join(folder, '_background_noise_/hum.wav')]);
    expect([dataset.cacheFolder, dataset.ignored]).toEqual([null, []]);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });

  it('is split by its lists where they stand', async () => {
    const lists = {
      'validation_list.txt': 'yes/ann_nohash_0.wav\n',
      'testing_list.txt': 'no/bob_nohash_0.wav',
    };
    const dataset = await openDatasetFolder(
      await datasetWith({ ...two, ...lists, 'no/cy_nohash_0.wav': toneWav(3) }),
    );
    expect(dataset.clips.map(({ id, split }) => [id, split])).toEqual([
      ['no/bob_nohash_0.wav', 'test'],
      ['no/cy_nohash_0.wav', 'train'],
      ['yes/ann_nohash_0.wav', 'validation'],
    ]);
  });

  it('may be Free Spoken Digit, by folders or flat', async () => {
    const flat = { '0_jackson_0.wav': toneWav(1), '1_theo_3.wav': toneWav(2) };
    const dataset = await openDatasetFolder(await datasetWith(flat));
    expect(dataset.clips.map(({ label, speaker }) => [label, speaker])).toEqual([
      ['0', 'jackson'],
      ['1', 'theo'],
    ]);
  });

  it('is taken for the labels asked for only', async () => {
    const folder = await datasetWith({ ...two, 'up/ann_nohash_0.wav': toneWav(3) });
    const dataset = await openDatasetFolder(folder, { labels: ['yes', 'up'] });
    expect(dataset.clips.map((clip) => clip.label)).toEqual(['up', 'yes']);
    await expect(openDatasetFolder(folder, { labels: ['yes', 'maybe'] })).rejects.toThrow(
      /no clips of maybe/,
    );
  });

  it('may be the clips of a project, with the same labels, speakers and hashes', async () => {
    const { library, projectId, folder } = await openTestProject();
    for (const [i, label] of ['yes', 'no', 'yes'].entries()) {
      await library.clips.add({
        projectId,
        label,
        speaker: `s${i}`,
        session: 's',
        device: null,
        sound: tone(i * 77),
      });
    }
    const dataset = await openDatasetFolder(join(folder, 'clips'));
    const what = (clips: readonly { label: string; speaker: string; sha256: string }[]) =>
      clips.map(({ label, speaker, sha256: hash }) => `${label} ${speaker} ${hash}`).sort();
    expect(what(dataset.clips)).toEqual(what(await library.clips.list({ projectId })));
    await expect(openDatasetFolder(folder)).rejects.toThrow(
      /is a project of the lab\. Name its folder of clips: .*clips/,
    );
  });
});

describe('[D2] what cannot be used', () => {
  it('is named and left out', async () => {
    const folder = await datasetWith({
      ...two,
      'yes/empty_nohash_0.wav': '',
      'yes/cut_nohash_0.wav': toneWav(1).slice(0, 2000),
      'yes/music_nohash_0.wav': 'ID3 and so on, for longer than a header',
      'yes/long_nohash_0.wav': toneWav(1, 31, 8000),
      'yes/notes.txt': 'x',
      'stray.wav': toneWav(4),
      [`${'x'.repeat(60)}/a_nohash_0.wav`]: toneWav(5),
    });
    const { clips, ignored } = await openDatasetFolder(folder);
    expect(clips).toHaveLength(2);
    const reasons = Object.fromEntries(ignored.map(({ path, reason }) => [path.slice(0, 10), reason]));
    expect(Object.keys(reasons).sort()).toEqual([
      'stray.wav',
      'xxxxxxxxxx',
      'yes/cut_no',
      'yes/empty_',
      'yes/long_n',
      'yes/music_',
    ]);
    expect(reasons['yes/empty_']).toMatch(/empty/);
    expect(reasons['yes/cut_no']).toMatch(/cut off/);
    expect(reasons['yes/music_']).toMatch(/MP3/);
    expect(reasons['yes/long_n']).toMatch(/31\.0 seconds/);
  });

  it('is in use and named where it is a clip without any sound', async () => {
    const noise = Float32Array.from({ length: 16000 }, (_, i) => (i === 15_999 ? 0.1 : 0));
    const sound = (samples: Float32Array) => encodeWav({ samples, sampleRate: 16000 });
    const folder = await datasetWith({
      ...two,
      'yes/mute_nohash_0.wav': sound(new Float32Array(16000)),
      'no/offset_nohash_0.wav': sound(new Float32Array(16000).fill(0.25)),
      'no/late_nohash_0.wav': sound(noise),
    });
    const { clips, silent, ignored } = await openDatasetFolder(folder);
    expect([clips.length, ignored]).toEqual([5, []]);
    expect(silent).toEqual(['no/offset_nohash_0.wav', 'yes/mute_nohash_0.wav']);
  });

  it.each([
    ['nothing', {}, 'bad-data', /No clips in .*none of the 0 files in it is a \.wav file/],
    [
      'no wav',
      { 'yes/a.mp3': 'ID3', 'no/b.txt': '' },
      'bad-data',
      /none of the 2 files in it is a \.wav file/,
    ],
    [
      'only rubbish',
      { 'yes/a.wav': 'x', 'no/b.wav': '' },
      'bad-data',
      /none of its 2 wav files can be used, e\.g\. (no|yes)\//,
    ],
    [
      'one label',
      { 'yes/a.wav': toneWav(1), 'yes/b.wav': toneWav(2) },
      'bad-data',
      /at least 2 labels in .*got 1: yes/,
    ],
    ['backgrounds', { '_background_noise_/a.wav': toneWav(1, 2) }, 'bad-data', /No clips in/],
  ] as const)('all of it: a folder with %s', async (_what, files, code, words) => {
    const folder = await datasetWith(files);
    await expect(openDatasetFolder(folder)).rejects.toMatchObject({ code });
    await expect(openDatasetFolder(folder)).rejects.toThrow(words);
  });

  it('no folder, or a file in its place', async () => {
    const folder = await datasetWith({ 'a.wav': toneWav(1) });
    for (const path of [join(folder, 'none'), join(folder, 'a.wav'), join(folder, 'a.wav', 'b')]) {
      await expect(openDatasetFolder(path)).rejects.toMatchObject({ code: 'not-found', details: { path } });
    }
  });

  it('one label is enough where the caller says so', async () => {
    const folder = await datasetWith({ 'yes/a.wav': toneWav(1) });
    expect((await openDatasetFolder(folder, { minimumLabels: 1 })).clips).toHaveLength(1);
  });
});

it('takes 20,000 files', { timeout: 60_000 }, async () => {
  const folder = await datasetWith({ 'source.wav': toneWav(1, 0.1) });
  for (let label = 0; label < 20; label++) {
    await mkdir(join(folder, `word${label}`));
    for (let n = 0; n < 1000; n++) {
      await link(join(folder, 'source.wav'), join(folder, `word${label}`, `s${n % 97}_nohash_${n}.wav`));
    }
  }
  await writeFile(join(folder, 'testing_list.txt'), 'word1/s1_nohash_1.wav\n');
  const { clips, ignored } = await openDatasetFolder(folder);
  expect(clips).toHaveLength(20_000);
  expect(ignored.map(({ path }) => path)).toEqual(['source.wav']);
  expect(clips.filter(({ split }) => split === 'test').map(({ id }) => id)).toEqual([
    'word1/s1_nohash_1.wav',
  ]);
});

const commands = realData('speech', 'commands');
describe.skipIf(!commands.present)(`real Speech Commands${commands.why && `: ${commands.why}`}`, () => {
  it('has the splits its own index says', { timeout: 30_000 }, async () => {
    const dataset = await openDatasetFolder(commands.path);
    expect(dataset.ignored).toEqual([]);
    expect(dataset.clips).toHaveLength(2271); // figures of SOURCES.md beside the data
    const count = (split: Split) => dataset.clips.filter((clip) => clip.split === split).length;
    expect([count('train'), count('validation'), count('test')]).toEqual([1467, 314, 490]);
    const index = await readFile(join(commands.path, '..', 'index.csv'), 'utf8');
    const speakers = new Set(dataset.clips.map((clip) => clip.speaker));
    expect(speakers.size).toBe(175);
    expect(index).toContain(dataset.clips[0].speaker);
  });
});

const digits = realData('speech', 'fsdd');
describe.skipIf(!digits.present)(`real Free Spoken Digit${digits.why && `: ${digits.why}`}`, () => {
  it('is ten labels by four speakers', { timeout: 30_000 }, async () => {
    const { clips } = await openDatasetFolder(digits.path);
    expect(clips).toHaveLength(2000);
    expect(new Set(clips.map((clip) => clip.label)).size).toBe(10);
    expect([...new Set(clips.map((clip) => clip.speaker))].sort()).toEqual([
      'george',
      'jackson',
      'nicolas',
      'yweweler',
    ]);
  });
});
