import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { writeToneFolder } from '../engine/testing/tones';
import { openLab } from './testing/openLab';
import type { Lab, Outcome } from './testing/openLab';

// The real program in a process of its own, on a dataset of tones.

let opened: Lab;
const at = (...parts: string[]) => opened.at(...parts);
const lab = (...args: string[]) => opened.run(...args);

let training: Outcome;
beforeAll(async () => {
  opened = await openLab();
  writeToneFolder(at('tones'));
  training = await lab('train', at('tones'), '--out', at('model'), '--epochs', '6', '--seed', '3', '--json');
}, 120_000);
afterAll(() => opened.remove());

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
    const { code, json, stderr } = await lab('doctor', '--json');
    // Nothing of TensorFlow.js' own remarks: it greets, and names every kernel that is registered twice.
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
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
    expect(training.stderr).not.toMatch(/Hi, looks like|already registered|already been set/);
    expect(readdirSync(at('model')).sort()).toEqual([
      'decoder.json',
      'features.json',
      'metadata.json',
      'model.json',
      'receipt.json',
      'weights.bin',
    ]);
    expect(readdirSync(at()).filter((name) => name.startsWith('model'))).toEqual(['model']);
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
      'a model among other files',
      () => ['train', at('tones'), '--out', at('mine')],
      1,
      /no model, e\.g\. notes/,
    ],
    [
      'a place that is a file',
      () => ['train', at('tones'), '--out', at('tones', 'testing_list.txt')],
      1,
      /is a file/,
    ],
  ])('refuses %s in words', async (_, args, code, words) => {
    mkdirSync(at('empty', 'word'), { recursive: true });
    cpSync(at('model'), at('mine'), { recursive: true });
    writeFileSync(at('mine', 'notes.txt'), 'keep me');
    const outcome = await lab(...args(), '--json');
    expect(outcome.code).toBe(code);
    expect(outcome.json.error).toMatchObject({ message: expect.stringMatching(words) });
    expect(outcome.stderr).toMatch(words);
    expect(readdirSync(at()).filter((name) => name.startsWith('x'))).toEqual([]);
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

  it('names what a killed training to the same place left', async () => {
    const out = at('killed');
    const child = spawn(process.execPath, [opened.program, 'train', at('tones'), '--out', out]);
    await new Promise<void>((resolve) =>
      child.stderr
        .on('data', (text: Buffer) => {
          if (text.includes('epoch 2/')) child.kill('SIGKILL');
        })
        .on('close', resolve),
    );
    const [left] = readdirSync(at()).filter((name) => name.startsWith('killed.training-'));
    expect(readdirSync(at(left, 'best'))).toContain('model.json');
    const again = await lab('train', at('tones'), '--out', out, '--epochs', '1');
    expect(again.stderr).toContain(`${at(left)} is of a training that was cut off`);
    expect((await lab('evaluate', at(left, 'best'), at('tones'))).code).toBe(0);
  });

  it('stops at Ctrl+C and keeps the best', async () => {
    const child = spawn(process.execPath, [
      opened.program,
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
