// A stream of MFCCs against those of the whole sound. Not the values: mfcc.test.ts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../contract/features';
import { createMfccExtractor } from './mfcc';
import { createMfccStream } from './mfccStream';
import { anyFeatureConfig, anySound } from './testing/arbitraries';

describe('createMfccStream', () => {
  it('gives the frames of the whole sound, to the last bit, whatever the chunks', () => {
    const config = anyFeatureConfig.filter(({ frameLength }) => frameLength <= 512);
    fc.assert(
      fc.property(
        config,
        fc.array(fc.nat({ max: 1500 }), { maxLength: 8 }),
        fc.nat(),
        (config, lengths, seed) => {
          const samples = anySound(
            lengths.reduce((sum, length) => sum + length, 0),
            seed,
          );
          const stream = createMfccStream(config);
          const values: number[] = [];
          let rows = 0;
          let at = 0;
          for (const length of lengths) {
            const part = stream.push(samples.subarray(at, at + length));
            expect(part.cols).toBe(config.coefficients);
            values.push(...part.data);
            rows += part.rows;
            at += length;
          }
          const whole = createMfccExtractor(config).clip(samples);
          expect(rows).toBe(whole.rows);
          expect(Float32Array.from(values)).toEqual(whole.data);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives a frame with the very sample that completes it', () => {
    const stream = createMfccStream(defaultFeatureConfig);
    expect(stream.push(new Float32Array(511)).rows).toBe(0);
    expect(stream.push(new Float32Array(1)).rows).toBe(1);
    expect(stream.push(new Float32Array(255)).rows).toBe(0);
    expect(stream.push(new Float32Array(1)).rows).toBe(1);
  });

  it('does not take a chunk that is not finite, and goes on', () => {
    const samples = anySound(1000, 1);
    const stream = createMfccStream(defaultFeatureConfig);
    stream.push(samples.subarray(0, 300));
    expect(() => stream.push(new Float32Array([0, Infinity]))).toThrow(/Infinity at sample 1/);
    const { data } = stream.push(samples.subarray(300));
    expect(data).toEqual(createMfccExtractor(defaultFeatureConfig).clip(samples).data);
  });
});
