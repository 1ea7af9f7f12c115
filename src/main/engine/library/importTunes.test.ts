import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allNotes, createPart, createScore, writeMidi, writePianoRoll } from '../../../shared/music';
import { readAbcBook } from '../../../shared/music/abc/readAbc';
import { realData } from '../../../testing/realData';
import { sha256 } from './intake';
import { prepareTunes } from './prepareTunes';
import { abcBook, midiFile, openMusicProject, tuneScore } from './testing/music';

const text = (words: string) => new TextEncoder().encode(words);

describe('importing tunes', () => {
  it('[M1] keeps a MIDI file byte for byte, under a name from its title', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const file = midiFile(5, 'downloads/x.mid', { title: 'Ünder the Bridge: a/b?' });
    const { imported, skipped } = await library.tunes.importFiles({ projectId, files: [file] });
    expect(skipped).toEqual([]);
    expect(imported).toMatchObject([
      {
        ...{ title: 'Ünder the Bridge: a/b?', file: 'scores/ünder-the-bridge-a-b.mid' },
        ...{ origin: 'imported', source: 'downloads/x.mid', sha256: sha256(file.bytes) },
        ...{ notes: 9, bars: 3, key: 'G major', meter: '4/4', qpm: 100, monophonic: true, listedSplit: null },
        ...{ range: { low: 45, high: 66 }, seconds: 5.4, parts: [{ notes: 9, drums: false }] },
      },
    ]);
    expect(new Uint8Array(await readFile(join(folder, imported[0].file)))).toEqual(file.bytes);
    expect(await library.tunes.list({ projectId })).toEqual(imported);
    const [score] = await library.tunes.scores({ projectId, tuneIds: [imported[0].id] });
    expect(allNotes(score)).toEqual(allNotes(tuneScore(5)));
  });

  it('[M2] writes each tune of a book as ABC of its own, with the fields of the book', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const header = '% a comment\nM:3/4\nQ:1/4=90\n\n';
    const book =
      'X:7\nT:One\nL:1/4\nK:D\nABc|def|\n\nfree text\n\nX:9\nT:Two\nL:1/8\nM:6/8\nK:Am\nABc def|\n';
    const { imported } = await library.tunes.importFiles({
      projectId,
      files: [{ name: 'b.abc', bytes: text(header + book) }],
    });
    expect(
      imported.map(({ title, source, file, meter, qpm, key }) => [title, source, file, meter, qpm, key]),
    ).toEqual([
      ['One', 'b.abc X:7', 'scores/one.abc', '3/4', 90, 'D major'],
      ['Two', 'b.abc X:9', 'scores/two.abc', '6/8', 90, 'A minor'],
    ]);
    expect(await readFile(join(folder, 'scores/one.abc'), 'utf8')).toBe(
      'X:7\nM:3/4\nQ:1/4=90\nT:One\nL:1/4\nK:D\nABc|def|\n',
    );
  });

  it('[M3] writes piano rolls as MIDI and keeps the splits they name', async () => {
    const { library, projectId } = await openMusicProject();
    const roll = writePianoRoll({ train: [[[60], [62], [60, 64]]], valid: [[[50], [50], [52]]], test: [] });
    const { imported } = await library.tunes.importFiles({
      projectId,
      files: [{ name: 'roll.json', bytes: text(roll) }],
    });
    expect(imported.map(({ title, file, listedSplit }) => [title, file, listedSplit])).toEqual([
      ['roll train 1', 'scores/roll-train-1.mid', 'train'],
      ['roll valid 1', 'scores/roll-valid-1.mid', 'valid'],
    ]);
    const [, second] = await library.tunes.scores({ projectId, tuneIds: imported.map(({ id }) => id) });
    expect(allNotes(second).map(({ pitch, durationSteps }) => [pitch, durationSteps])).toEqual([
      [50, 2],
      [52, 1],
    ]);
  });

  it('[M3] takes a frame for what the person says it is, a sixteenth by default', async () => {
    const { library, projectId } = await openMusicProject();
    const files = [
      {
        name: 'roll.json',
        bytes: text(writePianoRoll({ train: [[[60], [62], [64]]], valid: [], test: [] })),
      },
    ];
    const usual = await library.tunes.importFiles({ projectId, files });
    const quarters = await library.tunes.importFiles({ projectId, files, framesPerQuarter: 1 });
    // Three frames at 120 quarter notes a minute: of a sixteenth 3 * 0.125 s, of a quarter 3 * 0.5 s.
    expect([usual.imported[0].seconds, quarters.imported[0].seconds]).toEqual([0.375, 1.5]);
  });

  it('[M4] takes the same notes once, whatever the title, the format and the speed of the grid', async () => {
    const { library, projectId } = await openMusicProject();
    const same = { ...tuneScore(1), title: 'Another title' };
    const finer = createScore({
      ...{ title: 'Finer', stepsPerQuarter: 8 },
      parts: [
        createPart(
          allNotes(same).map((note) => ({
            ...{ ...note, onsetStep: 2 * note.onsetStep, durationSteps: 2 * note.durationSteps },
          })),
        ),
      ],
    });
    const files = [
      ...[midiFile(1), { name: 'b.mid', bytes: writeMidi(same) }, abcBook([1, 2])],
      { name: 'c.mid', bytes: writeMidi(finer) },
    ];
    const { imported, skipped } = await library.tunes.importFiles({ projectId, files });
    expect(imported.map(({ title }) => title)).toEqual(['Tune 1', 'Tune 2']);
    expect(skipped.map(({ source, code }) => [source, code])).toEqual([
      ['b.mid', 'duplicate'],
      ['book.abc X:1', 'duplicate'],
      ['c.mid', 'duplicate'],
    ]);
    expect(skipped[0].message).toBe('b.mid: the same notes as "Tune 1", which is there already.');
    const again = await library.tunes.importFiles({ projectId, files: [midiFile(2)] });
    expect(again.skipped).toMatchObject([{ code: 'duplicate' }]);
  });

  it('[M5] names what cannot be read and takes the rest', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const midi = midiFile(3).bytes;
    const drums = createScore({
      stepsPerQuarter: 4,
      parts: [createPart(allNotes(tuneScore(4)), { channel: 9 })],
    });
    const silent = createScore({ stepsPerQuarter: 4 });
    const files = [
      { name: 'cut.mid', bytes: midi.slice(0, 40) },
      { name: 'noise.mid', bytes: Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256) },
      { name: 'empty.mid', bytes: new Uint8Array() },
      { name: 'silent.mid', bytes: writeMidi(silent) },
      { name: 'drums.mid', bytes: writeMidi(drums) },
      { name: 'words.txt', bytes: text('not music') },
      { name: 'score.xml', bytes: text('<?xml version="1.0"?><score-partwise/>') },
      { name: 'wrong.abc', bytes: text('X:1\nT:Good\nK:C\nCDE|\n\nX:2\nT:Bad\nK:C\nCD@&E|\n') },
      { name: 'good.mid', bytes: midi },
    ];
    const { imported, skipped } = await library.tunes.importFiles({ projectId, files });
    expect(imported.map(({ title }) => title)).toEqual(['Good', 'Tune 3']);
    expect(skipped.map(({ code }) => code)).toEqual(new Array(8).fill('bad-score'));
    for (const [i, { message }] of skipped.entries()) expect(message).toContain(files[i].name);
    const of = (name: string) => skipped.find(({ source }) => source.startsWith(name))!.message;
    expect(of('empty.mid')).toBe('empty.mid: the file is empty.');
    expect(of('silent.mid')).toContain('holds no notes');
    expect(of('drums.mid')).toContain('only drums');
    expect(of('score.xml')).toContain('MusicXML is not read');
    expect(of('wrong.abc')).toMatch(/^wrong\.abc: line 9, column \d+: /);
    expect((await readdir(join(folder, 'scores'))).sort()).toEqual(['good.abc', 'tune-3.mid']);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('[M6] leaves drums out unless they are asked for, and then reads them back', async () => {
    const { library, projectId } = await openMusicProject();
    const parts = [
      createPart(allNotes(tuneScore(6)), { name: 'tune' }),
      createPart(allNotes(tuneScore(7)), { name: 'kit', channel: 9 }),
    ];
    const bytes = writeMidi(createScore({ title: 'Band', stepsPerQuarter: 4, parts }));
    const plain = await library.tunes.importFiles({ projectId, files: [{ name: 'a.mid', bytes }] });
    expect(plain.imported[0].parts.map(({ name }) => name)).toEqual(['tune']);
    expect(plain.imported[0].notices).toEqual(['Drums (channel 10) were left out.']);
    await library.tunes.remove({ projectId, tuneIds: [plain.imported[0].id] });
    const { imported } = await library.tunes.importFiles({
      ...{ projectId, files: [{ name: 'a.mid', bytes }], drums: true },
    });
    expect(imported[0]).toMatchObject({ notes: 9, parts: [{ drums: false }, { name: 'kit', drums: true }] });
    const [score] = await library.tunes.scores({ projectId, tuneIds: [imported[0].id] });
    expect(score.parts).toHaveLength(2);
  });

  it('[M7] stops on request and keeps what came in', async () => {
    const { library, projectId } = await openMusicProject();
    const files = Array.from({ length: 200 }, (_, i) => midiFile(i));
    const stopping = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 100 && stopping.abort();
    const stopped = library.tunes.importFiles({ projectId, files }, { signal: stopping.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({
      code: 'aborted',
      message: expect.stringMatching(/^Stopped: \d+ tunes had come in; those are kept\.$/),
    });
    const kept = await library.tunes.list({ projectId });
    expect(kept.length).toBeGreaterThan(63);
    expect(kept.length).toBeLessThanOrEqual(101);
  });

  it('gives hostile titles safe names, each its own', async () => {
    const { library, projectId, folder } = await openMusicProject();
    const titles = [
      '../../etc/passwd',
      'CON',
      'con',
      '...',
      '日本の歌',
      '🎵',
      '🎺',
      'a'.repeat(400),
      'A\u0000B\nC',
    ];
    const files = titles.map((title, i) => midiFile(20 + i, `${i}.mid`, { title }));
    const { imported, skipped } = await library.tunes.importFiles({ projectId, files });
    expect(skipped).toEqual([]);
    expect(imported.map(({ file }) => file)).toEqual([
      ...['scores/etc-passwd.mid', 'scores/tune-con.mid', 'scores/tune-con-2.mid', 'scores/tune.mid'],
      ...['scores/日本の歌.mid', 'scores/tune-2.mid', 'scores/tune-3.mid'],
      ...[`scores/${'a'.repeat(48)}.mid`, 'scores/a-b-c.mid'],
    ]);
    expect(imported[7].title).toHaveLength(200);
    expect(imported[8].title).toBe('A B C');
    expect(await readdir(join(folder, 'scores'))).toHaveLength(titles.length);
  });

  it('refuses more than 32 MiB at once', async () => {
    const { library, projectId } = await openMusicProject();
    const files = [{ name: 'x.mid', bytes: new Uint8Array(33 * 1024 * 1024) }];
    await expect(library.tunes.importFiles({ projectId, files })).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('reads a MIDI file of 10 MB, nearly all of it chunks of nothing', () => {
    const notes = Array.from({ length: 100_000 }, (_, i) => ({
      ...{ pitch: 30 + (i % 60), velocity: 90, onsetStep: 300 * i, durationSteps: 200 },
    }));
    const score = createScore({ title: 'Long', stepsPerQuarter: 480, parts: [createPart(notes)] });
    const bytes = writeMidi(score);
    const long = new Uint8Array(10 * 1024 * 1024);
    long.set(bytes); // behind its tracks a million empty chunks
    const [tune] = prepareTunes({ name: 'long.mid', bytes: long, drums: false }).tunes;
    expect(tune.facts.notes).toBe(100_000);
    expect(tune.notices[0]).toMatch(/^Skipped \d+ chunks that are no tracks/);
    expect(tune.notices.length).toBeLessThan(3);
  });
});

const tunes = realData('music', 'nottingham_tunes');

describe.skipIf(!tunes.present)(`773 tunes of Nottingham ${tunes.why}`, () => {
  const prepareAll = async (folder: string) => {
    const names = (await readdir(join(tunes.path, folder))).sort();
    const files = await Promise.all(
      names.map(async (name) => ({ name, bytes: await readFile(join(tunes.path, folder, name)) })),
    );
    return files.map((file) => prepareTunes({ ...file, drums: false }));
  };

  it.each(['midi_full', 'midi_melody'])('all MIDI files of %s are read', async (folder) => {
    const prepared = await prepareAll(folder);
    expect(prepared).toHaveLength(773);
    expect(prepared.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it('[M2] all tunes of the ABC book are read, and read back from their own files as they were', async () => {
    const bytes = await readFile(join(tunes.path, 'tunes.abc'));
    const { tunes: prepared, failures } = prepareTunes({ name: 'tunes.abc', bytes, drums: false });
    expect([prepared.length, failures]).toEqual([773, []]);
    const changed = prepared.filter((tune) => {
      const [own] = prepareTunes({ name: 'own.abc', bytes: tune.bytes, drums: false }).tunes;
      return own.notesKey !== tune.notesKey || own.facts.key !== tune.facts.key || own.title !== tune.title;
    });
    expect(changed).toEqual([]);
  });

  it('[M4] four of the 773 have the notes of another one', async () => {
    const { library, projectId } = await openMusicProject();
    const names = (await readdir(join(tunes.path, 'midi_full'))).sort();
    const files = await Promise.all(
      names.map(async (name) => ({
        ...{ name, bytes: new Uint8Array(await readFile(join(tunes.path, 'midi_full', name))) },
      })),
    );
    const { imported, skipped } = await library.tunes.importFiles({ projectId, files });
    expect(imported).toHaveLength(769);
    expect(skipped.map(({ source }) => source)).toEqual([
      ...['hpps25.mid', 'jigs136.mid', 'jigs283.mid', 'reelsm-q24.mid'],
    ]);
  });
});

describe('a book and its own reader', () => {
  it('agree on the lines of errors', () => {
    const book = 'X:1\nT:A\nK:C\nCDE|\n\nX:2\nT:B\nK:C\nCD@&E|\n';
    const [failure] = readAbcBook(book, 'b.abc').failures;
    const prepared = prepareTunes({ name: 'b.abc', bytes: text(book), drums: false });
    expect(prepared.failures).toEqual([{ place: 'B', code: 'bad-score', message: failure.error.message }]);
  });
});
