// Whatever a damaged file claims, and files that are no wav files: read as far as they go, or refused by name.
// Not the formats that are read: wav.test.ts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { ascii, bytesOf, dataChunk, formatChunk, u32, wav } from './testing/wavBytes';
import { decodeWav, encodeWav } from './wav';

function failure(bytes: Uint8Array, options?: Parameters<typeof decodeWav>[1]): LabError {
  try {
    decodeWav(bytes, options);
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('expected a LabError, got a sound');
}

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
