import { describe, expect, it } from 'vitest';
import { parseCommand } from './args';
import type { UsageError } from './args';
import { helpOf, overview } from './help';
import { commands } from './specification';
import type { CommandName } from './specification';

const words = (line: string) => line.split(' ').filter((word) => word !== '');
const parse = (line: string) => parseCommand(words(line));

function refusal(line: string) {
  try {
    return parse(line);
  } catch (error) {
    const { name, message } = error as UsageError;
    return { name, message };
  }
}

const ofMusic = 'music train, music evaluate, music generate';
const all = `doctor, train, evaluate, detect, export, ${ofMusic}, serve`;

describe('parseCommand', () => {
  it('reads every option of train with its type', () => {
    const line =
      'train data --out model --preset lstm --labels yes,no --epochs 3 --seed 7 --backend wasm --max-minutes 0.5 --json';
    expect(parse(line)).toEqual({
      name: 'train',
      positionals: ['data'],
      options: {
        out: 'model',
        preset: 'lstm',
        labels: ['yes', 'no'],
        epochs: 3,
        seed: 7,
        backend: 'wasm',
        'max-minutes': 0.5,
        json: true,
      },
    });
  });

  it('reads commands of two words', () => {
    expect(parse('music generate model --out t.mid --bars 8 --temperature 0.9 --top-k 5')).toMatchObject({
      name: 'music generate',
      positionals: ['model'],
      options: { out: 't.mid', bars: 8, temperature: 0.9, 'top-k': 5, primer: undefined },
    });
  });

  it('leaves out what was not given; flags are false', () => {
    expect(parse('evaluate model data')).toEqual({
      name: 'evaluate',
      positionals: ['model', 'data'],
      options: { split: undefined, backend: undefined, json: false },
    });
    expect(parse('serve --no-open')).toMatchObject({ options: { 'no-open': true, port: undefined } });
  });

  it('takes options before, between and after the arguments, and --name=value', () => {
    expect(parse('detect --threshold=0.4 model a.wav --json b.wav')).toMatchObject({
      positionals: ['model', 'a.wav', 'b.wav'],
      options: { threshold: 0.4, json: true },
    });
  });

  it('keeps emoji and spaces in labels and trims around the commas', () => {
    const parsed = parseCommand(['train', 'd', '--out', 'm', '--labels', 'bon jour, ☀️']);
    expect(parsed).toMatchObject({ options: { labels: ['bon jour', '☀️'] } });
  });

  it('tells help and version from commands', () => {
    expect(parse('--help')).toEqual({ name: 'help', of: null });
    expect(parse('help detect')).toEqual({ name: 'help', of: 'detect' });
    expect(parse('train --help --nonsense')).toEqual({ name: 'help', of: 'train' });
    expect(parse('--version')).toEqual({ name: 'version' });
    expect(parse('help music')).toEqual({ name: 'help', of: 'music' });
    expect(parse('music --help')).toEqual({ name: 'help', of: 'music' });
    expect(parse('help music train')).toEqual({ name: 'help', of: 'music train' });
    expect(parse('music generate --help')).toEqual({ name: 'help', of: 'music generate' });
  });

  it.each([
    ['', `no command given; the commands are ${all}`],
    ['tain data', `unknown command 'tain'; the commands are ${all}`],
    ['music', `music needs a command; those of music are ${ofMusic}`],
    ['music learn a', `unknown command 'music learn'; those of music are ${ofMusic}`],
    ['music train --out m', 'music train needs <files...>'],
    [
      'music generate m --out t --bars 10000',
      "music generate --bars: expected a whole number from 1 to 1000, got '10000'",
    ],
    [
      'music generate m --out t --temperature 2.1',
      "music generate --temperature: expected a number from 0 to 2, got '2.1'",
    ],
    ['music generate m --out t --qpm 0', "music generate --qpm: expected a number from 10 to 400, got '0'"],
    [
      'music train f --out m --steps-per-quarter 25',
      "music train --steps-per-quarter: expected a whole number from 1 to 24, got '25'",
    ],
    [
      'music evaluate m f --split validation',
      "music evaluate --split: expected one of train, valid, test, got 'validation'",
    ],
    ['train', 'train needs <dataset>'],
    ['train data', 'train needs --out FOLDER'],
    ['train data more --out m', "train: 'more' is one argument too many"],
    ['train data --out m --epochs 0', "train --epochs: expected a whole number from 1 to 100000, got '0'"],
    [
      'train data --out m --epochs 2.5',
      "train --epochs: expected a whole number from 1 to 100000, got '2.5'",
    ],
    ['train data --out m --seed x', "train --seed: expected a whole number from 0 to 2147483647, got 'x'"],
    ['train data --out m --max-minutes 0', "train --max-minutes: expected a number above 0, got '0'"],
    [
      'train data --out m --labels a,,b',
      "train --labels: expected labels with commas between them, got 'a,,b'",
    ],
    ['evaluate m d --split dev', "evaluate --split: expected one of train, validation, test, all, got 'dev'"],
    ['detect m', 'detect needs <audio...>'],
    ['detect m a.wav --threshold 1.5', "detect --threshold: expected a number from 0 to 1, got '1.5'"],
    ['export m --out d --format onnx', "export --format: expected one of tfjs, got 'onnx'"],
    ['serve --port 70000', "serve --port: expected a port from 0 to 65535, got '70000'"],
  ])('refuses `%s` in one line', (line, message) => {
    expect(refusal(line)).toEqual({ name: 'UsageError', message });
  });

  it('names an unknown option in one line', () => {
    expect(() => parse('doctor --colour')).toThrow(/^doctor: Unknown option '--colour'$/);
    expect(() => parse('train d --out')).toThrow(/^train: .*--out.*$/);
  });
});

describe('help', () => {
  it.each(Object.keys(commands) as CommandName[])(
    'of %s names every argument and option, in 120 columns',
    (name) => {
      const text = helpOf(name);
      for (const positional of commands[name].positionals) expect(text).toContain(`<${positional}>`);
      for (const option of Object.keys(commands[name].options)) expect(text).toContain(`--${option}`);
      for (const line of text.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(120);
    },
  );

  it('lists every command', () => {
    for (const name of Object.keys(commands)) expect(overview('1.2.3')).toContain(`\n  ${name} `);
  });
});
