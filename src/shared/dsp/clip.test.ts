// From a clip's sound to the model's samples: length, place, rate. Not features.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../contract/features';
import { clipSamples, fitClip } from './clip';
import { createRandom } from './random';
import { resample } from './resample';

const noise = (length: number, seed = 1) => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 0.2 * (2 * random() - 1));
};

describe('fitClip', () => {
  it('pads in the middle', () => {
    expect(fitClip(new Float32Array([1, 2, 3]), 6)).toEqual(new Float32Array([0, 1, 2, 3, 0, 0]));
    expect(fitClip(new Float32Array(0), 2)).toEqual(new Float32Array(2));
  });

  it('gives a copy of what fits already', () => {
    const samples = noise(100);
    const clip = fitClip(samples, 100);
    expect(clip).toEqual(samples);
    expect(clip.buffer).not.toBe(samples.buffer);
  });

  it('cuts out a section as loud as the loudest, to a hundredth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 80 }),
        fc.nat(),
        (length, surplus, seed) => {
          const samples = noise(length + surplus, seed);
          const clip = fitClip(samples, length);
          const energy = (part: Float32Array) => part.reduce((sum, value) => sum + value * value, 0);
          const sections = Array.from({ length: surplus + 1 }, (_, start) =>
            samples.subarray(start, start + length),
          );
          expect(sections.some((section) => section.every((value, i) => value === clip[i]))).toBe(true);
          expect(energy(clip)).toBeGreaterThanOrEqual(0.99 * Math.max(...sections.map(energy)) - 1e-6);
        },
      ),
    );
  });

  it('puts a short sound into the middle of what it cuts', () => {
    const samples = new Float32Array(1000);
    samples.fill(0.5, 700, 760);
    const clip = fitClip(samples, 200);
    expect(clip.indexOf(0.5)).toBe(70);
    expect(clip.lastIndexOf(0.5)).toBe(129);
  });
});

describe('clipSamples', () => {
  it('is the file itself when rate and length are right', () => {
    const samples = noise(16000);
    expect(clipSamples(samples, 16000, null, defaultFeatureConfig)).toEqual(samples);
  });

  it('takes the trimmed part, cut to the file, and centres it', () => {
    const samples = noise(32000);
    const clip = clipSamples(samples, 16000, { start: 0.5, end: 1.5 }, defaultFeatureConfig);
    expect(clip).toEqual(samples.slice(8000, 24000));
    const short = clipSamples(samples, 16000, { start: 1.75, end: 9 }, defaultFeatureConfig);
    expect(short.slice(6000, 10000)).toEqual(samples.slice(28000));
    expect(short.subarray(0, 6000).every((value) => value === 0)).toBe(true);
  });

  it('resamples first, so that a trim means the same at every rate', () => {
    const samples = noise(44100);
    const clip = clipSamples(samples, 44100, { start: 0.25, end: 0.75 }, defaultFeatureConfig);
    expect(clip.slice(4000, 12000)).toEqual(resample(samples, 44100, 16000).slice(4000, 12000));
  });

  it('always has the length of the model’s input and memory of its own', () => {
    const config = { ...defaultFeatureConfig, sampleRate: 8000, clipSeconds: 0.7 };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(8000, 11025, 16000),
        (length, rate) => {
          const clip = clipSamples(noise(length), rate, null, config);
          expect(clip.length).toBe(5600);
          expect(clip.byteLength).toBe(clip.buffer.byteLength);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuses a file or a trim without sound', () => {
    expect(() => clipSamples(new Float32Array(0), 16000, null, defaultFeatureConfig)).toThrow(
      /Expected sound in the file, got none/,
    );
    expect(() => clipSamples(noise(100), 16000, { start: 1, end: 2 }, defaultFeatureConfig)).toThrow(
      /in 1 to 2 s/,
    );
    expect(() => clipSamples(noise(100), 16000, { start: 0.002, end: 0.001 }, defaultFeatureConfig)).toThrow(
      expect.objectContaining({ code: 'bad-audio' }),
    );
  });
});
