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

it('does not lose a sample to rounding: 2.01 * 16000 is 32159.999999999996', () => {
  expect(clipLength({ ...defaultFeatureConfig, clipSeconds: 2.01 })).toBe(32160);
});
