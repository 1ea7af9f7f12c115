// Windows of the `_silence_` class: rooms without a word, made anew for every epoch.
// Not augmentation of words, though the same background recordings go into both.

import type { Random } from '../../../shared/dsp';
import { synthesiseNoise } from '../../../shared/dsp';
import type { BackgroundPart, Backgrounds } from './backgrounds';

const kinds = ['white', 'pink', 'brown'] as const;

/** Levels in dB: of recordings against themselves, of synthesised noise against full scale (root mean square). */
const recordingGainDb = [-30, 6] as const;
const noiseLevelDb = [-65, -20] as const;
const nearSilenceDb = [-100, -70] as const;

const uniform = ([low, high]: readonly [number, number], random: Random): number =>
  low + (high - low) * random();
const linear = (decibels: number): number => 10 ** (decibels / 20);

function scale(samples: Float32Array, gain: number): Float32Array {
  for (let i = 0; i < samples.length; i++) samples[i] = Math.max(-1, Math.min(1, samples[i] * gain));
  return samples;
}

function noiseAt(levelDb: number, length: number, random: Random): Float32Array {
  const noise = synthesiseNoise(kinds[Math.floor(random() * kinds.length)], length, random);
  let energy = 0;
  for (const sample of noise) energy += sample * sample;
  const rms = Math.sqrt(energy / Math.max(1, noise.length));
  return scale(noise, rms > 0 ? linear(levelDb) / rms : 0);
}

/**
 * One window without a word: seven in ten from background recordings where there are any, one in ten close to
 * digital silence, the rest synthesised noise.
 * @param length samples
 * @param random decides everything: the same stream, the same window
 * @returns [length], in [-1, 1]
 */
export function makeSilence(
  backgrounds: Pick<Backgrounds, 'stretch'>,
  part: BackgroundPart,
  length: number,
  random: Random,
): Float32Array {
  const draw = random();
  if (draw < 0.1) return noiseAt(uniform(nearSilenceDb, random), length, random);
  const recording = draw < 0.8 ? backgrounds.stretch(part, length, random) : null;
  if (recording) return scale(recording, linear(uniform(recordingGainDb, random)));
  return noiseAt(uniform(noiseLevelDb, random), length, random);
}
