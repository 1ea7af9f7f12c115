import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeWav } from '../../shared/dsp';
import { toneRecording, writeToneFolder } from '../engine/testing/tones';
import { openLab } from './testing/openLab';
import type { Lab } from './testing/openLab';

// The real program in a process of its own, with a model trained on tones.

let opened: Lab;
const at = (...parts: string[]) => opened.at(...parts);
const lab = (...args: string[]) => opened.run(...args);

beforeAll(async () => {
  opened = await openLab();
  writeToneFolder(at('tones'));
  mkdirSync(at('empty'));
  await lab('train', at('tones'), '--out', at('model'), '--epochs', '6', '--seed', '3');
}, 120_000);
afterAll(() => opened.remove());

describe('lab evaluate', () => {
  it('measures the test split', async () => {
    const { code, json } = await lab('evaluate', at('model'), at('tones'), '--json');
    expect(code).toBe(0);
    expect(json).toMatchObject({ clips: 6, skipped: 0, split: 'test', sharedSpeakers: [] });
    const { accuracy, loss, confusion, perClass } = json as unknown as {
      accuracy: number;
      loss: number;
      confusion: { labels: string[]; counts: number[][] };
      perClass: { label: string; support: number }[];
    };
    expect(confusion.counts.flat().reduce((sum, count) => sum + count)).toBe(6);
    expect(accuracy).toBeCloseTo(confusion.counts.reduce((sum, row, i) => sum + row[i], 0) / 6, 9);
    expect(loss).toBeGreaterThan(0);
    expect(perClass.find(({ label }) => label === 'low')?.support).toBe(2);
    const { stdout } = await lab('evaluate', at('model'), at('tones'), '--split', 'all');
    expect(stdout).toMatch(/^accuracy .*36 clips of split all/);
  });

  it('leaves out labels the model does not know, or counts them as _unknown_', async () => {
    await lab('train', at('tones'), '--out', at('one'), '--labels', 'low', '--epochs', '1');
    await lab('train', at('tones'), '--out', at('two'), '--labels', 'low,_unknown_', '--epochs', '1');
    const { json } = await lab('evaluate', at('one'), at('tones'), '--json');
    expect(json).toMatchObject({ clips: 2, skipped: 4 });
    const unknown = await lab('evaluate', at('two'), at('tones'), '--json');
    expect(unknown.json).toMatchObject({ clips: 6, skipped: 0 });
    writeToneFolder(at('high'), ['high'], 6);
    const none = await lab('evaluate', at('one'), at('high'), '--json');
    expect(none).toMatchObject({ code: 1, json: { error: { code: 'bad-data' } } });
    expect(none.stderr).toMatch(/only high, which this model does not know/);
  });

  it('names the files it leaves out and the clips without sound', async () => {
    writeToneFolder(at('odd'), ['low', 'high'], 6);
    writeFileSync(at('odd', 'low', 'cut.wav'), 'RIFF');
    const samples = new Float32Array(16000);
    writeFileSync(at('odd', 'high', 'mute_nohash_0.wav'), encodeWav({ samples, sampleRate: 16000 }));
    const { code, json, stderr } = await lab('evaluate', at('model'), at('odd'), '--split', 'all', '--json');
    expect(code).toBe(0);
    expect(json.ignored).toEqual([{ path: 'low/cut.wav', reason: expect.stringContaining('WAV') }]);
    expect(stderr).toContain('1 file left out:\n  low/cut.wav: ');
    expect(stderr).toContain(
      '1 clip without any sound in use; record anew or delete:\n  high/mute_nohash_0.wav',
    );
  });

  it('names the missing or altered file of a model', async () => {
    for (const [name, damage, words] of [
      ['no-weights', (folder: string) => rmSync(join(folder, 'weights.bin')), /weights\.bin.*none/],
      ['no-model', (folder: string) => rmSync(join(folder, 'model.json')), /model\.json/],
      ['altered', (folder: string) => flipByte(join(folder, 'weights.bin')), /weights\.bin.*altered/],
      [
        'no-json',
        (folder: string) => writeFileSync(join(folder, 'features.json'), '{'),
        /features\.json.*JSON/,
      ],
    ] as const) {
      cpSync(at('model'), at(name), { recursive: true });
      damage(at(name));
      const { code, json, stderr } = await lab('evaluate', at(name), at('tones'), '--json');
      expect(code).toBe(1);
      expect(json.error).toMatchObject({ code: 'bad-model', message: expect.stringMatching(words) });
      expect(stderr).toMatch(words);
    }
    expect(await lab('evaluate', at('nowhere'), at('tones'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nowhere'),
    });
  });
});

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[100] ^= 1;
  writeFileSync(path, bytes);
}

describe('lab detect', () => {
  it('lists events with times, in files of any rate and folders', async () => {
    mkdirSync(at('room'), { recursive: true });
    const samples = toneRecording(['low', 'high', 'middle']);
    writeFileSync(at('room', 'a.wav'), encodeWav({ samples, sampleRate: 16000 }));
    writeFileSync(at('room', 'b.wav'), encodeWav({ samples: doubled(samples), sampleRate: 32000 }));
    writeFileSync(at('room', 'notes.txt'), 'no sound');
    const { code, json } = await lab('detect', at('model'), at('room'), '--threshold', '0.5', '--json');
    expect(code).toBe(0);
    const events = json.events as { file: string; label: string; time: number; score: number }[];
    expect(events.map(({ file }) => file)).toEqual(events.map(({ file }) => file).sort());
    expect(events.filter(({ file }) => file.endsWith('a.wav')).length).toBeGreaterThan(0);
    for (const { time, score, label } of events) {
      expect(score).toBeGreaterThanOrEqual(0.5);
      expect(['low', 'middle', 'high']).toContain(label);
      // Words start at 2, 4 and 6 s and last about 0.8 s: the window that fires ends within or soon after.
      expect((time % 2) + 1e-9).toBeLessThan(1.6);
    }
    expect(json.hours).toBeCloseTo((2 * samples.length) / 16000 / 3600, 9);
  });

  it('names every bad file, hears the good ones, and exits with 1', async () => {
    writeFileSync(at('bad.wav'), 'this is not sound');
    writeFileSync(at('empty.wav'), '');
    const paths = [at('bad.wav'), at('room', 'a.wav'), at('empty.wav'), at('gone.wav'), at('empty')];
    const { code, json, stderr } = await lab('detect', at('model'), ...paths, '--json');
    expect(code).toBe(1);
    expect(json).toMatchObject({ files: 1 });
    const failed = json.failed as { file: string; code: string }[];
    expect(Object.fromEntries(failed.map((one) => [one.file, one.code]))).toEqual({
      [at('bad.wav')]: 'bad-audio',
      [at('empty.wav')]: 'bad-audio',
      [at('gone.wav')]: 'not-found',
      [at('empty')]: 'bad-audio',
    });
    for (const { file } of failed) expect(stderr).toContain(file);
  });
});

/** Twice the rate by repeating samples: rough, but the same words at the same times. */
function doubled(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: samples.length * 2 }, (_, i) => samples[i >> 1]);
}

describe('lab export', () => {
  it('writes a package that evaluates to the same', async () => {
    const { code, json } = await lab(
      'export',
      at('model'),
      '--format',
      'tfjs',
      '--out',
      at('package'),
      '--json',
    );
    expect(code).toBe(0);
    expect(json).toMatchObject({ folder: at('package'), format: 'tfjs' });
    expect(json.largestDifference).toBeLessThanOrEqual(1e-5);
    expect(json.files).toEqual(readdirSync(at('package')).sort());
    const [model, copy] = await Promise.all([
      lab('evaluate', at('model'), at('tones'), '--json'),
      lab('evaluate', at('package'), at('tones'), '--json'),
    ]);
    expect(copy.json.loss).toBeCloseTo(model.json.loss, 5);
  });

  it('does not write over the model itself', async () => {
    expect(await lab('export', at('model'), '--format', 'tfjs', '--out', at('model'))).toMatchObject({
      code: 2,
    });
  });
});
