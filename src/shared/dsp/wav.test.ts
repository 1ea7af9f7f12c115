// Wav files: what is written can be read, and every format by its definition.
// Not damaged files and other audio files: wavFormat.test.ts.

import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { resample } from './resample';
import { ascii, bytesOf, dataChunk, formatChunk, u16, u32, wav } from './testing/wavBytes';
import type { Format } from './testing/wavBytes';
import { decodeWav, encodeWav } from './wav';

describe('encodeWav', () => {
  it('and decodeWav are the identity on samples of 16 bits', () => {
    const sample = fc.integer({ min: -32768, max: 32767 }).map((value) => value / 32768);
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1 }),
        fc.integer({ min: 1000, max: 768000 }),
        (values, sampleRate) => {
          const samples = Float32Array.from(values);
          const decoded = decodeWav(encodeWav({ samples, sampleRate }));
          expect(decoded.samples).toEqual(samples);
          expect(decoded).toMatchObject({
            sampleRate,
            fileSampleRate: sampleRate,
            channels: 1,
            bitDepth: 16,
            truncated: false,
          });
        },
      ),
    );
  });

  it('rounds to the nearest step and clips what lies outside', () => {
    const { samples } = decodeWav(
      encodeWav({ samples: new Float32Array([1.5, 1, -1.5, 0.3, 1e-9]), sampleRate: 8000 }),
    );
    expect(samples).toBeAllclose([32767 / 32768, 32767 / 32768, -1, 9830 / 32768, 0], {
      atol: 0,
      rtol: 1e-7,
    });
  });

  it('writes the 44 bytes that every program reads', () => {
    const bytes = encodeWav({ samples: new Float32Array([0.5]), sampleRate: 16000 });
    expect([...bytes]).toEqual([...wav(formatChunk(), dataChunk([0x00, 0x40]))]);
  });

  it('refuses samples that are not finite and rates that cannot be', () => {
    expect(() => encodeWav({ samples: new Float32Array([0, NaN]), sampleRate: 8000 })).toThrow(
      /NaN at sample 1/,
    );
    expect(() => encodeWav({ samples: new Float32Array(1), sampleRate: 0 })).toThrow(
      /sampleRate: expected a whole number/,
    );
  });
});

describe('decodeWav reads', () => {
  const extensible = (code: number) => [
    ...u16(22),
    ...u16(16),
    ...u32(0),
    ...u16(code),
    ...bytesOf(new Uint8Array(14)),
  ];
  it.each<[string, Format, number[], number[]]>([
    ['8 bits', { bits: 8 }, [0, 128, 192, 255], [-1, 0, 0.5, 127 / 128]],
    ['16 bits', {}, bytesOf(new Int16Array([-32768, 0, 16384])), [-1, 0, 0.5]],
    [
      '24 bits',
      { bits: 24 },
      [0, 0, 0x80, 0, 0, 0x40, 0xff, 0xff, 0xff, 0, 0x80, 0],
      [-1, 0.5, -1 / 8388608, 1 / 256],
    ],
    ['20 bits in 24', { bits: 20, blockAlign: 3 }, [0, 0, 0x80, 0, 0, 0x40], [-1, 0.5]],
    ['24 bits in 32', { bits: 24, blockAlign: 4 }, bytesOf(new Int32Array([-(2 ** 31), 2 ** 30])), [-1, 0.5]],
    ['32 bits', { bits: 32 }, bytesOf(new Int32Array([-(2 ** 31), 2 ** 30])), [-1, 0.5]],
    ['32-bit float', { code: 3, bits: 32 }, bytesOf(new Float32Array([-1.25, 0.1])), [-1.25, 0.1]],
    ['64-bit float', { code: 3, bits: 64 }, bytesOf(new Float64Array([-1.25, 0.1])), [-1.25, 0.1]],
    ['extensible 16 bits', { code: 0xfffe, extra: extensible(1) }, bytesOf(new Int16Array([16384])), [0.5]],
    [
      'extensible float',
      { code: 0xfffe, bits: 32, extra: extensible(3) },
      bytesOf(new Float32Array([0.1])),
      [0.1],
    ],
    // ITU-T G.711, tables 1 and 2, in steps of 16-bit linear: the ends, the smallest steps.
    [
      'mu-law',
      { code: 7, bits: 8 },
      [0x00, 0x80, 0xff, 0xfe, 0x7e, 0x8f],
      [-32124, 32124, 0, 8, -8, 16764].map((v) => v / 32768),
    ],
    [
      'A-law',
      { code: 6, bits: 8 },
      [0x2a, 0xaa, 0xd5, 0x55, 0x80],
      [-32256, 32256, 8, -8, 5504].map((v) => v / 32768),
    ],
  ])('%s', (_, format, bytes, expected) => {
    const decoded = decodeWav(wav(formatChunk(format), dataChunk(bytes)));
    expect(decoded.samples).toBeAllclose(expected, { atol: 1e-9, rtol: 1e-7 });
    expect(decoded.bitDepth).toBe(format.bits ?? 16);
  });

  it('channels as their mean', () => {
    const stereo = wav(
      formatChunk({ channels: 2 }),
      dataChunk(bytesOf(new Int16Array([16384, 0, -32768, -16384]))),
    );
    expect(decodeWav(stereo)).toMatchObject({ samples: new Float32Array([0.25, -0.75]), channels: 2 });
  });

  it('past other chunks, of odd length with and without their padding byte', () => {
    const list = [...ascii('LIST'), ...u32(5), ...ascii('hello')];
    const data = dataChunk(bytesOf(new Int16Array([16384])));
    expect(decodeWav(wav(list, [0], formatChunk(), data)).samples).toEqual(new Float32Array([0.5]));
    expect(decodeWav(wav(list, formatChunk(), list, data, list)).samples).toEqual(new Float32Array([0.5]));
  });

  it('RF64, whose size stands in another chunk', () => {
    const sizes = [
      ...ascii('ds64'),
      ...u32(28),
      ...u32(0),
      ...u32(0),
      ...u32(4),
      ...u32(0),
      ...bytesOf(new Uint8Array(12)),
    ];
    const bytes = wav(
      sizes,
      formatChunk(),
      dataChunk(bytesOf(new Int16Array([16384, 0])), 0xffffffff),
      ascii('LIST'),
    );
    bytes.set(ascii('RF64'));
    expect(decodeWav(bytes)).toMatchObject({ samples: new Float32Array([0.5, 0]), truncated: false });
  });

  it('a view into a larger buffer, at an odd offset', () => {
    const inner = encodeWav({ samples: new Float32Array([0.5, -0.25]), sampleRate: 16000 });
    const outer = new Uint8Array(inner.length + 3);
    outer.set(inner, 1);
    expect(decodeWav(outer.subarray(1, 1 + inner.length)).samples).toEqual(new Float32Array([0.5, -0.25]));
  });

  it('and resamples on the way as resample does afterwards', () => {
    const samples = Float32Array.from(
      { length: 100_000 },
      (_, i) => Math.round(20000 * Math.sin(i * 0.05)) / 32768,
    );
    const decoded = decodeWav(encodeWav({ samples, sampleRate: 44100 }), { sampleRate: 16000 });
    expect(decoded.samples).toEqual(resample(samples, 44100, 16000));
    expect(decoded).toMatchObject({ sampleRate: 16000, fileSampleRate: 44100 });
  });

  const commands = realData('speech', 'commands', 'yes');
  it.skipIf(!commands.present)(`real recordings ${commands.why}`, () => {
    for (const file of readdirSync(commands.path).slice(0, 50)) {
      const decoded = decodeWav(readFileSync(join(commands.path, file)));
      expect(decoded).toMatchObject({ sampleRate: 16000, channels: 1, bitDepth: 16, truncated: false });
      expect(decoded.samples.length).toBe(16000);
      expect(decoded.samples.some((value) => value !== 0)).toBe(true);
    }
  });
});
