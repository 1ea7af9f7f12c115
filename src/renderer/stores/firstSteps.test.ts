// The steps as a newcomer goes through them.
import { expect, it } from 'vitest';
import type { RecognizerRun } from '../../shared/contract/training';
import { stepsOf } from './firstSteps';

const none = {
  heard: false,
  spoke: false,
  hidden: false,
  heardTune: false,
  composed: false,
  hiddenMusic: false,
};
const trained = { status: 'finished', best: { epoch: 3 }, testAccuracy: null } as RecognizerRun;
const tested = { ...trained, testAccuracy: 0.9 };
const show = (steps: ReturnType<typeof stepsOf>) =>
  steps.map(({ name, done, next }) => `${name}${done ? ' done' : ''}${next ? ' next' : ''}`);

it('names the next step until all four are done', () => {
  expect(show(stepsOf('speech', none, []))).toEqual(['words next', 'train', 'test', 'live']);
  expect(show(stepsOf('speech', { ...none, heard: true }, [trained]))).toEqual([
    'words done',
    'train done',
    'test next',
    'live',
  ]);
  const all = stepsOf('speech', { ...none, heard: true, spoke: true }, [tested]);
  expect(all.every((step) => step.done && !step.next)).toBe(true);
});

it('leads through a music project in three steps', () => {
  expect(show(stepsOf('music', none, []))).toEqual(['tunes next', 'generators', 'compose']);
  expect(show(stepsOf('music', { ...none, heardTune: true }, [trained]))).toEqual([
    'tunes done',
    'generators done',
    'compose next',
  ]);
  expect(show(stepsOf('music', { ...none, heardTune: true, composed: true }, [trained]))).toEqual([
    'tunes done',
    'generators done',
    'compose done',
  ]);
});

it('does not count a training that is still running or has failed without a model', () => {
  expect(
    stepsOf('speech', none, [
      { ...trained, status: 'running' },
      { ...trained, best: null },
    ])[1].done,
  ).toBe(false);
});
