import { expect, it } from 'vitest';
import { createPace } from './pace';

function paceOf(...steps: number[]) {
  const pace = createPace(10);
  for (const seconds of steps) pace.addStep(seconds);
  return pace;
}

it('tells nothing before three steps, then the median of them and a share of the ends of epochs', () => {
  expect(paceOf(1, 1).secondsFor(10)).toBeNull();
  const pace = paceOf(9, 1, 2);
  expect(pace.secondsFor(10)).toBe(20);
  pace.addEpochEnd(5);
  expect(pace.secondsFor(10)).toBe(25);
});

it('never has less than no time left, also when a limit came before the planned steps', () => {
  expect(paceOf(1, 1, 1).secondsFor(-4)).toBe(0);
});
