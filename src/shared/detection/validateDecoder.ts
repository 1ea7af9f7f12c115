// The ranges of a decoder configuration, wherever it comes from: a screen, the command line, a decoder.json.
// Not a schema of the contract's calls: that is contract/validation.

import { LabError } from '../contract/errors';
import type { DecoderConfig } from '../contract/live';

/** Smallest and largest value of each number, both allowed. */
export const decoderRanges: Readonly<Record<keyof DecoderConfig, readonly [min: number, max: number]>> = {
  smoothingSeconds: [0, 5],
  threshold: [0, 1],
  suppressionSeconds: [0, 30],
  minimumCount: [1, 100],
  strideSeconds: [0.001, 5],
};

/**
 * Checks every number of a decoder configuration.
 * @returns a copy with exactly the known fields
 * @throws invalid-argument naming the field, its range and what came; `details` hold `{ path, expected, got }`
 */
export function validateDecoder(decoder: DecoderConfig): DecoderConfig {
  for (const [field, [min, max]] of Object.entries(decoderRanges)) {
    const got = decoder[field as keyof DecoderConfig];
    const whole = field === 'minimumCount';
    if (typeof got === 'number' && got >= min && got <= max && (!whole || Number.isInteger(got))) continue;
    const expected = `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
    throw new LabError('invalid-argument', `at decoder.${field}: expected ${expected}, got ${String(got)}.`, {
      path: `decoder.${field}`,
      expected,
      got,
    });
  }
  const { smoothingSeconds, threshold, suppressionSeconds, minimumCount, strideSeconds } = decoder;
  return { smoothingSeconds, threshold, suppressionSeconds, minimumCount, strideSeconds };
}
