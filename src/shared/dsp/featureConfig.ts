// What a feature configuration may be, and when two are the same.
// Not the configuration itself: its record and its defaults stand in the contract.

import { LabError } from '../contract/errors';
import { windowTypes } from '../contract/features';
import type { FeatureConfig } from '../contract/features';

/** Rates, in Hz, that features are computed at. */
export const featureSampleRates = [8000, 16000] as const;

/** Smallest and largest value of the numeric fields (contract/features.ts says what they are). */
export const featureLimits = {
  frameLength: [128, 2048],
  hopLength: [32, 2048],
  melBands: [4, 64],
  coefficients: [4, 40],
  clipSeconds: [0.5, 4],
  inputScale: [1, 32768],
} as const satisfies Partial<Record<keyof FeatureConfig, readonly [number, number]>>;

const integers: readonly (keyof typeof featureLimits)[] = [
  'frameLength',
  'hopLength',
  'melBands',
  'coefficients',
];

/** Every field, in the order of the canonical string. */
const fields: readonly (keyof FeatureConfig)[] = [
  'sampleRate',
  'frameLength',
  'hopLength',
  'windowType',
  'melBands',
  'coefficients',
  'clipSeconds',
  'inputScale',
];

/**
 * A canonical string of a configuration: equal strings exactly for equal configurations, whatever the order of
 * the object's keys and whatever else hangs on it.
 * @returns JSON of the fields in a fixed order; a valid key of a cache, not a file name
 */
export function featureKey(config: FeatureConfig): string {
  return JSON.stringify(fields.map((field) => [field, config[field]]));
}

/**
 * Holds a configuration against the limits of the contract and against each other.
 * @throws LabError invalid-argument; `details.path` is the field
 */
export function validateFeatureConfig(config: FeatureConfig): void {
  if (typeof config !== 'object' || config === null) {
    throw new LabError('invalid-argument', `features: expected an object, got ${String(config)}.`, {
      path: '',
    });
  }
  if (!(featureSampleRates as readonly number[]).includes(config.sampleRate)) {
    refuse(config, 'sampleRate', `one of ${featureSampleRates.join(', ')} Hz`);
  }
  if (!windowTypes.includes(config.windowType))
    refuse(config, 'windowType', `one of ${windowTypes.join(', ')}`);
  for (const [field, [low, high]] of Object.entries(featureLimits) as [
    keyof typeof featureLimits,
    [number, number],
  ][]) {
    const value = config[field];
    const whole = integers.includes(field);
    if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
      refuse(config, field, `${whole ? 'a whole number' : 'a number'} from ${low} to ${high}`);
    }
  }
  if (!Number.isInteger(Math.log2(config.frameLength))) refuse(config, 'frameLength', 'a power of two');
  if (config.hopLength > config.frameLength) {
    refuse(config, 'hopLength', `at most frameLength (${config.frameLength})`);
  }
  if (config.melBands < config.coefficients) {
    refuse(config, 'melBands', `at least as many as coefficients (${config.coefficients})`);
  }
}

function refuse(config: FeatureConfig, path: keyof FeatureConfig, expected: string): never {
  const got = config[path];
  throw new LabError('invalid-argument', `features.${path}: expected ${expected}, got ${String(got)}.`, {
    path,
    expected,
    got,
  });
}
