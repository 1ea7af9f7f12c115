// Counting frames. Not their content.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultFeatureConfig } from '../contract/features';
import { clipLength, frameCount, framesIn } from './framing';
import { anyFeatureConfig } from './testing/arbitraries';

it('counts the frames of the default clip: 1 + floor((16000 - 512) / 256)', () => {
  expect(clipLength(defaultFeatureConfig)).toBe(16000);
  expect(frameCount(defaultFeatureConfig)).toBe(61);
});

it('counts exactly the frames that fit', () => {
  fc.assert(
    fc.property(anyFeatureConfig, fc.nat({ max: 20_000 }), (config, length) => {
      let count = 0;
      for (let start = 0; start + config.frameLength <= length; start += config.hopLength) count++;
      expect(framesIn(length, config)).toBe(count);
    }),
  );
});

it('finds a frame in every clip a configuration allows', () => {
  fc.assert(
    fc.property(anyFeatureConfig, (config) => {
      expect(frameCount(config)).toBeGreaterThan(0);
    }),
  );
});

it('rounds clip lengths that are no whole number of samples', () => {
  expect(clipLength({ ...defaultFeatureConfig, clipSeconds: 0.7, sampleRate: 16000 })).toBe(11200); // 0.7 * 16000 < 11200
});
