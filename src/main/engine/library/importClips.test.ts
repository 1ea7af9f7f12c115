import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportFile, ImportTarget } from '../../../shared/contract/clips';
import { MAX_BACKGROUND_SECONDS } from '../../../shared/contract/clips';
import { planImport } from '../../../shared/data/planImport';
import { encodeWav } from '../../../shared/dsp/wav';
import { realData } from '../../../testing/realData';
import { sha256 } from './intake';
import { readSplitLists, walkFiles } from './walk';
import { openTestLibrary, openTestProject } from './testing/folders';
import { importItem, tone, toneWav } from './testing/sounds';

type Item = ImportFile & { readonly target: ImportTarget };

async function importAll(files: readonly Item[], labels: readonly string[] = ['yes']) {
  const opened = await openTestProject(labels);
  const { library, projectId } = opened;
  const result = await library.clips.importFiles({ projectId, session: 'import', files });
  return { ...opened, result, clips: await library.clips.list({ projectId }) };
}

describe('importing files', () => {
  it('writes each into the layout, byte for byte where it is as the lab writes it, and makes missing labels', async () => {
    const wav = toneWav(1);
    const { result, folder, library, projectId } = await importAll([
      importItem('data/yes/0a7c2a8d_nohash_3.wav', wav, { listedSplit: 'validation' }),
      importItem('data/_unknown_/1b2b_nohash_0.wav', toneWav(100)),
    ]);
    expect(result.skipped).toEqual([]);
    expect(result.imported[0]).toMatchObject({
      ...{
        label: 'yes',
        speaker: '0a7c2a8d',
        source: 'imported',
        session: 'import',
        device: null,
        trim: null,
      },
      ...{
        listedSplit: 'validation',
        split: 'validation',
        file: 'clips/yes/0a7c2a8d_nohash_3.wav',
        sha256: sha256(wav),
      },
    });
    expect(await readFile(join(folder, result.imported[0].file))).toEqual(Buffer.from(wav));
    expect((await library.projects.open({ projectId })).labels).toEqual(['yes', '_unknown_']);
  });

  it('[N5] keeps take numbers that are free and tells others apart', async () => {
    const { clips } = await importAll([
      importItem('yes/ann_nohash_7.wav', toneWav(1)),
      importItem('yes/more/ann_nohash_7.wav', toneWav(200), { label: 'yes' }),
      importItem('yes/3_ann_1.wav', toneWav(300), { speaker: 'ann' }),
      importItem('yes/Ann B_nohash_7.wav', toneWav(400), { speaker: 'Ann B' }),
    ]);
    expect(clips.map((clip) => clip.file.replace(/-[0-9a-f]{8}_/, '-#_'))).toEqual([
      'clips/yes/ann_nohash_7.wav',
      'clips/yes/ann_nohash_0.wav',
      'clips/yes/ann_nohash_1.wav',
      'clips/yes/Ann-B-#_nohash_0.wav',
    ]);
  });

  it('[N3] takes a label that differs only in case for the one that is there', async () => {
    const { clips, library, projectId } = await importAll([importItem('YES/ann_nohash_0.wav', toneWav(1))]);
    expect(clips[0]).toMatchObject({ label: 'yes', file: 'clips/yes/ann_nohash_0.wav' });
    expect((await library.projects.open({ projectId })).labels).toEqual(['yes']);
  });

  it('[C7] converts rate, channels and bits', async () => {
    const { samples } = tone(1, 0.5, 8000);
    const { result } = await importAll([importItem('yes/a_nohash_0.wav', stereo8Bit(samples, 8000))]);
    expect(result.imported[0].seconds).toBeCloseTo(0.5, 3);
    expect(result.imported[0].measures.peak).toBeGreaterThan(0.4);
  });

  it('[C8] keeps one of several with the same sound: in one call, over calls, over rebuilt files', async () => {
    const wav = toneWav(1);
    const withChunk = appendChunk(wav); // the same samples, other bytes
    const first = await importAll([
      importItem('yes/a_nohash_0.wav', wav),
      importItem('no/b_nohash_0.wav', withChunk),
    ]);
    expect(first.result.imported).toHaveLength(1);
    expect(first.result.skipped).toMatchObject([{ path: 'no/b_nohash_0.wav', code: 'duplicate' }]);
    const { library, projectId, home } = first;
    await library.close();
    const again = await openTestLibrary(home);
    const second = await again.clips.importFiles({
      projectId,
      session: 'again',
      files: [importItem('yes/c.wav', wav)],
    });
    expect(second.imported).toEqual([]);
    expect(second.skipped[0].message).toMatch(/^yes\/c\.wav: The same sound is already in the project/);
  });

  it('[C8] a removed sound may come again', async () => {
    const { library, projectId, clips } = await importAll([importItem('yes/a_nohash_0.wav', toneWav(1))]);
    await library.clips.remove({ projectId, clipIds: [clips[0].id] });
    const files = [importItem('yes/a_nohash_0.wav', toneWav(1))];
    expect((await library.clips.importFiles({ projectId, session: 's', files })).imported).toHaveLength(1);
  });

  it('reports progress and stops when asked, keeping what is in', async () => {
    const { library, projectId } = await openTestProject();
    const stop = new AbortController();
    const files = Array.from({ length: 130 }, (_, i) => importItem(`yes/s${i}_nohash_0.wav`, toneWav(i * 7)));
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      seen.push(done, total);
      if (done > 0) stop.abort();
    };
    const stopped = library.clips.importFiles(
      { projectId, session: 's', files },
      { signal: stop.signal, onProgress },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(seen).toEqual([0, 130, 64, 130]);
    expect(await library.clips.list({ projectId })).toHaveLength(128);
    const rest = await library.clips.importFiles({ projectId, session: 's', files });
    expect([rest.imported.length, rest.skipped.length]).toEqual([2, 128]);
  });

  it('refuses more than 32 MiB a call', async () => {
    const { library, projectId } = await openTestProject();
    const files = [1, 2].map((i) => importItem(`yes/${i}.wav`, new Uint8Array(16 * 1024 * 1024 + i)));
    await expect(library.clips.importFiles({ projectId, session: 's', files })).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});

describe('[C8] files that are no good never stop the others', () => {
  const wav = toneWav(1);
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  const bad: [string, Uint8Array, string, RegExp][] = [
    ['an empty file', new Uint8Array(0), 'bad-audio', /empty/],
    ['a file cut off in its header', wav.slice(0, 30), 'bad-audio', /./],
    ['a file cut off in its sound', wav.slice(0, 3000), 'bad-audio', /cut off/],
    ['no samples', encodeWav({ samples: new Float32Array(0), sampleRate: 16000 }), 'bad-audio', /no samples/],
    ['noise bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256), 'bad-audio', /WAV/],
    ['text', ascii('this is not a sound'), 'bad-audio', /WAV/],
    [
      'an MP3 named wav',
      Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0, 0xff, 0xfb, 0x90]),
      'bad-audio',
      /MP3/,
    ],
    ['a FLAC named wav', ascii('fLaC\0\0\0\x22 and so on'), 'bad-audio', /FLAC/],
    ['a clip of 31 seconds', toneWav(2, 31, 8000), 'too-large', /31\.0 seconds.*30/],
  ];

  it.each(bad)('%s', async (_what, bytes, code, words) => {
    const { result, clips } = await importAll([
      importItem('yes/good_nohash_0.wav', toneWav(50)),
      importItem('yes/bad_nohash_0.wav', bytes),
      importItem('yes/good_nohash_1.wav', toneWav(90)),
    ]);
    expect(clips).toHaveLength(2);
    expect(result.skipped).toHaveLength(1);
    expect(result.skipped[0]).toMatchObject({ path: 'yes/bad_nohash_0.wav', code });
    expect(result.skipped[0].message).toMatch(/^yes\/bad_nohash_0\.wav: /);
    expect(result.skipped[0].message).toMatch(words);
  });

  it('[C6] silent files are kept and flagged', async () => {
    const silence = encodeWav({ samples: new Float32Array(16000), sampleRate: 16000 });
    const { clips } = await importAll([importItem('yes/a_nohash_0.wav', silence)]);
    expect(clips[0].measures).toMatchObject({ silent: true, peak: 0 });
  });

  it.each(['', ' ', 'x'.repeat(300), '_silence_', 'a\nb'])('a label that cannot be: %j', async (label) => {
    const { result, folder } = await importAll([importItem('yes/a_nohash_0.wav', toneWav(1), { label })]);
    expect(result.skipped).toMatchObject([{ code: 'invalid-argument' }]);
    expect(await readdir(join(folder, 'clips'))).toEqual([]);
  });

  it.each(['a/b', '..', '../../escape', '🙂', 'C:\\x', 'con', '.hidden', 'a'.repeat(40), 'été', '*?<>|"'])(
    '[N2] a label that no disk likes is kept as typed, in a folder within clips: %j',
    async (label) => {
      const { clips, library, projectId, home } = await importAll([
        importItem('yes/a_nohash_0.wav', toneWav(1), { label }),
      ]);
      expect(clips[0].label).toBe(label.normalize('NFC'));
      expect(clips[0].file).toMatch(/^clips\/[\p{L}\p{N}_-]{1,41}\/a_nohash_0\.wav$/u);
      await library.close();
      const again = await openTestLibrary(home);
      expect(await again.clips.list({ projectId })).toEqual(clips);
    },
  );
});

describe('background recordings', () => {
  it('[C7] take files of any length, converted', async () => {
    const long = importItem('_background_noise_/tap.wav', toneWav(1, 31, 8000), { background: true });
    const short = importItem('_background_noise_/hum.wav', toneWav(2), { background: true });
    const { result, clips, folder } = await importAll([long, short]);
    expect(clips).toEqual([]);
    expect(result.backgrounds).toEqual([
      { file: 'background/tap.wav', seconds: 31 },
      { file: 'background/hum.wav', seconds: expect.closeTo(0.2, 3) as number },
    ]);
    expect(await readdir(join(folder, 'background'))).toEqual(['hum.wav', 'tap.wav']);
  });

  it('[C8] are kept once', async () => {
    const item = importItem('_background_noise_/tap.wav', toneWav(1), { background: true });
    const { result } = await importAll([item, { ...item, path: 'other/tap.wav' }]);
    expect(result.backgrounds).toHaveLength(1);
    expect(result.skipped).toMatchObject([{ path: 'other/tap.wav', code: 'duplicate' }]);
  });

  it('[C7] longer than a background may be are skipped with words', async () => {
    const bytes = encodeWav({
      samples: new Float32Array(1000 * (MAX_BACKGROUND_SECONDS + 1)),
      sampleRate: 1000,
    });
    const { result } = await importAll([
      importItem('_background_noise_/day.wav', bytes, { background: true }),
    ]);
    expect(result.skipped).toMatchObject([
      { code: 'too-large', message: expect.stringContaining(String(MAX_BACKGROUND_SECONDS)) as string },
    ]);
  });
});

const commands = realData('speech', 'commands');
describe.skipIf(!commands.present)(`real Speech Commands${commands.why && `: ${commands.why}`}`, () => {
  it('come in with the hashes of their files', { timeout: 20_000 }, async () => {
    const paths = (await walkFiles(commands.path))
      .filter((path) => /(^|\/)(yes|no)\//.test(path))
      .slice(0, 120);
    const { targets } = planImport(paths, await readSplitLists(commands.path, []));
    const files = await Promise.all(
      [...targets].map(async ([path, target]) => ({
        path,
        target,
        bytes: await readFile(join(commands.path, path)),
      })),
    );
    const { result } = await importAll(files);
    expect(result.skipped).toEqual([]);
    expect(result.imported.map((clip) => clip.sha256)).toEqual(files.map((file) => sha256(file.bytes)));
    expect(new Set(result.imported.map((clip) => clip.seconds))).toEqual(new Set([1]));
  });
});

/** A wav of 8 unsigned bits and two equal channels. */
function stereo8Bit(samples: Float32Array, sampleRate: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  bytes.set(encodeWav({ samples: new Float32Array(0), sampleRate }));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, bytes.length - 8, true);
  view.setUint16(22, 2, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 8, true);
  view.setUint32(40, samples.length * 2, true);
  for (let i = 0; i < samples.length; i++)
    bytes.fill(Math.round(128 + samples[i] * 127), 44 + 2 * i, 46 + 2 * i);
  return bytes;
}

/** The same wav with a chunk of text behind its samples. */
function appendChunk(wav: Uint8Array): Uint8Array {
  const chunk = new TextEncoder().encode('LIST\x04\0\0\0INFO');
  const bytes = new Uint8Array(wav.length + chunk.length);
  bytes.set(wav);
  bytes.set(chunk, wav.length);
  new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true);
  return bytes;
}
