// Variations in the sound: shift, level, noise, each by its measure, and that a seed repeats them. Not masks.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AugmentationConfig } from '../contract/training';
import { augmentSamples } from './augment';
import { createRandom } from './random';

const off: AugmentationConfig = {
  timeShiftSeconds: 0,
  gainDb: 0,
  noiseProbability: 0,
  noiseSnrDb: [10, 10],
  timeMasks: 0,
  timeMaskFrames: 0,
  frequencyMasks: 0,
  frequencyMaskBins: 0,
};
const clip = Float32Array.from({ length: 1600 }, (_, i) => 0.3 * Math.sin(i * 0.2));
const augment = (
  config: Partial<AugmentationConfig>,
  seed: number,
  samples = clip,
  background: Float32Array | null = null,
) =>
  augmentSamples(samples, {
    config: { ...off, ...config },
    sampleRate: 16000,
    random: createRandom(seed),
    background,
  });
const power = (samples: Float32Array) =>
  samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

describe('augmentSamples', () => {
  it('changes nothing when everything is off, and never its argument', () => {
    const copy = clip.slice();
    expect(augment({}, 1)).toEqual(clip);
    augment({ timeShiftSeconds: 0.05, gainDb: 6, noiseProbability: 1 }, 1);
    expect(clip).toEqual(copy);
  });

  it('repeats with its seed, stays in [-1, 1] and keeps the length', () => {
    const config = {
      timeShiftSeconds: 0.1,
      gainDb: 20,
      noiseProbability: 0.5,
      noiseSnrDb: [-5, 20] as const,
    };
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 3000 }), fc.boolean(), (seed, length, recorded) => {
        const samples = Float32Array.from({ length }, (_, i) => Math.sin(i * 0.3));
        const background = recorded ? clip : null;
        const once = augment(config, seed, samples, background);
        expect(augment(config, seed, samples, background)).toEqual(once);
        expect(once.length).toBe(length);
        expect(once.every((value) => Math.abs(value) <= 1.000001)).toBe(true);
      }),
    );
  });

  it('shifts up to the limit, both ways, and lets silence in', () => {
    const samples = Float32Array.from({ length: 200 }, (_, i) => (i + 1) / 2000);
    const shifts = Array.from({ length: 300 }, (_, seed) => {
      const out = augment({ timeShiftSeconds: 0.001 }, seed, samples);
      const shift = out[0] === 0 ? out.findIndex((value) => value !== 0) : -Math.round(out[0] * 2000 - 1);
      const expected = samples.map((_, i) => samples[i - shift] ?? 0);
      expect(out).toEqual(expected);
      return shift;
    });
    expect(Math.max(...shifts)).toBe(16);
    expect(Math.min(...shifts)).toBe(-16);
  });

  it('is all silence after a shift longer than the clip', () => {
    const shifted = Array.from({ length: 20 }, (_, seed) => augment({ timeShiftSeconds: 10 }, seed));
    expect(shifted.some((samples) => samples.every((value) => value === 0))).toBe(true);
  });

  it('changes the level within its limit, evenly in dB', () => {
    const changes = Array.from(
      { length: 500 },
      (_, seed) => 10 * Math.log10(power(augment({ gainDb: 6 }, seed)) / power(clip)),
    );
    expect(Math.max(...changes)).toBeLessThanOrEqual(6.001);
    expect(Math.min(...changes)).toBeGreaterThanOrEqual(-6.001);
    expect(changes.filter((change) => change > 3).length / 500).toBeCloseTo(0.25, 1);
  });

  it('does not lift a peak over full scale', () => {
    const loud = clip.map((value) => value * 3);
    const peaks = Array.from({ length: 50 }, (_, seed) => Math.max(...augment({ gainDb: 12 }, seed, loud)));
    expect(Math.max(...peaks)).toBeLessThanOrEqual(1.000001);
  });

  it.each([-5, 0, 10, 25])('mixes a recording at a ratio of %i dB, from anywhere in it', (snr) => {
    const random = createRandom(9);
    const background = Float32Array.from({ length: 5000 }, () => 0.01 * (random() - 0.5));
    const starts = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      const quiet = clip.map((value) => value / 10);
      const out = augment({ noiseProbability: 1, noiseSnrDb: [snr, snr] }, seed, quiet, background);
      const noise = out.map((value, i) => value - quiet[i]);
      expect(10 * Math.log10(power(quiet) / power(noise))).toBeCloseTo(snr, 2);
      starts.add(Math.round((noise[0] / noise[1]) * 1000));
    }
    expect(starts.size).toBeGreaterThan(10);
  });

  it('goes round in a recording that is shorter than the clip', () => {
    const background = new Float32Array([0.5, -0.5, 0.25]);
    const out = augment({ noiseProbability: 1 }, 4, clip, background);
    const noise = out.map((value, i) => value - clip[i]);
    expect(noise.slice(3, 300)).toBeAllclose(noise.slice(0, 297), { atol: 1e-6 });
  });

  it('makes noise of its own where there is no recording, as often as asked for', () => {
    const changed = Array.from({ length: 400 }, (_, seed) => augment({ noiseProbability: 0.2 }, seed)).filter(
      (samples) => samples.some((value, i) => value !== clip[i]),
    );
    expect(changed.length / 400).toBeCloseTo(0.2, 1);
  });

  it('leaves silence silent', () => {
    const out = augment({ noiseProbability: 1, gainDb: 6 }, 1, new Float32Array(100));
    expect(out.every((value) => value === 0)).toBe(true);
  });
});
