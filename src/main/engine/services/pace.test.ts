import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPace } from './pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function paced() {
  const passed: number[] = [];
  return { passed, pace: createPace<number>(100, (value) => passed.push(value)) };
}

it('passes the first at once and then at most one an interval, the newest', () => {
  const { passed, pace } = paced();
  for (let i = 0; i < 35; i++) {
    pace.send(i);
    vi.advanceTimersByTime(10);
  }
  // 350 ms: at 0, 100, 200, 300 ms; the values sent last before each turn.
  expect(passed).toEqual([0, 9, 19, 29]);
  vi.advanceTimersByTime(1000);
  expect(passed).toEqual([0, 9, 19, 29, 34]);
});

it('passes at once again after a pause', () => {
  const { passed, pace } = paced();
  pace.send(1);
  vi.advanceTimersByTime(500);
  pace.send(2);
  expect(passed).toEqual([1, 2]);
});

it('flushes or drops what waits', () => {
  const { passed, pace } = paced();
  pace.send(1);
  pace.send(2);
  pace.flush();
  expect(passed).toEqual([1, 2]);
  pace.send(3);
  pace.send(4);
  pace.cancel();
  vi.advanceTimersByTime(1000);
  expect(passed).toEqual([1, 2, 3]);
});
