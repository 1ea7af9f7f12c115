import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestLibrary, openTestProject } from './testing/folders';
import { importItem, tone, toneWav } from './testing/sounds';
import { addTakes, take } from './testing/takes';

describe('changing clips', () => {
  it('[C3] moves the file to the other label, and finds it after opening again', async () => {
    const { home, library, projectId, folder } = await openTestProject();
    const [clip] = await addTakes(library, projectId, 1);
    const [moved] = await library.clips.update({
      projectId,
      clipIds: [clip.id],
      label: 'no',
      speaker: 'bob',
    });
    expect(moved).toMatchObject({
      id: clip.id,
      label: 'no',
      speaker: 'bob',
      file: 'clips/no/bob_nohash_0.wav',
      sha256: clip.sha256,
    });
    expect(await readdir(join(folder, 'clips'))).toEqual(['no']);
    await library.close();
    const again = await openTestLibrary(home);
    expect(await again.clips.list({ projectId })).toEqual([moved]);
    expect((await again.projects.open({ projectId })).notices).toEqual([]);
  });

  it('sets and clears the trim without moving anything', async () => {
    const { library, projectId } = await openTestProject();
    const [clip] = await addTakes(library, projectId, 1);
    const [trimmed] = await library.clips.update({
      projectId,
      clipIds: [clip.id],
      trim: { start: 0.05, end: 0.1 },
    });
    expect(trimmed).toEqual({ ...clip, trim: { start: 0.05, end: 0.1 } });
    const [whole] = await library.clips.update({ projectId, clipIds: [clip.id], trim: null });
    expect(whole.trim).toBeNull();
  });

  it.each([
    [{ start: -0.1, end: 0.1 }],
    [{ start: 0.1, end: 0.1 }],
    [{ start: 0, end: 0.3 }],
    [{ start: NaN, end: 0.1 }],
  ])('refuses the trim %j of a clip of 0.2 s', async (trim) => {
    const { library, projectId } = await openTestProject();
    const [clip] = await addTakes(library, projectId, 1);
    const refused = library.clips.update({ projectId, clipIds: [clip.id], trim });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-argument', details: { path: 'trim' } });
  });

  it('changes all or, when one is not there, none', async () => {
    const { library, projectId } = await openTestProject();
    const [clip] = await addTakes(library, projectId, 1);
    const refused = library.clips.update({ projectId, clipIds: [clip.id, 'nobody'], label: 'no' });
    await expect(refused).rejects.toMatchObject({ code: 'not-found', details: { clipId: 'nobody' } });
    expect((await library.clips.list({ projectId }))[0].label).toBe('yes');
  });

  it('gives sounds while clips are being moved', async () => {
    const { library, projectId } = await openTestProject();
    const clips = await addTakes(library, projectId, 30);
    const clipIds = clips.map((clip) => clip.id);
    const moving = library.clips.update({ projectId, clipIds, label: 'no' });
    const sounds = await library.clips.sounds({ projectId, clipIds });
    await moving;
    expect(sounds.map((sound) => sound.clipId)).toEqual(clipIds);
  });
});

it('[C4] compacts the index once most of it is outdated, and loses nothing by it', async () => {
  const { home, library, projectId, folder } = await openTestProject();
  const files = Array.from({ length: 300 }, (_, i) => importItem(`yes/s${i}_nohash_0.wav`, toneWav(i, 0.02)));
  const { imported } = await library.clips.importFiles({ projectId, session: 's', files });
  const clipIds = imported.map((clip) => clip.id);
  const lines = async () =>
    (await readFile(join(folder, 'clips.jsonl'), 'utf8')).trimEnd().split('\n').length;
  const counts: number[] = [];
  for (let i = 1; i <= 6; i++) {
    await library.clips.update({ projectId, clipIds, trim: { start: 0, end: 0.001 * i } });
    counts.push(await lines());
  }
  expect(counts).toEqual([600, 900, 1200, 1500, 300, 600]); // 1800 lines for 300 clips are too many
  const clips = await library.clips.list({ projectId });
  await library.close();
  expect(await (await openTestLibrary(home)).clips.list({ projectId })).toEqual(clips);
});

describe('trash', () => {
  it('[T1] removed clips are out of the list, in the trash, and come back as they were', async () => {
    const { home, library, projectId, folder } = await openTestProject();
    const clips = await addTakes(library, projectId, 3);
    const before = await library.clips.list({ projectId });
    await library.clips.remove({ projectId, clipIds: [clips[1].id] });
    expect((await library.clips.list({ projectId })).map((clip) => clip.id)).toEqual([
      clips[0].id,
      clips[2].id,
    ]);
    expect(await readdir(join(folder, 'trash/clips/yes'))).toEqual(['ann_nohash_1.wav']);
    await library.close();

    const again = await openTestLibrary(home);
    const { clips: restored } = await again.clips.restore({ projectId, clipIds: [clips[1].id] });
    expect(restored).toEqual([before[1]]);
    expect(await again.clips.list({ projectId })).toEqual(before);
  });

  it('[T1] a removed label goes with its clips and comes back with them', async () => {
    const { library, projectId } = await openTestProject();
    await addTakes(library, projectId, 2, 'yes');
    const [no] = await addTakes(library, projectId, 1, 'no');
    const { project, removedClipIds } = await library.projects.removeLabel({ projectId, label: 'yes' });
    expect(project.labels).toEqual(['no']);
    expect(removedClipIds).toHaveLength(2);
    expect((await library.clips.list({ projectId })).map((clip) => clip.id)).toEqual([no.id]);
    const back = await library.clips.restore({ projectId, clipIds: removedClipIds });
    expect(back.project.labels).toEqual(['no', 'yes']);
    expect(back.clips.map((clip) => clip.label)).toEqual(['yes', 'yes']);
  });

  it('[T2] a take with the name of a trashed one does not touch it', async () => {
    const { library, projectId, folder } = await openTestProject();
    for (let i = 0; i < 3; i++) {
      const clip = await library.clips.add(take(projectId, tone(i * 70)));
      await library.clips.remove({ projectId, clipIds: [clip.id] });
    }
    expect(await readdir(join(folder, 'trash/clips/yes'))).toHaveLength(3);
  });

  it('removing twice is removing once; a trashed clip cannot be changed', async () => {
    const { library, projectId } = await openTestProject();
    const [clip] = await addTakes(library, projectId, 1);
    await library.clips.remove({ projectId, clipIds: [clip.id] });
    await library.clips.remove({ projectId, clipIds: [clip.id] });
    await expect(library.clips.update({ projectId, clipIds: [clip.id], label: 'no' })).rejects.toThrow(
      /trash/,
    );
  });
});
