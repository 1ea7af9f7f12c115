// The four steps as a newcomer goes through them.
import { expect, it } from 'vitest';
import type { RecognizerRun } from '../../shared/contract/training';
import { stepsOf } from './firstSteps';

const none = { heard: false, spoke: false, hidden: false };
const trained = { status: 'finished', best: { epoch: 3 }, testAccuracy: null } as RecognizerRun;
const show = (steps: ReturnType<typeof stepsOf>) =>
  steps.map(({ name, done, next }) => `${name}${done ? ' done' : ''}${next ? ' next' : ''}`);

it('names the next step until all four are done', () => {
  expect(show(stepsOf(none, []))).toEqual(['words next', 'train', 'test', 'live']);
  expect(show(stepsOf({ ...none, heard: true }, [trained]))).toEqual([
    'words done',
    'train done',
    'test next',
    'live',
  ]);
  const all = stepsOf({ ...none, heard: true, spoke: true }, [{ ...trained, testAccuracy: 0.9 }]);
  expect(all.every((step) => step.done && !step.next)).toBe(true);
});

it('does not count a training that is still running or has failed without a model', () => {
  expect(
    stepsOf(none, [
      { ...trained, status: 'running' },
      { ...trained, best: null },
    ])[1].done,
  ).toBe(false);
});
