// Noise made here: for the silence class, for mixing where a project has no background, for tests.
// Not recordings: those are a project's own.

import { createGaussian } from './random';
import type { Random } from './random';

export const noiseKinds = ['white', 'pink', 'brown'] as const;
export type NoiseKind = (typeof noiseKinds)[number];

/** Root mean square of synthesised noise: -20 dB, so that its peaks stay within [-1, 1]. */
export const NOISE_RMS = 0.1;

/**
 * Gaussian noise whose power per Hz is constant (white), falls by 3 dB an octave (pink) or by 6 dB (brown).
 * @param length samples, at whatever rate
 * @param random decides every sample
 * @returns mean 0, root mean square {@link NOISE_RMS}; all zeros below two samples
 */
export function synthesiseNoise(kind: NoiseKind, length: number, random: Random): Float32Array {
  const gaussian = createGaussian(random);
  const next = {
    white: () => gaussian,
    pink: () => pinkFilter(gaussian),
    brown: () => brownFilter(gaussian),
  }[kind]();
  const noise = Float64Array.from({ length }, next);
  const mean = noise.reduce((sum, value) => sum + value, 0) / Math.max(1, length);
  const energy = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const gain = energy > 0 ? NOISE_RMS / Math.sqrt(energy / length) : 0;
  return Float32Array.from(noise, (value) => (value - mean) * gain);
}

/** Poles and gains of Paul Kellet's refined filter (musicdsp.org, 76): within 0.05 dB from rate / 4800 up. */
const pinkPoles = [0.99886, 0.99332, 0.969, 0.8665, 0.55, -0.7616];
const pinkGains = [0.0555179, 0.0750759, 0.153852, 0.3104856, 0.5329522, -0.016898];
/** Samples after which the slowest pole has forgotten its start, 1 / (1 - 0.99886) times five. */
const WARM_UP = 4400;

function pinkFilter(white: () => number): () => number {
  const state = new Float64Array(pinkPoles.length);
  let delayed = 0;
  const next = () => {
    const input = white();
    let sum = input * 0.5362 + delayed;
    for (let i = 0; i < state.length; i++) {
      state[i] = pinkPoles[i] * state[i] + pinkGains[i] * input;
      sum += state[i];
    }
    delayed = input * 0.115926;
    return sum;
  };
  for (let i = 0; i < WARM_UP; i++) next();
  return next;
}

/** An integrator that leaks below rate / 1250, or the noise would drift away. */
function brownFilter(white: () => number): () => number {
  let value = white() * 10; // its own standard deviation: 1 / sqrt(1 - 0.995^2)
  return () => (value = 0.995 * value + white());
}
