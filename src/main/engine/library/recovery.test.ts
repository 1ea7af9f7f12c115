import { appendFile, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Clip } from '../../../shared/contract/clips';
import { closedProject, reopen } from './testing/closedProject';
import { openTestLibrary } from './testing/folders';
import { toneWav } from './testing/sounds';

/** Opening twice: what the first time repaired, the second time is not worth a word. */
async function expectQuiet(
  library: { close(): Promise<void> },
  home: string,
  projectId: string,
): Promise<void> {
  await library.close();
  expect((await reopen(home, projectId)).notices).toEqual([]);
}

describe('opening a project', () => {
  it('says nothing when nothing happened', async () => {
    const { home, projectId, clips } = await closedProject();
    const opened = await reopen(home, projectId);
    expect(opened).toMatchObject({ notices: [], clips });
  });

  it('[R1] survives a torn last line and goes on appending', async () => {
    const { home, projectId, clips, index } = await closedProject();
    const text = await readFile(index, 'utf8');
    await writeFile(index, text + text.slice(0, 100));
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened).toMatchObject({ notices: [], clips });
    await library.clips.update({ projectId, clipIds: [clips[0].id], trim: null });
    await expectQuiet(library, home, projectId);
  });

  it('[R2] finishes a take whose line is written and whose file still waits', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await rename(join(folder, clips[3].file), join(folder, 'incoming', `${clips[3].id}.wav`));
    expect(await reopen(home, projectId)).toMatchObject({ notices: [], clips });
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('[R2] finishes a move whose line is written', async () => {
    const { home, projectId, folder, clips, index } = await closedProject();
    const line = (await readFile(index, 'utf8')).split('\n')[1];
    const moved = { ...(JSON.parse(line) as Clip), label: 'no', file: 'clips/no/ann_nohash_0.wav' };
    await appendFile(index, `${JSON.stringify(moved)}\n`);
    const opened = await reopen(home, projectId);
    expect(opened.notices).toEqual([]);
    expect(opened.clips[1]).toMatchObject({
      id: clips[1].id,
      label: 'no',
      file: moved.file,
      sha256: clips[1].sha256,
    });
    expect(await readdir(join(folder, 'clips/no'))).toEqual(['ann_nohash_0.wav', 'bob_nohash_0.wav']);
  });

  it('[R3] drops takes that were never reported safe, and says so', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await writeFile(join(folder, 'incoming', 'feed.wav'), toneWav(5));
    await writeFile(join(folder, 'incoming', 'half.wav'), 'RIFF');
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened.clips).toEqual(clips);
    expect(opened.notices).toEqual([expect.stringMatching(/^2 takes being saved .* could not be kept/)]);
    await expectQuiet(library, home, projectId);
  });

  it('[R4] takes in wav files laid into the folder of a label, and of a new one', async () => {
    const { home, projectId, folder } = await closedProject();
    await mkdir(join(folder, 'clips/maybe'));
    await writeFile(join(folder, 'clips/maybe/cleo_nohash_4.wav'), toneWav(41));
    await writeFile(join(folder, 'clips/yes/my take.WAV'), toneWav(42, 0.3, 8000));
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened.notices).toEqual([
      expect.stringMatching(/^2 wav files found .* clips\/maybe\/cleo_nohash_4\.wav/),
    ]);
    expect(opened.labels).toEqual(['yes', 'no', 'maybe']);
    expect(opened.clips.slice(4)).toMatchObject([
      { label: 'maybe', speaker: 'cleo', file: 'clips/maybe/cleo_nohash_4.wav', source: 'imported' },
      { label: 'yes', speaker: 'my take', file: 'clips/yes/my take.WAV', seconds: 0.3 },
    ]);
    await expectQuiet(library, home, projectId);
  });

  it('[R4] knows a clip again that was moved by hand to another label', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await rename(join(folder, clips[0].file), join(folder, 'clips/no/zed_nohash_9.wav'));
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened.clips[0]).toMatchObject({
      ...clips[0],
      label: 'no',
      file: 'clips/no/zed_nohash_9.wav',
      split: expect.anything() as string,
    });
    await expectQuiet(library, home, projectId);
  });

  it('[R5] drops clips whose file is gone, says so, and keeps the old index', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await rm(join(folder, clips[1].file));
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened.clips.map((clip) => clip.id)).toEqual([clips[0].id, clips[2].id, clips[3].id]);
    expect(opened.notices).toEqual([
      expect.stringContaining(`1 clip left out because the file is no longer there, e.g. ${clips[1].file}`),
    ]);
    expect(await readdir(join(folder, 'trash'))).toEqual([expect.stringMatching(/^clips-.*\.jsonl$/)]);
    await expectQuiet(library, home, projectId);
  });

  it('[R6] measures a file anew that was changed by another program', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await writeFile(join(folder, clips[0].file), toneWav(1234, 0.4));
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened.notices).toEqual([expect.stringMatching(/^1 clip changed outside Earshot/)]);
    expect(opened.clips[0]).toMatchObject({ id: clips[0].id, speaker: 'ann', seconds: 0.4, trim: null });
    expect(opened.clips[0].sha256).not.toBe(clips[0].sha256);
    await expectQuiet(library, home, projectId);
  });

  it('[R6] says nothing about a copied library, whose files only have another time', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    for (const { file } of clips) await writeFile(join(folder, file), await readFile(join(folder, file)));
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened).toMatchObject({ notices: [], clips });
    await expectQuiet(library, home, projectId);
  });

  it('[R7] rebuilds a missing index from the wav files: same ids, same labels', async () => {
    const { home, projectId, clips, index } = await closedProject();
    await rm(index);
    const { library, ...opened } = await reopen(home, projectId);
    expect(opened.notices).toEqual([expect.stringMatching(/rebuilt from the wav files: 4 clips/)]);
    const what = ({ id, label, speaker, sha256, seconds, measures }: Clip) => ({
      id,
      label,
      speaker,
      sha256,
      seconds,
      measures,
    });
    const byId = (all: readonly Clip[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(what);
    expect(byId(opened.clips)).toEqual(byId(clips));
    await expectQuiet(library, home, projectId);
  });

  it.each([
    [
      'bytes that are no text',
      (lines: string[]) => `\u0000\u0001\ufffd{{{\n${lines.slice(1).join('\n')}\n`,
      1,
    ],
    [
      'a line with a path that leads out',
      (lines: string[]) =>
        lines.map((l) => l.replace('clips/yes/ann_nohash_1.wav', 'clips/../../x.wav')).join('\n') + '\n',
      1,
    ],
    ['nothing but rubbish', () => 'x\ny\n', 2],
  ])('[R7] takes clips in again whose lines are %s', async (_what, damage, lines) => {
    const { home, projectId, folder, clips, index } = await closedProject();
    const text = (await readFile(index, 'utf8')).trimEnd().split('\n');
    await writeFile(index, damage(text));
    const { library, ...opened } = await reopen(home, projectId);
    expect(new Set(opened.clips.map((clip) => clip.sha256))).toEqual(
      new Set(clips.map((clip) => clip.sha256)),
    );
    expect(opened.notices[0]).toContain(`${lines} line`);
    expect((await readdir(join(folder, 'trash'))).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);
    await expectQuiet(library, home, projectId);
  });

  it('[R8] leaves files alone that are no sound, and names them', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await writeFile(join(folder, 'clips/yes/notes.wav'), 'not a sound');
    await writeFile(join(folder, 'clips/yes/notes.txt'), 'of no interest');
    const { notices, ...opened } = await reopen(home, projectId);
    expect(opened.clips).toEqual(clips);
    expect(notices).toEqual([
      expect.stringMatching(/^1 file among the clips not used, e\.g\. clips\/yes\/notes\.wav: /),
    ]);
    expect(await readFile(join(folder, 'clips/yes/notes.wav'), 'utf8')).toBe('not a sound');
  });

  it('[R8] drops a clip whose file became rubbish, and leaves the file', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await writeFile(join(folder, clips[0].file), 'RIFF');
    const { notices, ...opened } = await reopen(home, projectId);
    expect(opened.clips).toHaveLength(3);
    expect(notices).toEqual([expect.stringContaining(clips[0].file)]);
  });

  it('[N4] follows no link out of the project', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await writeFile(join(home, 'secret.wav'), toneWav(66));
    await mkdir(join(home, 'outside'));
    await writeFile(join(home, 'outside', 'x_nohash_0.wav'), toneWav(67));
    await symlink(join(home, 'secret.wav'), join(folder, 'clips/yes/link.wav'));
    await symlink(join(home, 'outside'), join(folder, 'clips/linked'));
    await rename(join(folder, clips[0].file), join(home, 'moved.wav'));
    await symlink(join(home, 'moved.wav'), join(folder, clips[0].file));
    const opened = await reopen(home, projectId);
    expect(opened.clips.map((clip) => clip.id)).toEqual(clips.slice(1).map((clip) => clip.id));
    expect(opened.labels).toEqual(['yes', 'no']);
  });

  it('[N4] refuses a project whose folder of clips is a link, and loses nothing', async () => {
    const { home, projectId, folder, clips } = await closedProject();
    await rename(join(folder, 'clips'), join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), join(folder, 'clips'));
    const library = await openTestLibrary(home);
    await expect(library.projects.open({ projectId })).rejects.toThrow(/clips is a link/);
    await rm(join(folder, 'clips'));
    await rename(join(home, 'elsewhere'), join(folder, 'clips'));
    expect(await library.clips.list({ projectId })).toEqual(clips);
  });

  it('[P3] finishes a renamed label', async () => {
    const { home, projectId, folder } = await closedProject();
    const path = join(folder, 'project.json');
    const record = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(
      path,
      JSON.stringify({ ...record, labels: ['Ja!', 'no'], renaming: { from: 'yes', to: 'Ja!' } }),
    );
    const opened = await reopen(home, projectId);
    expect(opened.labels).toEqual(['Ja!', 'no']);
    expect(opened.clips.map((clip) => clip.label)).toEqual(['Ja!', 'Ja!', 'Ja!', 'no']);
    expect(await readdir(join(folder, 'clips'))).toEqual([expect.stringMatching(/^Ja-[0-9a-f]{8}$/), 'no']);
    expect(await readFile(path, 'utf8')).not.toContain('renaming');
  });

  it('[T1] a rebuilt index knows what lies in the trash', async () => {
    const { home, projectId, clips, index } = await closedProject();
    const { library } = await reopen(home, projectId);
    await library.clips.remove({ projectId, clipIds: [clips[0].id] });
    await library.close();
    await rm(index);
    const again = await reopen(home, projectId);
    expect(again.clips).toHaveLength(3);
    const { clips: restored } = await again.library.clips.restore({ projectId, clipIds: [clips[0].id] });
    expect(restored[0]).toMatchObject({ id: clips[0].id, label: 'yes', sha256: clips[0].sha256 });
  });
});
