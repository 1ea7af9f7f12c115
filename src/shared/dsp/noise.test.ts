// Synthesised noise: its level and the slope of its spectrum. Not how it is used.

import { describe, expect, it } from 'vitest';
import { NOISE_RMS, noiseKinds, synthesiseNoise } from './noise';
import { createRandom } from './random';
import { createPowerSpectrum } from './realFft';
import { createWindow } from './windows';

/** Mean power in octaves [2^k, 2^(k+1)) of a 2048-point spectrum over many frames, dB a bin. */
function octaves(noise: Float32Array): number[] {
  const powerSpectrum = createPowerSpectrum(createWindow('hanning', 2048));
  const total = new Float64Array(1024);
  const power = new Float64Array(1024);
  for (let start = 0; start + 2048 <= noise.length; start += 1024) {
    powerSpectrum(noise, start, power);
    power.forEach((value, bin) => (total[bin] += value));
  }
  return [4, 5, 6, 7, 8].map((k) => {
    const octave = total.subarray(2 ** k, 2 ** (k + 1));
    return 10 * Math.log10(octave.reduce((sum, value) => sum + value, 0) / octave.length);
  });
}

describe.each(noiseKinds)('%s noise', (kind) => {
  it('has mean 0 and the level it says, repeats with its seed and differs with another', () => {
    const noise = synthesiseNoise(kind, 16000, createRandom(1));
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const rms = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
    expect([mean, rms]).toBeAllclose([0, NOISE_RMS], { atol: 1e-6 });
    expect(noise.every((value) => Math.abs(value) < 1)).toBe(true);
    expect(synthesiseNoise(kind, 16000, createRandom(1))).toEqual(noise);
    expect(synthesiseNoise(kind, 16000, createRandom(2))).not.toEqual(noise);
  });

  it('falls by its slope from octave to octave', () => {
    const levels = octaves(synthesiseNoise(kind, 400_000, createRandom(3)));
    const slope = { white: 0, pink: -3.01, brown: -6.02 }[kind];
    // Up to an eighth of the rate: above, brown noise by summing is flatter.
    for (let k = 1; k < levels.length - 1; k++)
      expect(Math.abs(levels[k] - levels[k - 1] - slope)).toBeLessThan(0.5);
  });

  it('is finite at lengths where nothing can be levelled', () => {
    expect(synthesiseNoise(kind, 0, createRandom(1))).toEqual(new Float32Array(0));
    expect(synthesiseNoise(kind, 1, createRandom(1))).toEqual(new Float32Array(1));
  });
});
