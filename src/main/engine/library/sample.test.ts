import { access, cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTestLibrary, temporaryFolder, writeFiles } from './testing/folders';
import { abcBook } from './testing/music';
import { toneWav } from './testing/sounds';

/** Two words by three voices, one unknown word, a noise, and lists, as the assets have them. */
async function sampleAssets(): Promise<string> {
  const folder = await temporaryFolder();
  const files: Record<string, Uint8Array | string> = {
    '_background_noise_/hum.wav': toneWav(5, 2),
    '_unknown_/ann_nohash_0.wav': toneWav(6, 1),
    'validation_list.txt': 'yes/bob_nohash_0.wav\nno/bob_nohash_0.wav\n',
    'testing_list.txt': 'yes/cleo_nohash_0.wav\nno/cleo_nohash_0.wav\n',
    'README.md': 'how they were made',
  };
  for (const [i, speaker] of ['ann', 'bob', 'cleo'].entries()) {
    files[`yes/${speaker}_nohash_0.wav`] = toneWav(100 + 31 * i, 1);
    files[`no/${speaker}_nohash_0.wav`] = toneWav(500 + 31 * i, 1);
  }
  await writeFiles(folder, files);
  return folder;
}

describe('[S1] the sample project', () => {
  it('is made from the assets with their splits, marked as synthetic, and once', async () => {
    const home = await temporaryFolder();
    const library = await openTestLibrary(home, { sampleAssets: await sampleAssets() });
    const [project, again] = await Promise.all([
      library.projects.openSample({}),
      library.projects.openSample({}),
    ]);
    expect(again).toEqual(project);
    expect(project).toMatchObject({
      id: 'sample',
      sample: true,
      labels: ['no', 'yes', '_unknown_'],
      notices: [],
    });
    const clips = await library.clips.list({ projectId: project.id });
    expect(new Set(clips.map((clip) => clip.source))).toEqual(new Set(['synthetic']));
    const splits = clips.map(({ file, split, trim }) => [file, split, trim]);
    expect(splits).toEqual([
      ['clips/_unknown_/ann_nohash_0.wav', 'train', null],
      ['clips/no/ann_nohash_0.wav', 'train', null],
      ['clips/no/bob_nohash_0.wav', 'validation', null],
      ['clips/no/cleo_nohash_0.wav', 'test', null],
      ['clips/yes/ann_nohash_0.wav', 'train', null],
      ['clips/yes/bob_nohash_0.wav', 'validation', null],
      ['clips/yes/cleo_nohash_0.wav', 'test', null],
    ]);
    expect(await library.clips.backgrounds({ projectId: project.id })).toEqual([
      { file: 'background/hum.wav', seconds: 2 },
    ]);
    expect(await library.projects.list({})).toHaveLength(1);
  });

  it('is found again, also renamed; removed, it is made anew', async () => {
    const home = await temporaryFolder();
    const assets = await sampleAssets();
    const library = await openTestLibrary(home, { sampleAssets: assets });
    const { id } = await library.projects.openSample({});
    await library.projects.update({ projectId: id, name: 'Mine now' });
    await library.clips.remove({
      projectId: id,
      clipIds: [(await library.clips.list({ projectId: id }))[0].id],
    });
    await library.close();
    const again = await openTestLibrary(home, { sampleAssets: assets });
    expect(await again.projects.openSample({})).toMatchObject({ id, name: 'Mine now' });
    expect(await again.clips.list({ projectId: id })).toHaveLength(6);
    await again.projects.remove({ projectId: id });
    expect(await again.clips.list({ projectId: (await again.projects.openSample({})).id })).toHaveLength(7);
  });

  it('half copied by a process that was killed is made whole', async () => {
    const assets = await sampleAssets();
    const home = await temporaryFolder();
    const first = await openTestLibrary(home, { sampleAssets: assets });
    await first.projects.openSample({});
    await first.close();
    const killed = await temporaryFolder();
    await cp(join(home, 'projects/sample'), join(killed, 'building/sample'), {
      recursive: true,
      filter: (path) => !/yes|clips\.jsonl/.test(path),
    });
    const library = await openTestLibrary(killed, { sampleAssets: assets });
    expect(await library.projects.list({})).toEqual([]);
    await expect(access(join(killed, 'building'))).rejects.toThrow();
    const { id } = await library.projects.openSample({});
    expect(await library.clips.list({ projectId: id })).toHaveLength(7);
    expect(await readdir(join(killed, 'building'))).toEqual([]);
  });

  it('stands beside a project of the same name', async () => {
    const library = await openTestLibrary(await temporaryFolder(), { sampleAssets: await sampleAssets() });
    await library.projects.create({ name: 'Sample' });
    expect(await library.projects.openSample({})).toMatchObject({ id: 'sample-2', sample: true });
  });

  it.each([null, '/nowhere/at/all'])('says when this build brings none (%s)', async (folder) => {
    const library = await openTestLibrary(await temporaryFolder(), { sampleAssets: folder });
    await expect(library.projects.openSample({})).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('of this repository comes in whole', { timeout: 30_000 }, async () => {
    const assets = fileURLToPath(new URL('../../../../assets/sample', import.meta.url));
    const library = await openTestLibrary(await temporaryFolder(), { sampleAssets: assets });
    const { id, labels } = await library.projects.openSample({});
    const files = (await readdir(assets, { recursive: true })).filter((path) =>
      /^(?!_background).*[/\\].*\.wav$/.test(path),
    );
    const clips = await library.clips.list({ projectId: id });
    expect(clips).toHaveLength(files.length);
    expect(new Set(clips.map((clip) => clip.split))).toEqual(new Set(['train', 'validation', 'test']));
    expect(labels.at(-1)).toBe('_unknown_');
    const { folder } = await library.projects.open({ projectId: id });
    expect(await readFile(join(folder, clips[0].file))).toEqual(
      await readFile(join(assets, clips[0].file.slice('clips/'.length))),
    );
  });
});

describe('[S2] the starter tunes', () => {
  it('are made from the book, once, beside the sample of speech', async () => {
    const home = await temporaryFolder();
    const folder = await temporaryFolder();
    await writeFiles(folder, { 'book.abc': abcBook([1, 2, 3]).bytes });
    const starterBook = join(folder, 'book.abc');
    const library = await openTestLibrary(home, { sampleAssets: await sampleAssets(), starterBook });
    const speech = await library.projects.openSample({});
    const music = await library.projects.openSample({ kind: 'music' });
    expect(music).toMatchObject({ id: 'starter-tunes', name: 'Starter tunes', kind: 'music', sample: true });
    expect(await library.projects.openSample({ kind: 'music' })).toEqual(music);
    expect(await library.projects.openSample({ kind: 'speech' })).toEqual(speech);
    const tunes = await library.tunes.list({ projectId: music.id });
    expect(tunes.map(({ title, origin, source }) => [title, origin, source])).toEqual([
      ['Tune 1', 'starter', 'starter-book.abc X:1'],
      ['Tune 2', 'starter', 'starter-book.abc X:2'],
      ['Tune 3', 'starter', 'starter-book.abc X:3'],
    ]);
  });

  it('are refused in words by a build without them', async () => {
    const library = await openTestLibrary(await temporaryFolder());
    await expect(library.projects.openSample({ kind: 'music' })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(await library.projects.list({})).toEqual([]);
  });

  it('that come with the lab are all read, none twice', async () => {
    const starterBook = fileURLToPath(new URL('../../../../assets/tunes/starter-book.abc', import.meta.url));
    const library = await openTestLibrary(await temporaryFolder(), { starterBook });
    const { id: projectId } = await library.projects.openSample({ kind: 'music' });
    const tunes = await library.tunes.list({ projectId });
    const inBook = (await readFile(starterBook, 'utf8')).match(/^X:/gm);
    expect(tunes).toHaveLength(inBook!.length);
    expect(tunes.filter(({ monophonic }) => !monophonic)).toEqual([]);
  });
});
