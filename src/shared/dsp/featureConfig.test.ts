// Which configurations are the same and which are refused. Not what they lead to.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../contract/features';
import type { FeatureConfig } from '../contract/features';
import { featureKey, validateFeatureConfig } from './featureConfig';
import { anyFeatureConfig } from './testing/arbitraries';

describe('featureKey', () => {
  it('is equal exactly for equal configurations', () => {
    fc.assert(
      fc.property(anyFeatureConfig, anyFeatureConfig, (a, b) => {
        const same = Object.keys(a).every(
          (field) => a[field as keyof FeatureConfig] === b[field as keyof FeatureConfig],
        );
        expect(featureKey(a) === featureKey(b)).toBe(same);
      }),
    );
  });

  it('sees every field, and neither the order of fields nor others', () => {
    const key = featureKey(defaultFeatureConfig);
    for (const field of Object.keys(defaultFeatureConfig)) {
      expect(featureKey({ ...defaultFeatureConfig, [field]: 7 })).not.toBe(key);
    }
    const reversed = Object.fromEntries(Object.entries({ ...defaultFeatureConfig, note: 1 }).reverse());
    expect(featureKey(reversed as unknown as FeatureConfig)).toBe(key);
    expect(featureKey(JSON.parse(JSON.stringify(defaultFeatureConfig)) as FeatureConfig)).toBe(key);
  });
});

describe('validateFeatureConfig', () => {
  it('accepts what the contract allows', () => {
    expect(() => validateFeatureConfig(defaultFeatureConfig)).not.toThrow();
    fc.assert(fc.property(anyFeatureConfig, (config) => validateFeatureConfig(config)));
  });

  it.each([
    ['sampleRate', 44100],
    ['sampleRate', undefined],
    ['frameLength', 500],
    ['frameLength', 64],
    ['frameLength', 4096],
    ['hopLength', 513],
    ['hopLength', 16],
    ['hopLength', 100.5],
    ['windowType', 'kaiser'],
    ['melBands', 12],
    ['melBands', 65],
    ['coefficients', 3],
    ['coefficients', 41],
    ['coefficients', '13'],
    ['clipSeconds', 0.4],
    ['clipSeconds', NaN],
    ['inputScale', 0],
    ['inputScale', Infinity],
  ])('refuses %s %s by name', (field, value) => {
    const config = { ...defaultFeatureConfig, [field]: value } as FeatureConfig;
    expect(() => validateFeatureConfig(config)).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: expect.stringContaining(`features.${field}: expected`),
      }),
    );
  });

  it('refuses what is no configuration at all', () => {
    expect(() => validateFeatureConfig(null as unknown as FeatureConfig)).toThrow(
      /expected an object, got null/,
    );
    expect(() => validateFeatureConfig({} as FeatureConfig)).toThrow(
      /features.sampleRate: expected one of 8000, 16000 Hz, got undefined/,
    );
  });
});
