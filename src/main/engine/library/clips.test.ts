import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assignSplits } from '../../../shared/data/splits';
import { decodeWav } from '../../../shared/dsp/wav';
import { sha256 } from './intake';
import { openTestProject } from './testing/folders';
import { importItem, tone, toneWav } from './testing/sounds';
import { addTakes, device, take } from './testing/takes';

describe('adding takes', () => {
  it('[C2] is on disk, whole, when add returns', async () => {
    const { library, projectId, folder } = await openTestProject();
    const clip = await library.clips.add(take(projectId, tone(1)));
    const bytes = await readFile(join(folder, clip.file));
    expect(clip.file).toBe('clips/yes/ann_nohash_0.wav');
    expect(sha256(bytes)).toBe(clip.sha256);
    expect(JSON.parse(await readFile(join(folder, 'clips.jsonl'), 'utf8'))).toMatchObject({
      id: clip.id,
      device,
    });
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('keeps what the microphone gave, to half a step of 16 bits', async () => {
    const { library, projectId } = await openTestProject();
    const sound = tone(1);
    const clip = await library.clips.add(take(projectId, sound));
    const [read] = await library.clips.sounds({ projectId, clipIds: [clip.id] });
    expect(read).toMatchObject({ clipId: clip.id, sampleRate: 16000 });
    expect(read.samples).toBeAllclose(sound.samples, { rtol: 0, atol: 0.5 / 32768 + 1e-7 });
  });

  it('[C7] is stored at the rate of the project', async () => {
    const { library, projectId, folder } = await openTestProject();
    const clip = await library.clips.add(take(projectId, tone(1, 0.5, 44100)));
    expect(decodeWav(await readFile(join(folder, clip.file)))).toMatchObject({
      sampleRate: 16000,
      channels: 1,
      bitDepth: 16,
    });
    expect(clip.seconds).toBeCloseTo(0.5, 3);
  });

  it('[C10] marks the word, and keeps who, where and with what', async () => {
    const { library, projectId } = await openTestProject();
    const clip = await library.clips.add(take(projectId, tone(1, 2)));
    expect(clip).toMatchObject({
      label: 'yes',
      speaker: 'ann',
      session: 'monday',
      source: 'recorded',
      device,
      listedSplit: null,
    });
    expect(clip.trim!.end - clip.trim!.start).toBeLessThanOrEqual(1 + 1e-9); // clipSeconds of the default configuration
    expect(clip.measures).toMatchObject({ clipped: false, silent: false });
  });

  it('[N2] keeps a speaker as typed whatever the file may be called', async () => {
    const { library, projectId } = await openTestProject();
    const speakers = ['../../etc', 'Zoë / 2', '🎤', 'con', 'x'.repeat(200)];
    const files: string[] = [];
    for (const [i, speaker] of speakers.entries()) {
      const clip = await library.clips.add(take(projectId, tone(i * 50), { speaker }));
      expect(clip.speaker).toBe(speaker);
      files.push(clip.file);
    }
    for (const file of files) expect(file).toMatch(/^clips\/yes\/[^/\\.]{1,45}_nohash_0\.wav$/u);
  });

  it('[C4] appends one line and rewrites nothing', async () => {
    const { library, projectId, folder } = await openTestProject();
    await addTakes(library, projectId, 3);
    const index = join(folder, 'clips.jsonl');
    const before = { ...(await stat(index)), text: await readFile(index, 'utf8') };
    const clip = await library.clips.add(take(projectId, tone(999)));
    const text = await readFile(index, 'utf8');
    expect(text.startsWith(before.text)).toBe(true);
    expect(text.slice(before.text.length).match(/\n/g)).toHaveLength(1);
    expect(text.slice(before.text.length)).toContain(clip.id);
    expect((await stat(index)).ino).toBe(before.ino);
  });

  it('[C5] names a clip after its sound, also when the same sound comes twice', async () => {
    const { library, projectId } = await openTestProject();
    const first = await library.clips.add(take(projectId, tone(1)));
    const again = await library.clips.add(take(projectId, tone(1)));
    expect(first.id).toBe(first.sha256.slice(0, 16));
    expect(again.id).toBe(`${first.id}-2`);
    expect(again.file).toBe('clips/yes/ann_nohash_1.wav');
  });

  it.each([
    ['empty', { samples: new Float32Array(0), sampleRate: 16000 }, 'bad-audio', /empty/],
    [
      'all zeros',
      { samples: new Float32Array(16000), sampleRate: 16000 },
      'bad-audio',
      /only zeros.*microphone/,
    ],
    [
      'not finite',
      { samples: Float32Array.of(0.1, NaN, 0.2), sampleRate: 16000 },
      'bad-audio',
      /NaN at sample 1/,
    ],
    ['half a minute and more', tone(1, 31), 'too-large', /at most 30 seconds.*31\.0/],
    [
      'at a rate of nothing',
      { samples: Float32Array.of(1), sampleRate: 0 },
      'invalid-argument',
      /sampleRate/,
    ],
  ] as const)('[C6] refuses a take that is %s, and leaves nothing', async (_what, sound, code, words) => {
    const { library, projectId, folder } = await openTestProject();
    const refused = library.clips.add(take(projectId, sound));
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(words);
    expect(await library.clips.list({ projectId })).toEqual([]);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('[C6] keeps a quiet take and flags it', async () => {
    const { library, projectId } = await openTestProject();
    const samples = tone(1).samples.map((sample) => sample / 1000);
    const clip = await library.clips.add(take(projectId, { samples, sampleRate: 16000 }));
    expect(clip.measures.silent).toBe(true);
  });

  it('[C7] flags a take that was clipped at its own rate, which resampling would hide', async () => {
    const { library, projectId } = await openTestProject();
    const samples = tone(1, 0.5, 48000).samples.map((sample) => Math.max(-1, Math.min(1, sample * 2.4)));
    const clip = await library.clips.add(take(projectId, { samples, sampleRate: 48000 }));
    expect(clip.measures.clipped).toBe(true);
  });

  it('refuses a label the project does not have, naming it', async () => {
    const { library, projectId } = await openTestProject();
    const refused = library.clips.add(take(projectId, tone(1), { label: 'maybe' }));
    await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    await expect(refused).rejects.toThrow(/maybe/);
  });

  it('serialises takes that come all at once', async () => {
    const { library, projectId } = await openTestProject();
    const seeds = Array.from({ length: 20 }, (_, i) => i * 37);
    const clips = await Promise.all(seeds.map((seed) => library.clips.add(take(projectId, tone(seed)))));
    expect(new Set(clips.map((clip) => clip.file)).size).toBe(20);
    const listed = await library.clips.list({ projectId });
    expect(listed.map((clip) => clip.id)).toEqual(clips.map((clip) => clip.id));
  });

  it('tells every page', async () => {
    const { library, projectId } = await openTestProject();
    const told: unknown[] = [];
    library.onEvent((name, data) => void told.push([name, data]));
    await library.clips.add(take(projectId, tone(1)));
    expect(told).toEqual([['clips.changed', { projectId }]]);
  });
});

describe('splits', () => {
  it('[C9] are those of assignSplits over the clips in use, after every change', async () => {
    const { library, projectId } = await openTestProject();
    const expectRule = async (): Promise<void> => {
      const clips = await library.clips.list({ projectId });
      const rule = assignSplits(clips);
      expect(clips.map((clip) => clip.split)).toEqual(clips.map((clip) => rule.get(clip.id)));
    };
    const clips = await addTakes(library, projectId, 8);
    await expectRule();
    await library.clips.remove({ projectId, clipIds: [clips[0].id, clips[3].id] });
    await expectRule();
    const files = [importItem('yes/bea_nohash_0.wav', toneWav(5), { listedSplit: 'test' })];
    const { imported } = await library.clips.importFiles({ projectId, session: 's', files });
    expect(imported[0].split).toBe('test');
    await expectRule();
  });
});

describe('limits', () => {
  it('answers at most 256 sounds a call', async () => {
    const { library, projectId } = await openTestProject();
    const clipIds = Array.from({ length: 257 }, (_, i) => `${i}`);
    await expect(library.clips.sounds({ projectId, clipIds })).rejects.toMatchObject({ code: 'too-large' });
  });

  it('adds long recordings as background, under a name that is free', async () => {
    const { library, projectId, folder } = await openTestProject();
    const add = (name: string) => library.clips.addBackground({ projectId, name, sound: tone(1, 40) });
    expect(await add('kitchen')).toEqual({ file: 'background/kitchen.wav', seconds: 40 });
    expect(await add('kitchen')).toEqual({ file: 'background/kitchen-2.wav', seconds: 40 });
    expect((await add('../../outside')).file).toBe('background/outside.wav');
    expect(await library.clips.backgrounds({ projectId })).toHaveLength(3);
    expect(await readdir(join(folder, 'background'))).toHaveLength(3);
  });
});
