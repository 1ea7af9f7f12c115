import { describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { createTempoMap, secondsToStep, stepToSeconds } from './tempoMap';

/** 4 steps a quarter: a step is 0.125 s at 120, 0.25 s at 60, 0.0625 s at 240. */
const score = {
  stepsPerQuarter: 4,
  tempos: [
    { step: 0, qpm: 120 },
    { step: 8, qpm: 60 },
    { step: 12, qpm: 240 },
  ],
};

describe('tempo map', () => {
  it('adds up the tempos (computed by hand)', () => {
    const times = [0, 1, 8, 9.5, 12, 28].map((step) => stepToSeconds(score, step));
    // 8 * 0.125 = 1; 1 + 1.5 * 0.25 = 1.375; 1 + 4 * 0.25 = 2; 2 + 16 * 0.0625 = 3
    expect(times).toBeAllclose([0, 0.125, 1, 1.375, 2, 3], { rtol: 0, atol: 1e-12 });
  });

  it('is undone by its inverse, before, between and after the changes', () => {
    const map = createTempoMap(score);
    for (const step of [-2, 0, 0.3, 7.99, 8, 10, 12, 12.01, 1000]) {
      expect(map.stepAt(map.secondsAt(step))).toBeCloseTo(step, 9);
      expect(secondsToStep(score, stepToSeconds(score, step))).toBeCloseTo(step, 9);
    }
  });

  it('takes the tempo it is given over those of the score', () => {
    expect(stepToSeconds(score, 16, 90)).toBeCloseTo(4 * (60 / 90), 12);
    expect(secondsToStep(score, 2, 30)).toBeCloseTo(4, 12);
  });

  it('refuses tempos that are none', () => {
    for (const qpm of [0, -1, NaN, Infinity, 20000]) {
      expect(() => createTempoMap(score, qpm)).toThrow(LabError);
      expect(() => createTempoMap(score, qpm)).toThrow('at qpm: expected 1 to 10000');
    }
  });
});
