// Which sample rates the lab deals with at all.
// Not the rates of features: those stand in featureConfig.ts.

import { LabError } from '../contract/errors';

/** Rates, in Hz, that a sound can have. */
export const sampleRateLimits = [1000, 768000] as const;

/** Whether a number is a whole rate within {@link sampleRateLimits}. */
export function isSampleRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= sampleRateLimits[0] && rate <= sampleRateLimits[1];
}

/**
 * @param path names the argument in the message
 * @throws LabError invalid-argument
 */
export function requireSampleRate(rate: number, path = 'sampleRate'): void {
  if (isSampleRate(rate)) return;
  const expected = `a whole number of Hz from ${sampleRateLimits.join(' to ')}`;
  throw new LabError('invalid-argument', `${path}: expected ${expected}, got ${String(rate)}.`, {
    path,
    expected,
    got: rate,
  });
}
