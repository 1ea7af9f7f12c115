import {
  appendFile,
  copyFile,
  link,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allNotes, createPart, createScore, keyName, writeAbc, writeMidi } from '../../../shared/music';
import { abcBook, midiFile, openMusicProject, reopenMusic, tuneScore } from './testing/music';

async function withTunes(seeds: readonly number[] = [1, 2, 3]) {
  const opened = await openMusicProject();
  const { library, projectId } = opened;
  const files = seeds.map((seed) => midiFile(seed));
  const { imported } = await library.tunes.importFiles({ projectId, files });
  return { ...opened, tunes: imported, index: join(opened.folder, 'tunes.jsonl') };
}

const drawn = { tuneId: null, origin: 'drawn' } as const;

describe('saving a tune', () => {
  it('[M8] writes MIDI from which notes, tempo, metre, key and title come back', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const parts = [
      createPart(allNotes(tuneScore(1)), { name: 'flute', program: 73, channel: 0 }),
      createPart(allNotes(tuneScore(2)), { name: 'bass', program: 32, channel: 1 }),
    ];
    const score = createScore({
      ...{ title: '', stepsPerQuarter: 4, parts, pickupSteps: 4 },
      tempos: [{ step: 0, qpm: 90 }, { step: 20, qpm: 120 }],
      meters: [{ step: 0, beats: 3, beatUnit: 4 }],
      keys: [{ step: 0, sharps: -3, tonic: 0, mode: 'minor' }],
    }); // prettier-ignore
    const tune = await library.tunes.save({ projectId, ...drawn, title: 'Mine', score });
    expect(tune).toMatchObject({ title: 'Mine', file: 'scores/mine.mid', origin: 'drawn', source: '' });
    expect(tune).toMatchObject({ key: 'C minor', meter: '3/4', qpm: 90, notes: 18, notices: [] });
    expect((await readFile(join(folder, tune.file))).subarray(0, 4).toString()).toBe('MThd');
    const [back] = await library.tunes.scores({ projectId, tuneIds: [tune.id] });
    expect(back.title).toBe('Mine');
    expect(back.parts.map(({ name, program, notes }) => [name, program, notes])).toEqual(
      parts.map(({ name, program, notes }) => [name, program, notes]),
    );
    expect([back.pickupSteps, back.meters, keyName(back.keys[0])]).toEqual([4, score.meters, 'C minor']);
    expect(back.tempos.map(({ qpm }) => Math.round(qpm))).toEqual([90, 120]);
  });

  it('[M9] in place of another keeps its id and puts the former one into the trash', async () => {
    const { library, projectId, folder, home, tunes } = await withTunes();
    const [first] = tunes;
    const before = await readFile(join(folder, first.file));
    const saved = await library.tunes.save({
      ...{ projectId, tuneId: first.id, title: 'Tune 1', score: tuneScore(77), origin: 'drawn' },
    });
    expect(saved).toMatchObject({ id: first.id, title: 'Tune 1' });
    const listed = await library.tunes.list({ projectId });
    expect(listed.map(({ id }) => id)).toEqual(tunes.map(({ id }) => id));
    const [score] = await library.tunes.scores({ projectId, tuneIds: [first.id] });
    expect(allNotes(score)).toEqual(allNotes(tuneScore(77)));
    const [trashed] = await readdir(join(folder, 'trash/scores'));
    expect(await readFile(join(folder, 'trash/scores', trashed))).toEqual(before);
    await library.close();
    expect(await reopenMusic(home, projectId)).toMatchObject({ notices: [], tunes: listed });
  });

  it('refuses what is no tune in words, and writes nothing', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const save = (fields: object) =>
      library.tunes.save({ projectId, ...drawn, title: 'x', score: tuneScore(1), ...fields });
    const silent = createScore({ stepsPerQuarter: 4 });
    await expect(save({ score: silent })).rejects.toMatchObject({ code: 'bad-score' });
    await expect(save({ title: ' ' })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(save({ tuneId: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' });
    const wrong = createScore({ ...tuneScore(1), stepsPerQuarter: 0 });
    await expect(save({ score: wrong })).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(await readdir(join(folder, 'scores'))).toEqual([]);
  });

  it('says which notes a file cannot hold', async () => {
    const { library, projectId } = await openMusicProject();
    const [note, ...rest] = allNotes(tuneScore(1));
    const parts = [createPart([note, { ...note, durationSteps: 2 }, ...rest])];
    const tune = await library.tunes.save({
      ...{ projectId, ...drawn, title: 'Twice', score: createScore({ stepsPerQuarter: 4, parts }) },
    });
    expect(tune).toMatchObject({ notes: 9, notices: [expect.stringMatching(/^1 notes? stood on the same/)] });
  });
});

describe('renaming, removing and restoring tunes', () => {
  it('keep the notes and survive a restart', async () => {
    const { library, projectId, home, folder, tunes } = await withTunes();
    const [one, two] = tunes;
    expect(await library.tunes.rename({ projectId, tuneId: one.id, title: 'Neu' })).toMatchObject({
      ...{ title: 'Neu', file: 'scores/neu.mid', id: one.id },
    });
    await library.tunes.remove({ projectId, tuneIds: [two.id] });
    expect((await library.tunes.list({ projectId })).map(({ title }) => title)).toEqual(['Neu', 'Tune 3']);
    expect(await readdir(join(folder, 'trash/scores'))).toEqual(['tune-2.mid']);
    await library.close();
    const again = await reopenMusic(home, projectId);
    expect(again.notices).toEqual([]);
    const restored = await again.library.tunes.restore({ projectId, tuneIds: [two.id] });
    expect(restored).toEqual([two]);
    expect((await again.library.tunes.list({ projectId })).map(({ id }) => id)).toEqual(
      tunes.map(({ id }) => id),
    );
    await expect(again.library.tunes.remove({ projectId, tuneIds: ['nowhere'] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('a tune in the trash is not there for renaming, and does not count as a duplicate', async () => {
    const { library, projectId, tunes } = await withTunes([1]);
    await library.tunes.remove({ projectId, tuneIds: [tunes[0].id] });
    const renamed = library.tunes.rename({ projectId, tuneId: tunes[0].id, title: 'x' });
    await expect(renamed).rejects.toMatchObject({ code: 'not-found', message: /trash/ });
    const { imported } = await library.tunes.importFiles({ projectId, files: [midiFile(1)] });
    expect(imported).toHaveLength(1);
    expect(imported[0].id).not.toBe(tunes[0].id);
  });

  it('tell every page', async () => {
    const { library, projectId, tunes } = await withTunes();
    const told: string[] = [];
    library.onEvent((name) => void told.push(name));
    await library.tunes.rename({ projectId, tuneId: tunes[0].id, title: 'Neu' });
    await library.tunes.remove({ projectId, tuneIds: [tunes[0].id] });
    expect(told).toEqual(['tunes.changed', 'tunes.changed']);
    const [summary] = await library.projects.list({});
    expect(summary).toMatchObject({ kind: 'music', tunes: 2, clips: 0, labels: 0 });
  });
});

describe('opening a music project', () => {
  it('[R4] takes in files that were put there by hand, and says so', async () => {
    const { library, projectId, home, folder, tunes } = await withTunes();
    await library.close();
    await writeFile(join(folder, 'scores/by hand.abc'), writeAbc(tuneScore(50)));
    await writeFile(join(folder, 'scores/OTHER.MID'), writeMidi(tuneScore(51)));
    await writeFile(join(folder, 'scores/notes.txt'), 'not a tune');
    const { notices, tunes: found, library: next } = await reopenMusic(home, projectId);
    expect(notices).toEqual(['2 tune files found in the scores folder and taken in, e.g. scores/OTHER.MID.']);
    expect(found.slice(0, 3)).toEqual(tunes);
    expect(found.slice(3).map(({ title, file }) => [title, file])).toEqual([
      ['Tune 51', 'scores/OTHER.MID'],
      ['Tune 50', 'scores/by hand.abc'],
    ]);
    await next.close();
    expect((await reopenMusic(home, projectId)).notices).toEqual([]);
  });

  it('[R5] notices a missing file', async () => {
    const { library, projectId, home, folder, tunes } = await withTunes();
    await library.close();
    await unlink(join(folder, tunes[1].file));
    const { notices, tunes: found } = await reopenMusic(home, projectId);
    expect(notices).toEqual(['1 tune left out because the file is no longer there, e.g. scores/tune-2.mid.']);
    expect(found).toEqual([tunes[0], tunes[2]]);
  });

  it('[R4] knows a tune again that was moved or renamed outside', async () => {
    const { library, projectId, home, folder, tunes } = await withTunes();
    await library.tunes.rename({ projectId, tuneId: tunes[0].id, title: 'Neu' });
    await library.close();
    await rename(join(folder, 'scores/neu.mid'), join(folder, 'scores/zzz.mid'));
    const { tunes: found } = await reopenMusic(home, projectId);
    expect(found.find(({ id }) => id === tunes[0].id)).toMatchObject({
      ...{ title: 'Neu', file: 'scores/zzz.mid', source: tunes[0].source },
    });
  });

  it('[R6] reads a file anew that was changed outside', async () => {
    const { library, projectId, home, folder, tunes } = await withTunes();
    await library.close();
    await writeFile(join(folder, tunes[0].file), writeMidi(tuneScore(90)));
    const { notices, tunes: found } = await reopenMusic(home, projectId);
    expect(notices).toEqual(['1 tune changed outside Earshot and read again, e.g. scores/tune-1.mid.']);
    expect(found[0]).toMatchObject({ id: tunes[0].id, title: 'Tune 90' });
  });

  it('[R7] rebuilds a lost or damaged index from the files, with the same ids', async () => {
    const { library, projectId, home, index, tunes } = await withTunes();
    await library.close();
    await rm(index);
    const { notices, tunes: found, library: next } = await reopenMusic(home, projectId);
    expect(notices).toEqual([
      'The index was rebuilt from the tune files: 3 tunes taken in again. Titles are as the files have them, splits are decided anew.',
    ]);
    const facts = ({ id, title, notes, key }: (typeof tunes)[0]) => ({ id, title, notes, key });
    expect(found.map(facts)).toEqual(tunes.map(facts));
    await next.close();
    const text = await readFile(index, 'utf8');
    await writeFile(index, text.slice(0, 30) + text.slice(40));
    const damaged = await reopenMusic(home, projectId);
    expect(damaged.notices[0]).toMatch(/^1 line of tunes\.jsonl could not be read/);
    expect(damaged.tunes.map(({ id }) => id).sort()).toEqual(tunes.map(({ id }) => id).sort());
  });

  it('[R1] [R2] finishes what a killed process began', async () => {
    const { library, projectId, home, folder, index, tunes } = await withTunes();
    await library.close();
    await rename(join(folder, tunes[2].file), join(folder, 'incoming', `${tunes[2].id}.mid`));
    await appendFile(index, '{"id": "half a li');
    await writeFile(join(folder, 'incoming/never-reported.mid'), 'x');
    const { notices, tunes: found } = await reopenMusic(home, projectId);
    expect(found).toEqual(tunes);
    expect(notices).toEqual([expect.stringMatching(/^1 tune being saved .* could not be kept/)]);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('[R8] leaves a file that is no tune where it is, and a book too', async () => {
    const { library, projectId, home, folder } = await withTunes();
    await library.close();
    await writeFile(join(folder, 'scores/broken.mid'), 'MThd and no more');
    await writeFile(join(folder, 'scores/book.abc'), abcBook([60, 61]).bytes);
    const { notices, tunes: found } = await reopenMusic(home, projectId);
    expect(found).toHaveLength(3);
    expect(notices[0]).toMatch(
      /^2 files among the scores not used, e\.g\. scores\/book\.abc: .*book of 2 tunes/,
    );
    expect(await readdir(join(folder, 'scores'))).toContain('broken.mid');
  });

  it('reads an altered file anew while it is open, and says so once', async () => {
    const { library, projectId, folder, tunes } = await withTunes();
    await copyFile(join(folder, tunes[1].file), join(folder, tunes[0].file));
    const ask = () => library.tunes.scores({ projectId, tuneIds: [tunes[0].id] });
    await expect(ask()).rejects.toMatchObject({ code: 'bad-score', message: /changed outside Earshot/ });
    expect(allNotes((await ask())[0])).toEqual(allNotes(tuneScore(2)));
  });

  it('lists 20,000 tunes and adds one without writing the whole index', { timeout: 60_000 }, async () => {
    const { library, projectId, home, folder, index } = await withTunes([1]);
    await library.close();
    const line = JSON.parse((await readFile(index, 'utf8')).trim()) as Record<string, unknown>;
    const source = join(folder, 'scores/tune-1.mid');
    const lines: string[] = [];
    for (let i = 0; i < 20_000; i++) {
      const file = `scores/copy-${i}.mid`;
      await link(source, join(folder, file)); // one file under 20,000 names
      lines.push(JSON.stringify({ ...line, id: `copy-${i}`, file }));
    }
    await appendFile(index, `${lines.join('\n')}\n`);
    const { ino } = await stat(index);
    const started = performance.now();
    const again = await reopenMusic(home, projectId);
    const opened = performance.now() - started;
    expect([again.tunes.length, again.notices]).toEqual([20_001, []]);
    expect(opened).toBeLessThan(10_000);
    await again.library.tunes.save({ projectId, ...drawn, title: 'One more', score: tuneScore(9) });
    expect((await stat(index)).ino).toBe(ino);
  });
});
