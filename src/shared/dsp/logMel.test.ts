// The log-mel picture against its definition and Meyda's own. Not colours: those are the page's.

import fc from 'fast-check';
import Meyda from 'meyda';
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../contract/features';
import { framesIn } from './framing';
import { logMelSpectrogram } from './logMel';
import { anyFeatureConfig, anySound } from './testing/arbitraries';
import { referenceLogMel } from './testing/referenceMfcc';

describe('logMelSpectrogram', () => {
  it('equals the definition, derived in double precision', () => {
    fc.assert(
      fc.property(anyFeatureConfig, fc.nat(), (config, seed) => {
        const samples = anySound(config.frameLength + config.hopLength, seed);
        const { data, rows, cols } = logMelSpectrogram(samples, config);
        expect([rows, cols]).toEqual([framesIn(samples.length, config), config.melBands]);
        const expected = referenceLogMel(samples.subarray(0, config.frameLength), config);
        expect(data.subarray(0, cols)).toBeAllclose(expected, { rtol: 1e-6, atol: 1e-6 });
      }),
      { numRuns: 40 },
    );
  });

  it('equals the mel bands Meyda shows', () => {
    const samples = anySound(512, 1);
    const meyda = { ...Meyda, sampleRate: 16000, bufferSize: 512, melBands: 26 };
    const scaled = Float64Array.from(samples, (value) => value * 1000);
    const expected = meyda.extract('melBands', scaled) as unknown as number[];
    expect(logMelSpectrogram(samples, defaultFeatureConfig).data).toBeAllclose(expected, {
      rtol: 1e-5,
      atol: 1e-5,
    });
  });

  it('is 0 for silence and brightest where a tone is', () => {
    expect(
      logMelSpectrogram(new Float32Array(512), defaultFeatureConfig).data.every((value) => value === 0),
    ).toBe(true);
    const tone = Float32Array.from({ length: 512 }, (_, i) => Math.sin((2 * Math.PI * 1500 * i) / 16000));
    const { data } = logMelSpectrogram(tone, defaultFeatureConfig);
    // Centre of band b in mel: (b + 1) * mel(8000) / 27; 1500 Hz is 1288 mel of 2835, so 12.3, band 11.
    expect(data.indexOf(Math.max(...data))).toBe(11);
    expect(Math.max(...data)).toBeGreaterThan(15);
  });

  it('refuses what is not finite', () => {
    expect(() => logMelSpectrogram(new Float32Array(512).fill(NaN), defaultFeatureConfig)).toThrow(
      expect.objectContaining({ code: 'bad-audio' }),
    );
  });
});
