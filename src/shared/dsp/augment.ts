// Variations of a clip in the sound itself: when it comes, how loud, over which noise.
// Not masks on features: those are specAugment.ts.

import type { AugmentationConfig } from '../contract/training';
import { noiseKinds, synthesiseNoise } from './noise';
import type { Random } from './random';

export interface AugmentOptions {
  readonly config: AugmentationConfig;
  /** Hz, of samples and background. */
  readonly sampleRate: number;
  readonly random: Random;
  /** A recording to take noise from, or null: noise is synthesised. */
  readonly background: Float32Array | null;
}

/**
 * One variation of a clip: shifted by up to `timeShiftSeconds` (silence moves in), changed in level by up to `gainDb`
 * (never beyond full scale), and with `noiseProbability` mixed with noise at a ratio from `noiseSnrDb`. The ratio
 * compares mean powers over the whole clip; a silent clip stays silent.
 * @param samples in [-1, 1]; not changed
 * @returns as many samples, in [-1, 1]
 */
export function augmentSamples(samples: Float32Array, options: AugmentOptions): Float32Array {
  const { config, sampleRate, random, background } = options;
  const largestShift = Math.round(config.timeShiftSeconds * sampleRate);
  // Always the same draws first, so that one setting does not change what the others come out as.
  const shift = Math.floor(random() * (2 * largestShift + 1)) - largestShift;
  const gainDb = uniform(random, -config.gainDb, config.gainDb);
  const noisy = random() < config.noiseProbability;
  const snrDb = uniform(random, config.noiseSnrDb[0], config.noiseSnrDb[1]);

  const clip = shifted(samples, shift);
  if (noisy) addNoise(clip, snrDb, random, background);
  const peak = clip.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const gain = Math.min(10 ** (gainDb / 20), peak > 0 ? 1 / peak : 1);
  for (let i = 0; i < clip.length; i++) clip[i] *= gain;
  return clip;
}

function uniform(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

function shifted(samples: Float32Array, shift: number): Float32Array {
  const clip = new Float32Array(samples.length);
  if (shift >= 0)
    clip.set(samples.subarray(0, Math.max(0, samples.length - shift)), Math.min(shift, samples.length));
  else clip.set(samples.subarray(-shift));
  return clip;
}

/** Adds noise, in place, `snrDb` below the clip's own power. */
function addNoise(clip: Float32Array, snrDb: number, random: Random, background: Float32Array | null): void {
  const noise = noiseSection(clip.length, random, background);
  const noisePower = powerOf(noise);
  if (noisePower === 0) return;
  const gain = Math.sqrt(powerOf(clip) / noisePower) * 10 ** (-snrDb / 20);
  for (let i = 0; i < clip.length; i++) clip[i] += gain * noise[i];
}

/** A section from anywhere in the recording, which goes round where it is shorter than the clip. */
function noiseSection(length: number, random: Random, background: Float32Array | null): Float32Array {
  if (background === null || background.length === 0) {
    return synthesiseNoise(noiseKinds[Math.floor(random() * noiseKinds.length)], length, random);
  }
  const surplus = background.length - length;
  const start = Math.floor(random() * (surplus >= 0 ? surplus + 1 : background.length));
  if (surplus >= 0) return background.subarray(start, start + length);
  return Float32Array.from({ length }, (_, i) => background[(start + i) % background.length]);
}

function powerOf(samples: Float32Array): number {
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i] * samples[i];
  return samples.length === 0 ? 0 : energy / samples.length;
}
