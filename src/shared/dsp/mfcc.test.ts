// Meyda as the lab uses it against the definition derived again, and against its own habits: global settings, a cached
// mel bank. Not a test of speed.

import fc from 'fast-check';
import Meyda from 'meyda';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { defaultFeatureConfig } from '../contract/features';
import type { FeatureConfig, Matrix } from '../contract/features';
import { clipSamples } from './clip';
import { frameCount, framesIn } from './framing';
import { createMfccExtractor } from './mfcc';
import { anyFeatureConfig, anySound, largestRelativeDifference } from './testing/arbitraries';
import { referenceMfcc } from './testing/referenceMfcc';
import { decodeWav } from './wav';

function referenceClip(samples: Float32Array, config: FeatureConfig): Matrix {
  const rows = framesIn(samples.length, config);
  const frames = Array.from({ length: rows }, (_, row) =>
    referenceMfcc(
      samples.subarray(row * config.hopLength, row * config.hopLength + config.frameLength),
      config,
    ),
  );
  return { data: Float32Array.from(frames.flat()), rows, cols: config.coefficients };
}

describe('createMfccExtractor', () => {
  it('equals the definition, derived in double precision, within 1e-5 on any configuration', () => {
    // Relative to the largest coefficient of the frame. Measured over 1,500 configurations: 4.3e-7.
    fc.assert(
      fc.property(anyFeatureConfig, fc.nat(), (config, seed) => {
        const samples = anySound(config.frameLength + 2 * config.hopLength, seed);
        const mfcc = createMfccExtractor(config).clip(samples);
        expect(largestRelativeDifference(mfcc, referenceClip(samples, config))).toBeLessThan(1e-5);
      }),
      { numRuns: 30 },
    );
  });

  const commands = realData('speech', 'commands');
  it.skipIf(!commands.present)(`equals the definition on real speech ${commands.why}`, () => {
    const extractor = createMfccExtractor(defaultFeatureConfig);
    for (const word of ['yes', 'stop', '_unknown_']) {
      const folder = join(commands.path, word);
      const { samples, sampleRate } = decodeWav(readFileSync(join(folder, readdirSync(folder).sort()[3])));
      const clip = clipSamples(samples, sampleRate, null, defaultFeatureConfig);
      const mfcc = extractor.clip(clip);
      expect(mfcc.rows).toBe(frameCount(defaultFeatureConfig));
      expect(largestRelativeDifference(mfcc, referenceClip(clip, defaultFeatureConfig))).toBeLessThan(1e-5);
    }
  });

  it('gives the same for a configuration after another was in use, and leaves the global Meyda alone', () => {
    const samples = anySound(4096, 1);
    const a = defaultFeatureConfig;
    const b: FeatureConfig = {
      ...a,
      sampleRate: 8000,
      frameLength: 256,
      hopLength: 128,
      windowType: 'hamming',
      melBands: 40,
      coefficients: 20,
    };
    const c: FeatureConfig = { ...a, sampleRate: 8000 }; // only the rate: what a cached mel bank would miss
    const settings = JSON.stringify({ ...Meyda, featureExtractors: null });
    const extractorA = createMfccExtractor(a);
    const first = extractorA.clip(samples);
    const extractorB = createMfccExtractor(b);
    const firstB = extractorB.clip(samples);
    const firstC = createMfccExtractor(c).clip(samples);
    expect(extractorA.clip(samples)).toEqual(first);
    expect(createMfccExtractor(a).clip(samples)).toEqual(first);
    expect(extractorB.clip(samples)).toEqual(firstB);
    expect(largestRelativeDifference(firstB, referenceClip(samples, b))).toBeLessThan(1e-5);
    expect(largestRelativeDifference(firstC, referenceClip(samples, c))).toBeLessThan(1e-5);
    expect(JSON.stringify({ ...Meyda, featureExtractors: null })).toBe(settings);
  });

  it('is not led astray by others who use the global Meyda', () => {
    const samples = anySound(4096, 2);
    const before = createMfccExtractor(defaultFeatureConfig);
    const expected = before.clip(samples);
    const { bufferSize, sampleRate, melBands } = Meyda;
    Object.assign(Meyda, { bufferSize: 1024, sampleRate: 44100, melBands: 26 });
    Meyda.extract('mfcc', samples.subarray(0, 1024)); // leaves a mel bank of 26 bands for 44.1 kHz on the global
    expect(before.clip(samples)).toEqual(expected);
    expect(createMfccExtractor(defaultFeatureConfig).clip(samples)).toEqual(expected);
    Object.assign(Meyda, { bufferSize, sampleRate, melBands });
  });

  it('gives for a frame what the clip gives', () => {
    const extractor = createMfccExtractor(defaultFeatureConfig);
    const samples = anySound(768, 3);
    const clip = extractor.clip(samples);
    expect(clip).toMatchObject({ rows: 2, cols: 13 });
    expect(extractor.frame(samples.subarray(0, 512))).toEqual(clip.data.slice(0, 13));
    expect(extractor.frame(samples.subarray(256))).toEqual(clip.data.slice(13));
    expect(() => extractor.frame(samples)).toThrow(/Expected a frame of 512 samples, got 768/);
  });

  it('gives zeros for silence, and no rows for less than a frame', () => {
    const extractor = createMfccExtractor(defaultFeatureConfig);
    expect(extractor.clip(new Float32Array(16000)).data.every((value) => value === 0)).toBe(true);
    expect(extractor.clip(new Float32Array(511))).toEqual({ data: new Float32Array(0), rows: 0, cols: 13 });
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d anywhere, even after the last whole frame', (value) => {
    const extractor = createMfccExtractor(defaultFeatureConfig);
    for (const at of [0, 700, 999]) {
      const samples = new Float32Array(1000);
      samples[at] = value;
      expect(() => extractor.clip(samples)).toThrow(
        expect.objectContaining({ code: 'bad-audio', details: expect.anything() }),
      );
    }
    expect(() => extractor.frame(new Float32Array(512).fill(value))).toThrow(/at sample 0/);
  });

  it('refuses samples whose energy is beyond all numbers', () => {
    const extractor = createMfccExtractor(defaultFeatureConfig);
    expect(() => extractor.clip(new Float32Array(512).fill(1e30))).toThrow(
      expect.objectContaining({ code: 'bad-audio' }),
    );
    expect(extractor.clip(anySound(512, 4).map((value) => value * 32768)).data.every(Number.isFinite)).toBe(
      true,
    );
  });

  it('refuses a configuration outside the contract', () => {
    expect(() => createMfccExtractor({ ...defaultFeatureConfig, melBands: 12 })).toThrow(
      /melBands: expected at least as many/,
    );
  });
});
