import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { baseName, speakerOf, spokenDigitOf } from './fileNames';

const index = realData('speech', 'index.csv');

describe('speakerOf', () => {
  it.each([
    ['5170b77f_nohash_4.wav', '5170b77f'],
    ['yes/5170b77f_nohash_4.wav', '5170b77f'],
    ['C:\\data\\yes\\5170b77f_nohash_4.WAV', '5170b77f'],
    ['backward_5170b77f_nohash_4.wav', '5170b77f'],
    ['espeak-en-us-f2_nohash_0.wav', 'espeak-en-us-f2'],
    ['anna_maria_nohash_12.wav', 'anna_maria'],
    ['7_jackson_32.wav', 'jackson'],
    ['0_yweweler_1.wav', 'yweweler'],
    ['take one.wav', 'take one'],
    ['a.b.c.wav', 'a.b.c'],
    ['_nohash_0.wav', '_nohash_0'],
    ['x_nohash_y_nohash_1.wav', 'x'],
  ])('%s is by %s', (file, speaker) => expect(speakerOf(file)).toBe(speaker));

  it.skipIf(!index.present)('agrees with the index of the real clips', () => {
    const rows = readFileSync(index.path, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((row) => row.split(','));
    expect(rows.length).toBeGreaterThan(4000);
    expect(rows.filter(([, path, , speaker]) => speakerOf(path) !== speaker)).toEqual([]);
  });
});

it('spokenDigitOf reads the digit of Free Spoken Digit names only', () => {
  expect(spokenDigitOf('recordings/7_jackson_32.wav')).toBe('7');
  expect(spokenDigitOf('12_jackson_32.wav')).toBeNull();
  expect(spokenDigitOf('5170b77f_nohash_4.wav')).toBeNull();
});

it('baseName takes the last part after either separator', () => {
  expect(baseName('a/b\\c.wav')).toBe('c.wav');
  expect(baseName('c.wav')).toBe('c.wav');
});
