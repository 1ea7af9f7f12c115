// Choosing the next token: temperature, top-k, top-p and masks on logits, with a seeded random.
// No model and no grammar: they bring the logits and the mask.

import { LabError } from '../contract/errors';
import type { PitchLimits, SamplingOptions } from '../contract/generation';
import type { Random } from '../dsp/random';

export type { PitchLimits, SamplingOptions } from '../contract/generation';

/** Above this the page says "random". */
export const RANDOM_TEMPERATURE = 1.5;

/**
 * Checks options that came from a person.
 * @throws LabError invalid-argument naming the option
 */
export function validateSampling({ temperature = 1, topK = 0, topP = 1 }: SamplingOptions): void {
  const require = (name: string, fits: boolean, range: string, got: number) => {
    if (!fits)
      throw new LabError('invalid-argument', `${name}: expected ${range}, got ${got}.`, { path: name });
  };
  require('temperature', temperature >= 0 && temperature <= 2, '0 to 2', temperature);
  require('topK', Number.isInteger(topK) && topK >= 0, 'a whole number from 0', topK);
  require('topP', topP > 0 && topP <= 1, 'above 0 up to 1', topP);
}

/** Draws tokens; keeps its working memory between draws. */
export interface Sampler {
  /**
   * Draws one token. At least one token is always left: top-k and top-p keep the likeliest allowed one.
   * @param logits one for each token; -Infinity is impossible
   * @param mask 1 allows; null allows all
   * @throws LabError invalid-argument where the mask allows nothing; diverged where a logit is NaN or +Infinity
   */
  draw(logits: ArrayLike<number>, mask: ArrayLike<number> | null, random: Random): number;
  /** The probabilities that `draw` would draw from; they sum to 1. */
  probabilities(logits: ArrayLike<number>, mask: ArrayLike<number> | null): Float64Array;
}

/** A sampler. @throws LabError invalid-argument for options out of range */
export function createSampler(options: SamplingOptions = {}): Sampler {
  validateSampling(options);
  const probabilities = (logits: ArrayLike<number>, mask: ArrayLike<number> | null) => {
    const open = openTokens(logits, mask);
    return spread(logits.length, narrow(weigh(logits, open, options.temperature ?? 1), options));
  };
  return {
    probabilities,
    draw(logits, mask, random) {
      const weights = probabilities(logits, mask);
      let left = random();
      let last = 0;
      for (let token = 0; token < weights.length; token++) {
        if (weights[token] === 0) continue;
        last = token;
        left -= weights[token];
        if (left < 0) break;
      }
      return last;
    },
  };
}

/** Allowed tokens that are possible; where every allowed one is impossible, all allowed ones. */
function openTokens(logits: ArrayLike<number>, mask: ArrayLike<number> | null): number[] {
  const allowed: number[] = [];
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token];
    if (Number.isNaN(logit) || logit === Infinity) {
      throw new LabError('diverged', `The model's output for token ${token} is ${logit}: train it again.`);
    }
    if (mask === null || mask[token] > 0) allowed.push(token);
  }
  if (allowed.length === 0) {
    throw new LabError(
      'invalid-argument',
      'No token is allowed here: the scale and range leave nothing to choose.',
    );
  }
  const possible = allowed.filter((token) => logits[token] > -Infinity);
  return possible.length > 0 ? possible : allowed;
}

interface Weighted {
  readonly token: number;
  readonly weight: number;
}

/** exp(logit / temperature), the largest scaled to 1; a temperature of 0 leaves the first of the largest. */
function weigh(logits: ArrayLike<number>, open: readonly number[], temperature: number): Weighted[] {
  const largest = open.reduce((best, token) => Math.max(best, logits[token]), -Infinity);
  if (largest === -Infinity) return open.map((token) => ({ token, weight: 1 }));
  if (temperature === 0) return [{ token: open.find((token) => logits[token] === largest)!, weight: 1 }];
  return open.map((token) => ({ token, weight: Math.exp((logits[token] - largest) / temperature) }));
}

/** Top-k, then top-p of what is left (Holtzman et al., 2020); ties go to the smaller token. */
function narrow(weighted: Weighted[], { topK = 0, topP = 1 }: SamplingOptions): Weighted[] {
  if (topK === 0 && topP === 1) return weighted;
  let kept = [...weighted].sort((a, b) => b.weight - a.weight || a.token - b.token);
  if (topK > 0) kept = kept.slice(0, topK);
  if (topP === 1) return kept;
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  const count = kept.findIndex(({ weight }) => (sum += weight) >= topP * total) + 1;
  return kept.slice(0, Math.max(1, count));
}

function spread(size: number, weighted: readonly Weighted[]): Float64Array {
  const probabilities = new Float64Array(size);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  for (const { token, weight } of weighted) probabilities[token] = weight / total;
  return probabilities;
}

/**
 * A mask of a vocabulary's pitches; tokens without pitch stay allowed, so that a tune can always go on or rest.
 * @param pitchOf a codec's
 * @throws LabError invalid-argument where no pitch is left
 */
export function pitchMask(
  codec: { readonly vocabSize: number; pitchOf(token: number): number },
  { scale = [], lowestPitch = 0, highestPitch = 127 }: PitchLimits,
): Uint8Array {
  const mask = new Uint8Array(codec.vocabSize);
  let pitches = 0;
  for (let token = 0; token < mask.length; token++) {
    const pitch = codec.pitchOf(token);
    const inScale = scale.length === 0 || scale.includes(pitch % 12);
    mask[token] = pitch < 0 || (inScale && pitch >= lowestPitch && pitch <= highestPitch) ? 1 : 0;
    if (pitch >= 0) pitches += mask[token];
  }
  if (pitches > 0) return mask;
  const range = `${lowestPitch} to ${highestPitch}`;
  throw new LabError(
    'invalid-argument',
    `The scale and the range ${range} leave none of the model's pitches.`,
  );
}

/** Both masks at once, into `target`. */
export function intersectMasks(target: Uint8Array, other: ArrayLike<number>): Uint8Array {
  for (let i = 0; i < target.length; i++) target[i] &= other[i];
  return target;
}
