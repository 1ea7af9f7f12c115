// Wav files: what is written can be read, every format by its definition, and whatever a damaged file claims.
// Not other audio files, except that they are named.

import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { LabError } from '../contract/errors';
import { resample } from './resample';
import { decodeWav, encodeWav } from './wav';

const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
const u16 = (value: number) => [value & 255, (value >>> 8) & 255];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];

interface Format {
  code?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  blockAlign?: number;
  extra?: number[];
}

function formatChunk({
  code = 1,
  channels = 1,
  rate = 16000,
  bits = 16,
  blockAlign,
  extra = [],
}: Format = {}): number[] {
  const align = blockAlign ?? (channels * bits) / 8;
  const body = [
    ...u16(code),
    ...u16(channels),
    ...u32(rate),
    ...u32(rate * align),
    ...u16(align),
    ...u16(bits),
    ...extra,
  ];
  return [...ascii('fmt '), ...u32(body.length), ...body];
}

const dataChunk = (bytes: number[], claim = bytes.length) => [...ascii('data'), ...u32(claim), ...bytes];

function wav(...chunks: number[][]): Uint8Array {
  const body = chunks.flat();
  return new Uint8Array([...ascii('RIFF'), ...u32(body.length + 4), ...ascii('WAVE'), ...body]);
}

/** The bytes of typed numbers as a little-endian machine lays them. */
const bytesOf = (numbers: ArrayBufferView) => [
  ...new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
];

function failure(bytes: Uint8Array, options?: Parameters<typeof decodeWav>[1]): LabError {
  try {
    decodeWav(bytes, options);
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('expected a LabError, got a sound');
}

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

describe('decodeWav with a wrong header', () => {
  const samples = bytesOf(new Int16Array([16384, 8192, -16384]));
  const expected = new Float32Array([0.5, 0.25, -0.5]);

  it.each([
    ['0xFFFFFFFF, as a program writes into a pipe', 0xffffffff, false],
    ['almost 4 GB', 0xfffffff0, false],
    ['2 GB', 0x7fffffff, false],
    ['0 with samples behind it', 0, false],
    ['more than is there: cut off', 6000, true],
  ])('takes what is there when the data claim %s', (_, claim, truncated) => {
    const bytes = wav(formatChunk(), dataChunk(samples, claim));
    bytes.set(u32(0xffffffff), 4);
    expect(decodeWav(bytes)).toMatchObject({ samples: expected, truncated });
  });

  it('leaves out a half sample at a cut', () => {
    const whole = encodeWav({ samples: expected, sampleRate: 16000 });
    expect(decodeWav(whole.subarray(0, whole.length - 1))).toMatchObject({
      samples: expected.subarray(0, 2),
      truncated: true,
    });
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /an empty file/],
    ['10 bytes of a wav file', wav().subarray(0, 10), /cut off after 10 bytes/],
    ['10 bytes of anything', new Uint8Array(10), /10 bytes that do not start as a WAV file/],
    ['no chunks', wav(), /no `fmt ` chunk/],
    ['a data chunk alone', wav(dataChunk(samples)), /no `fmt ` chunk/],
    ['a format chunk alone', wav(formatChunk()), /no `data` chunk/],
    [
      'a short format chunk',
      wav([...ascii('fmt '), ...u32(4), 0, 0, 0, 0], dataChunk(samples)),
      /chunk of 4 bytes/,
    ],
    ['a format chunk cut off', wav(formatChunk()).subarray(0, 30), /`fmt ` chunk|`data` chunk/],
    ['no samples', wav(formatChunk(), dataChunk([])), /no samples/],
    ['no samples, another chunk behind', wav(formatChunk(), dataChunk([]), formatChunk()), /no samples/],
    ['half a sample', wav(formatChunk(), dataChunk([1])), /no whole sample/],
    ['no channels', wav(formatChunk({ channels: 0 }), dataChunk(samples)), /0 channels/],
    ['65,535 channels', wav(formatChunk({ channels: 65535 }), dataChunk(samples)), /65535 channels/],
    ['a rate of 0', wav(formatChunk({ rate: 0 }), dataChunk(samples)), /a sample rate of 0 Hz/],
    ['a rate of 1 Hz', wav(formatChunk({ rate: 1 }), dataChunk(samples)), /a sample rate of 1 Hz/],
    ['0 bits', wav(formatChunk({ bits: 0 }), dataChunk(samples)), /0-bit PCM/],
    ['40 bits', wav(formatChunk({ bits: 40 }), dataChunk(samples)), /40-bit PCM/],
    ['16-bit float', wav(formatChunk({ code: 3 }), dataChunk(samples)), /16-bit float/],
    ['MS ADPCM', wav(formatChunk({ code: 2, bits: 4 }), dataChunk(samples)), /Microsoft ADPCM/],
    ['IMA ADPCM', wav(formatChunk({ code: 0x11, bits: 4 }), dataChunk(samples)), /IMA ADPCM/],
    ['GSM', wav(formatChunk({ code: 0x31, bits: 0 }), dataChunk(samples)), /GSM 6.10/],
    [
      'MP3 in a wav file',
      wav(formatChunk({ code: 0x55, bits: 0 }), dataChunk(samples)),
      /compressed audio: MP3/,
    ],
    ['an unknown code', wav(formatChunk({ code: 0x1234 }), dataChunk(samples)), /format code 4660/],
    ['an AVI', wav().map((byte, i) => (i >= 8 ? ascii('AVI ')[i - 8] : byte)), /RIFF `AVI `/],
    ['an MP3 file with a tag', new Uint8Array([...ascii('ID3'), ...new Array(40).fill(0)]), /an MP3 file/],
    [
      'an MP3 file without',
      new Uint8Array([0xff, 0xfb, 0x90, 0x64, ...new Array(40).fill(0)]),
      /an MP3 file/,
    ],
    ['an AAC file', new Uint8Array([0xff, 0xf1, 0x50, 0x80, ...new Array(40).fill(0)]), /an AAC file/],
    ['a FLAC file', new Uint8Array([...ascii('fLaC'), ...new Array(40).fill(0)]), /a FLAC file/],
    ['an Ogg file', new Uint8Array([...ascii('OggS'), ...new Array(40).fill(0)]), /an Ogg file/],
    ['an M4A file', new Uint8Array([0, 0, 0, 32, ...ascii('ftypM4A ')]), /an MP4 or M4A file/],
    ['an AIFF file', new Uint8Array([...ascii('FORM'), ...u32(9), ...ascii('AIFF')]), /an AIFF file/],
    [
      'a WebM file',
      new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, ...new Array(40).fill(0)]),
      /a WebM or Matroska file/,
    ],
    [
      'NaN',
      wav(formatChunk({ code: 3, bits: 32 }), dataChunk(bytesOf(new Float32Array([0, 0, NaN])))),
      /NaN at sample 2/,
    ],
    [
      'infinity',
      wav(formatChunk({ code: 3, bits: 64 }), dataChunk(bytesOf(new Float64Array([-Infinity])))),
      /-Infinity at sample 0/,
    ],
    [
      'a double beyond single',
      wav(formatChunk({ code: 3, bits: 64 }), dataChunk(bytesOf(new Float64Array([1e300])))),
      /Infinity at sample 0/,
    ],
  ])('names what is wrong: %s', (_, bytes, message) => {
    const error = failure(bytes);
    expect(error.code).toBe('bad-audio');
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^Expected /);
  });

  it('refuses a file that is too long before it reads it', () => {
    const bytes = wav(formatChunk({ rate: 1000, bits: 8 }), dataChunk(new Array<number>(2001).fill(128)));
    expect(failure(bytes, { maxSeconds: 2 })).toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('at most 2 seconds'),
    });
    expect(decodeWav(bytes, { maxSeconds: 2.001 }).samples.length).toBe(2001);
  });

  it('throws nothing but LabError and makes no more samples than there are bytes, whatever the bytes', () => {
    const valid = [...wav(formatChunk({ channels: 2 }), dataChunk(samples.concat(samples)))];
    const damage = fc.array(fc.tuple(fc.nat({ max: 47 }), fc.nat({ max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(damage, fc.nat({ max: valid.length }), (changes, length) => {
        const bytes = Uint8Array.from(valid);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          expect(decodeWav(bytes.subarray(0, length)).samples.length).toBeLessThanOrEqual(length);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
