// From a clip's sound to the samples a model sees: the one way for training, evaluation, screen and command line.
// Not features, and not the search for the word (trim.ts): the trim comes in.

import type { Clip } from '../contract/clips';
import { LabError } from '../contract/errors';
import type { FeatureConfig } from '../contract/features';
import { clipLength } from './framing';
import { resample } from './resample';

/** Sections with this share of the loudest one's energy are as good; the middle one of them is taken. */
const AS_LOUD = 0.99;

/**
 * Brings a clip to the length the model sees.
 * @param samples of the whole file, in [-1, 1]; not changed
 * @param sampleRate Hz, of the file
 * @param trim the part that counts, in seconds; null = all of it. Cut to the file where it reaches beyond
 * @returns [clipSeconds * config.sampleRate] samples of their own, at config.sampleRate
 * @throws LabError bad-audio when nothing of the file lies in the trim, or for samples that are not finite while
 *   resampling; invalid-argument for a rate outside 1000 to 768000 Hz
 */
export function clipSamples(
  samples: Float32Array,
  sampleRate: number,
  trim: Clip['trim'],
  config: FeatureConfig,
): Float32Array {
  const resampled = resample(samples, sampleRate, config.sampleRate);
  const start = trim === null ? 0 : Math.max(0, Math.round(trim.start * config.sampleRate));
  const end = trim === null ? resampled.length : Math.round(trim.end * config.sampleRate);
  const part = resampled.subarray(start, Math.max(start, end));
  if (part.length === 0) {
    const where = trim === null ? 'the file' : `${trim.start} to ${trim.end} s`;
    throw new LabError(
      'bad-audio',
      `Expected sound in ${where}, got none (the file has ${samples.length} samples).`,
    );
  }
  return fitClip(part, clipLength(config));
}

/**
 * Pads with zeros on both sides, or cuts the loudest section out.
 * @param samples any length; not changed
 * @param length samples wanted
 * @returns `length` samples of their own. When sections are about equally loud (the word fits into many), the middle
 *   one, so that the word stands in the centre
 */
export function fitClip(samples: Float32Array, length: number): Float32Array {
  const surplus = samples.length - length;
  if (surplus > 0) {
    const start = loudestStart(samples, length);
    return samples.slice(start, start + length);
  }
  const clip = new Float32Array(length);
  clip.set(samples, Math.floor(-surplus / 2));
  return clip;
}

function loudestStart(samples: Float32Array, length: number): number {
  const count = samples.length - length + 1;
  const energies = new Float64Array(count);
  let energy = 0;
  for (let i = 0; i < length; i++) energy += samples[i] ** 2;
  let loudest = 0;
  for (let start = 0; start < count; start++) {
    energies[start] = energy;
    if (energy > energies[loudest]) loudest = start;
    energy += samples[start + length] ** 2 - samples[start] ** 2;
  }
  const enough = energies[loudest] * AS_LOUD;
  let first = loudest;
  let last = loudest;
  while (first > 0 && energies[first - 1] >= enough) first--;
  while (last < count - 1 && energies[last + 1] >= enough) last++;
  return Math.floor((first + last) / 2);
}
