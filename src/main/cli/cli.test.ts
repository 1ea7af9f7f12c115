import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '../../shared/dsp';
import { bundleProgram } from '../../testing/bundleProgram';
import { toneRecording, writeToneFolder } from '../engine/testing/tones';

// The real program in a process of its own, on a dataset of tones; one model is trained for all.

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout. */
  readonly json: Record<string, never>;
}

let program: string;
let work: string;
const at = (...parts: string[]) => join(work, ...parts);

function lab(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { ...process.env, EARSHOT_HOME: at('home') };
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) => {
      const last = stdout.trimEnd().split('\n').at(-1) ?? '';
      const json = last.startsWith('{') ? (JSON.parse(last) as Record<string, never>) : {};
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr, json });
    });
  });
}

let training: Outcome;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'earshot-cli-'));
  program = await bundleProgram(new URL('./main.ts', import.meta.url));
  writeToneFolder(at('tones'));
  training = await lab('train', at('tones'), '--out', at('model'), '--epochs', '6', '--seed', '3', '--json');
}, 120_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('lab', () => {
  it('prints its version and help to stdout', async () => {
    expect((await lab('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await lab('train', '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--max-minutes');
  });

  it('says wrong usage in one line and exits with 2', async () => {
    for (const args of [
      [],
      ['tain'],
      ['train'],
      ['detect', 'm'],
      ['train', 'd', '--out', 'm', '--epochs', 'many'],
    ]) {
      const { code, stdout, stderr } = await lab(...args);
      expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
        code: 2,
        stdout: '',
        lines: 1,
      });
      expect(stderr).toMatch(/^lab: /);
    }
    const { code, stdout, json } = await lab('train', '--json');
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 2, lines: 2 });
    expect(json.error).toMatchObject({ code: 'invalid-argument', message: 'train needs <dataset>' });
  });

  it('doctor names backends with reasons, the desktop runtime, decoders and the library', async () => {
    const { code, json } = await lab('doctor', '--json');
    expect(code).toBe(0);
    expect(json).toMatchObject({
      home: at('home'),
      node: process.versions.node,
      desktop: { found: expect.any(Boolean) },
    });
    const backends = json.backends as { chosen: boolean; reason: string }[];
    expect(backends.filter(({ chosen }) => chosen)).toHaveLength(1);
    expect(backends.every(({ reason }) => reason.length > 3)).toBe(true);
    expect(json.decoders).toContainEqual(expect.objectContaining({ format: 'wav', available: true }));
    const { stdout } = await lab('doctor');
    expect(stdout).toContain(at('home'));
  });
});

describe('lab train', () => {
  it('leaves a model folder and says how good it is', () => {
    expect(training).toMatchObject({ code: 0 });
    expect(training.stdout.split('\n')).toHaveLength(2);
    expect(training.json).toMatchObject({
      ...{ model: at('model'), epochs: 6, seed: 3, preset: 'conv-pool', status: 'finished' },
      labels: ['high', 'low', 'middle', '_silence_'],
      backend: { name: expect.any(String), threads: expect.any(Number) },
    });
    const { accuracy, seconds, parameters } = training.json as Record<string, unknown>;
    expect(accuracy).toBeGreaterThan(0.5);
    expect(seconds).toBeGreaterThan(0);
    expect(parameters).toBeGreaterThan(10_000);
    expect(training.stderr).toContain('epoch 6/6: loss ');
    expect(readdirSync(at('model')).sort()).toEqual([
      'decoder.json',
      'features.json',
      'metadata.json',
      'model.json',
      'receipt.json',
      'weights.bin',
    ]);
    expect(readdirSync(work).filter((name) => name.startsWith('model'))).toEqual(['model']);
  });

  it('takes the labels it is given, the rest as _unknown_ where that is asked for', async () => {
    const two = await lab(
      'train',
      at('tones'),
      '--out',
      at('two'),
      '--labels',
      'low,_unknown_',
      '--epochs',
      '1',
      '--json',
    );
    expect(two.json).toMatchObject({ labels: ['low', '_unknown_', '_silence_'] });
    expect(two.json.counts).toMatchObject({ low: { train: 8 }, _unknown_: { train: 16 } });
  });

  it.each<[string, () => string[], number, RegExp]>([
    ['a dataset that is not there', () => ['train', at('nowhere'), '--out', at('x')], 1, /nowhere/],
    ['a folder without audio', () => ['train', at('empty'), '--out', at('x')], 1, /No clips/],
    [
      'labels the folder has not',
      () => ['train', at('tones'), '--out', at('x'), '--labels', 'low,shrill'],
      1,
      /shrill/,
    ],
    [
      'an unknown backend',
      () => ['train', at('tones'), '--out', at('x'), '--backend', 'abacus'],
      2,
      /abacus/,
    ],
    ['an unknown preset', () => ['train', at('tones'), '--out', at('x'), '--preset', 'huge'], 2, /conv-pool/],
    ['a place with other files', () => ['train', at('tones'), '--out', at('tones')], 1, /no model/],
    [
      'a place that is a file',
      () => ['train', at('tones'), '--out', at('tones', 'testing_list.txt')],
      1,
      /is a file/,
    ],
  ])('refuses %s in words', async (_, args, code, words) => {
    mkdirSync(at('empty', 'word'), { recursive: true });
    const outcome = await lab(...args(), '--json');
    expect(outcome.code).toBe(code);
    expect(outcome.json.error).toMatchObject({ message: expect.stringMatching(words) });
    expect(outcome.stderr).toMatch(words);
    expect(readdirSync(work).filter((name) => name.startsWith('x'))).toEqual([]);
  });

  it('trains on fewer clips than a batch, and on one word beside silence', async () => {
    writeToneFolder(at('small'), ['low', 'high'], 6);
    const few = await lab('train', at('small'), '--out', at('few'), '--epochs', '1', '--json');
    expect(few).toMatchObject({ code: 0, json: { epochs: 1 } });
    expect(few.stderr).toMatch(/Fewer than/);
    const one = await lab(
      'train',
      at('tones'),
      '--out',
      at('one'),
      '--labels',
      'low',
      '--epochs',
      '1',
      '--json',
    );
    expect(one.json.labels).toEqual(['low', '_silence_']);
  });

  it('stops at Ctrl+C and keeps the best', async () => {
    const child = spawn(process.execPath, [
      program,
      'train',
      at('tones'),
      '--out',
      at('stopped'),
      '--epochs',
      '5000',
      '--json',
    ]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text));
    child.stderr.on('data', (text: Buffer) => {
      if (!stderr.includes('epoch 2/') && `${stderr}${text}`.includes('epoch 2/')) child.kill('SIGINT');
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'stopped',
      message: expect.stringContaining('are kept'),
    });
    expect(readdirSync(at('stopped'))).toContain('model.json');
  }, 60_000);
});

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
    const { json } = await lab('evaluate', at('one'), at('tones'), '--json');
    expect(json).toMatchObject({ clips: 2, skipped: 4 });
    const unknown = await lab('evaluate', at('two'), at('tones'), '--json');
    expect(unknown.json).toMatchObject({ clips: 6, skipped: 0 });
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
