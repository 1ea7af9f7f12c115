import { describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { decodeWav } from '../dsp/wav';
import { encodeStereoWav } from './stereoWav';

const left = Float32Array.from({ length: 500 }, (_, i) => 0.5 * Math.sin(i / 7));
const right = Float32Array.from({ length: 500 }, (_, i) => 0.25 * Math.cos(i / 9));

describe('encodeStereoWav', () => {
  it('is read back as two channels whose mean is that of the sides', () => {
    const sound = decodeWav(encodeStereoWav({ left, right, sampleRate: 48000 }, { dither: false }));
    expect(sound).toMatchObject({ sampleRate: 48000, channels: 2, bitDepth: 16 });
    const middle = left.map((sample, i) => (sample + right[i]) / 2);
    expect(sound.samples).toBeAllclose(middle, { rtol: 0, atol: 1 / 65536 + 1e-7 });
  });

  it('puts left before right, clips, and rounds', () => {
    const sound = { left: Float32Array.of(0.5, 2), right: Float32Array.of(-0.25, -2), sampleRate: 8000 };
    const view = new DataView(encodeStereoWav(sound, { dither: false }).buffer);
    const samples = [44, 46, 48, 50].map((at) => view.getInt16(at, true));
    expect(samples).toEqual([16384, -8192, 32767, -32768]);
    expect(view.byteLength).toBe(52);
    expect([28, 32, 34].map((at) => view.getUint16(at, true))).toEqual([32000, 4, 16]); // bytes a second, a frame
  });

  it('dithers by less than one and a half steps, the same each time, and leaves silence alone', () => {
    const [first, again] = [1, 2].map(() => encodeStereoWav({ left, right, sampleRate: 8000 }));
    expect(first).toEqual(again);
    const plain = encodeStereoWav({ left, right, sampleRate: 8000 }, { dither: false });
    expect(first).not.toEqual(plain);
    const integers = (bytes: Uint8Array<ArrayBuffer>) => new Int16Array(bytes.buffer, 44);
    integers(first).forEach((value, i) => {
      expect(Math.abs(value - 32768 * (i % 2 === 0 ? left : right)[i >> 1])).toBeLessThanOrEqual(1.5);
    });
    const silence = { left: new Float32Array(9), right: new Float32Array(9), sampleRate: 8000 };
    expect(integers(encodeStereoWav(silence)).every((value) => value === 0)).toBe(true);
  });

  it('refuses sides of two lengths, rates that are none and sound that is damaged', () => {
    expect(() => encodeStereoWav({ left, right: right.slice(1), sampleRate: 8000 })).toThrow('500 and 499');
    expect(() => encodeStereoWav({ left, right, sampleRate: 0 })).toThrow(LabError);
    expect(() => encodeStereoWav({ left: left.map(() => NaN), right, sampleRate: 8000 })).toThrow('NaN');
  });
});
