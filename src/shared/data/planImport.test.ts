import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { findListFiles, planImport, type SplitLists } from './planImport';

const noLists: SplitLists = { validation: null, testing: null };
const plan = (...paths: string[]) => planImport(paths, noLists);
const labelsOf = (...paths: string[]) =>
  Object.fromEntries([...plan(...paths).targets].map(([p, t]) => [p, t.label]));
const reasonFor = (path: string, ...others: string[]) =>
  plan(path, ...others).ignored.find((file) => file.path === path)?.reason;

describe('planImport: labels', () => {
  it('takes the folder a file lies in, however deep', () => {
    expect(
      labelsOf(
        'yes/a.wav',
        'commands/no/a.wav',
        'C:\\data\\up\\a.WAV',
        '/abs/x/y/z/go/a.wav',
        './on/a.wav',
        'all/yes/a.wav',
      ),
    ).toEqual({
      'yes/a.wav': 'yes',
      'commands/no/a.wav': 'no',
      'C:\\data\\up\\a.WAV': 'up',
      '/abs/x/y/z/go/a.wav': 'go',
      './on/a.wav': 'on',
      'all/yes/a.wav': 'yes',
    });
  });

  it('tells speakers by the name', () => {
    const { targets } = plan(
      'c/yes/0a7c2a8d_nohash_0.wav',
      'c/_unknown_/bed_0a7c2a8d_nohash_1.wav',
      'c/no/take 3.wav',
    );
    expect([...targets.values()].map((target) => target.speaker)).toEqual(['0a7c2a8d', '0a7c2a8d', 'take 3']);
  });

  it('keeps equal names in other folders apart', () => {
    expect(plan('yes/a_nohash_0.wav', 'no/a_nohash_0.wav', 'x/yes/a_nohash_0.wav').targets.size).toBe(3);
  });

  it('reads Free Spoken Digit names flat, wrapped, and in folders', () => {
    expect(labelsOf('7_jackson_0.wav', '3_theo_1.wav')).toEqual({
      '7_jackson_0.wav': '7',
      '3_theo_1.wav': '3',
    });
    expect(
      labelsOf('fsdd/recordings/7_jackson_0.wav', 'fsdd/recordings/3_theo_1.wav', 'fsdd/README.md'),
    ).toEqual({
      'fsdd/recordings/7_jackson_0.wav': '7',
      'fsdd/recordings/3_theo_1.wav': '3',
    });
    expect(labelsOf('fsdd/7/7_jackson_0.wav', 'fsdd/3/3_theo_1.wav')).toEqual({
      'fsdd/7/7_jackson_0.wav': '7',
      'fsdd/3/3_theo_1.wav': '3',
    });
    expect(labelsOf('seven/7_jackson_0.wav')).toEqual({ 'seven/7_jackson_0.wav': 'seven' });
    expect(labelsOf('yes/1_ann_0.wav', 'yes/2_ann_0.wav', 'no/1_ann_0.wav')['yes/1_ann_0.wav']).toBe('yes');
  });

  it('makes _background_noise_ and _silence_ background', () => {
    const { targets, ignored } = plan(
      'c/_background_noise_/tap.wav',
      'c/_background_noise_/README.md',
      'c/_silence_/1.wav',
      'c/yes/a.wav',
    );
    expect(targets.get('c/_background_noise_/tap.wav')).toMatchObject({
      label: '_background_noise_',
      background: true,
    });
    expect(targets.get('c/_silence_/1.wav')).toMatchObject({ label: '_silence_', background: true });
    expect(targets.get('c/yes/a.wav')).toMatchObject({ background: false });
    expect(ignored).toEqual([{ path: 'c/_background_noise_/README.md', reason: 'not a .wav file' }]);
  });

  it('brings a label to one spelling', () => {
    expect(labelsOf('fu\u0308r/a.wav', ' für /b.wav')).toEqual({
      'fu\u0308r/a.wav': 'für',
      ' für /b.wav': 'für',
    });
  });
});

describe('planImport: what is left out, with the reason', () => {
  it('names hidden files, other formats, and files outside a folder', () => {
    expect(reasonFor('yes/.DS_Store')).toBe('a hidden file');
    expect(reasonFor('yes/._a.wav')).toBe('a hidden file');
    expect(reasonFor('.git/yes/a.wav')).toBe('a hidden file');
    expect(reasonFor('__MACOSX/yes/a.wav')).toBe('a hidden file');
    expect(reasonFor('yes/Thumbs.db')).toBe('a hidden file');
    expect(reasonFor('yes/a.mp3')).toBe('not a .wav file');
    expect(reasonFor('yes/wav')).toBe('not a .wav file');
    expect(reasonFor('a.wav', 'yes/b.wav')).toBe('no folder says which word it is');
    expect(reasonFor('c/testing_list.txt')).toBe('a list of the split, read as such');
  });

  it('leaves out strays beside the label folders', () => {
    expect(reasonFor('commands/stray.wav', 'commands/yes/a.wav', 'commands/no/a.wav')).toBe(
      'lies beside the label folders, not in one of them',
    );
    expect(reasonFor('yes/a.wav')).toBeUndefined();
    expect(reasonFor('yes/a.wav', 'yes/_background_noise_/b.wav')).toBeUndefined();
  });

  it('survives hostile names', () => {
    expect(reasonFor('../yes/a.wav')).toBe('the path leads out of the folder');
    expect(reasonFor('yes\\..\\..\\a.wav')).toBe('the path leads out of the folder');
    expect(reasonFor(`${'x'.repeat(300)}/a.wav`)).toMatch(/^its folder cannot be a label\. .*300/);
    expect(reasonFor('a\u0007b/a.wav')).toMatch(/control characters/);
    expect(reasonFor('')).toBe('no file name');
    expect(reasonFor('yes/')).toBe('not a .wav file');
    const kept = [
      'CON/a.wav',
      '👂/👂.wav',
      `yes/${'n'.repeat(300)}.wav`,
      '__proto__/a.wav',
      'constructor/b.wav',
    ];
    expect([...plan(...kept).targets.values()].map((target) => target.label)).toEqual([
      'CON',
      '👂',
      'yes',
      '__proto__',
      'constructor',
    ]);
    expect(plan('yes/.wav').targets.size).toBe(0);
  });

  it('answers for every path exactly once', () => {
    const paths = ['yes/a.wav', 'yes/a.wav', 'b.wav', 'x/y.txt', ''];
    const { targets, ignored } = plan(...paths);
    expect([...targets.keys(), ...ignored.map((file) => file.path)].sort()).toEqual([
      '',
      'b.wav',
      'x/y.txt',
      'yes/a.wav',
    ]);
  });
});

describe('planImport: lists', () => {
  const lists = { validation: 'yes/a.wav\nno/b.wav\n', testing: '\uFEFFno\\c.wav\r\n\r\n  ./up/d.wav\r\n' };
  const splitsOf = (given: SplitLists, ...paths: string[]) =>
    [...planImport(paths, given).targets.values()].map((target) => target.listedSplit);

  it('matches label and file wherever the dataset lies, and counts the rest as training data', () => {
    const paths = [
      'yes/a.wav',
      'x/y/no/b.wav',
      'D:\\x\\no\\c.wav',
      'c/up/d.wav',
      'c/yes/b.wav',
      'c/no/a.wav',
    ];
    expect(splitsOf(lists, ...paths)).toEqual(['validation', 'validation', 'test', 'test', 'train', 'train']);
  });

  it('decides nothing without a list, one list is enough, background is in none', () => {
    expect(splitsOf(noLists, 'yes/a.wav')).toEqual([null]);
    expect(splitsOf({ validation: null, testing: 'yes/a.wav' }, 'yes/a.wav', 'yes/b.wav')).toEqual([
      'test',
      'train',
    ]);
    expect(splitsOf(lists, '_background_noise_/a.wav')).toEqual([null]);
  });

  it('finds flat digits in lists with and without folders', () => {
    const given = { validation: '7/7_jackson_0.wav', testing: '3_theo_1.wav' };
    expect(splitsOf(given, 'r/7_jackson_0.wav', 'r/3_theo_1.wav', 'r/4_theo_1.wav')).toEqual([
      'validation',
      'test',
      'train',
    ]);
  });

  it('finds the list files nearest the top', () => {
    expect(findListFiles(['c/old/testing_list.txt', 'c/testing_list.txt', 'c/yes/a.wav'])).toEqual({
      validation: null,
      testing: 'c/testing_list.txt',
    });
  });
});

describe('planImport: large and real', () => {
  it('plans 100,000 paths', () => {
    const paths = Array.from(
      { length: 100_000 },
      (_, i) => `speech_commands/word${i % 35}/${i.toString(16)}_nohash_${i % 5}.wav`,
    );
    const list = paths
      .filter((_, i) => i % 10 === 0)
      .map((path) => path.slice(16))
      .join('\n');
    const { targets } = planImport(paths, { validation: list, testing: '' });
    expect(targets.size).toBe(100_000);
    expect([...targets.values()].filter((target) => target.listedSplit === 'validation')).toHaveLength(
      10_000,
    );
  });

  const speech = realData('speech');
  it.skipIf(!speech.present)('agrees with the index of the real data on word, speaker and split', () => {
    for (const set of ['commands', 'fsdd']) {
      const read = (name: string) => readFileSync(`${speech.path}/${set}/${name}`, 'utf8');
      const paths = readdirSync(`${speech.path}/${set}`, { recursive: true, encoding: 'utf8' }).map(
        (path) => `${set}/${path}`,
      );
      const { targets } = planImport(paths, {
        validation: read('validation_list.txt'),
        testing: read('testing_list.txt'),
      });
      const rows = readFileSync(`${speech.path}/index.csv`, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((row) => row.split(','));
      const expected = rows.filter((row) => row[0] === set);
      expect(targets.size).toBe(expected.length);
      for (const [, path, , speaker, split] of expected) {
        expect(targets.get(path)).toMatchObject({ label: path.split('/')[1], speaker, listedSplit: split });
      }
    }
  });
});
