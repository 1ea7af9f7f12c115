// The learning rate over a run, and how many steps there is time for.

import { describe, expect, it } from 'vitest';
import { createPace } from './pace';
import { learningRateAt, plannedSteps } from './schedule';

describe('learningRateAt', () => {
  const cosine = { learningRate: 0.1, learningRateSchedule: 'cosine' } as const;

  it('falls along a half cosine from the peak to 1 % of it', () => {
    // 0.01 + 0.99 (1 + cos(pi p)) / 2 of the peak, at quarters of the way.
    const expected = [0.1, 0.085502, 0.0505, 0.015498, 0.001];
    expect([0, 0.25, 0.5, 0.75, 1].map((progress) => learningRateAt(cosine, progress))).toBeAllclose(
      expected,
      { rtol: 1e-4 },
    );
  });

  it('stays at its ends beyond them', () => {
    expect(learningRateAt(cosine, 2)).toBeCloseTo(0.001);
    expect(learningRateAt(cosine, -1)).toBeCloseTo(0.1);
  });

  it('is constant where that is asked for', () => {
    expect(learningRateAt({ learningRate: 0.1, learningRateSchedule: 'constant' }, 0.9)).toBe(0.1);
  });
});

describe('plannedSteps', () => {
  it('is all of them without a limit, or well within it', () => {
    expect(plannedSteps(1000, 100, 0.5, Infinity)).toBe(1000);
    expect(plannedSteps(1000, 100, 0.5, 450)).toBe(1000);
  });

  it('is what there is time for', () => {
    expect(plannedSteps(1000, 100, 0.5, 100)).toBe(300);
  });

  it('is one more where there is no time left', () => {
    expect(plannedSteps(1000, 100, 0.5, -5)).toBe(101);
  });
});

describe('createPace', () => {
  it('knows nothing before there is something to measure', () => {
    const pace = createPace(10);
    expect([pace.secondsPerStep(), pace.secondsFor(5)]).toEqual([null, null]);
    expect(pace.plan(100, 0, 1)).toBe(100);
  });

  it('takes the median, so that the slow first steps do not count, and the ends of epochs', () => {
    const pace = createPace(10);
    for (const seconds of [9, 0.1, 0.1, 0.1]) pace.addStep(seconds);
    pace.addEpochEnd(2);
    expect(pace.secondsPerStep()).toBe(0.1);
    // 0.1 a step and 2 / 10 for its share of the end of the epoch.
    expect(pace.secondsFor(20)).toBeCloseTo(6);
    // 31 seconds less the reserve of 3 %: 100 steps.
    expect(pace.plan(1000, 40, 31)).toBe(140);
  });

  it('forgets what is long ago', () => {
    const pace = createPace(10);
    for (let i = 0; i < 60; i++) pace.addStep(5);
    for (let i = 0; i < 50; i++) pace.addStep(1);
    expect(pace.secondsPerStep()).toBe(1);
  });
});
