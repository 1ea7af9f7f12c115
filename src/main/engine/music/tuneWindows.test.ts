// Windows of truncated backpropagation: every token predicted once an epoch, states carried within a tune only.

import { describe, expect, it } from 'vitest';
import { createCodec, START_TOKEN, transposeTokens } from '../../../shared/music';
import { makeCorpus } from './corpus';
import { coinTunes } from './testing/toyTunes';
import type { TokenBatch } from './tuneWindows';
import { countSteps, createWindows } from './tuneWindows';

const { tunes, vocabulary } = makeCorpus(
  Array.from({ length: 11 }, (_, i) => coinTunes(1, 5 + 7 * i, i)[0]),
  { tokens: 'melody', stepsPerQuarter: 2, keys: 'as-written' },
);
const codec = createCodec(vocabulary);
const sequences = tunes.map(({ tokens }) => tokens);
const windows = (fields: Partial<Parameters<typeof createWindows>[0]> = {}) =>
  createWindows({
    codec,
    tunes: sequences,
    batchSize: 4,
    window: 10,
    keys: 'as-written',
    seed: 1,
    ...fields,
  });

/** The sequences that rows tell, put together again window by window. */
function tunesIn(batches: readonly TokenBatch[]): number[][] {
  const whole: number[][] = [];
  const rows: (number[] | null)[] = [];
  for (const { rows: count, time, inputs, targets, weights, carries } of batches) {
    for (let row = 0; row < count; row++) {
      if (weights[row * time] === 0) continue;
      let tune = rows[row];
      if (carries[row] === 0 || !tune) whole.push((tune = rows[row] = [START_TOKEN]));
      for (let i = row * time; i < (row + 1) * time && weights[i] === 1; i++) {
        expect(inputs[i]).toBe(tune[tune.length - 1]);
        tune.push(targets[i]);
      }
    }
  }
  return whole;
}
const sorted = (lists: readonly ArrayLike<number>[]) => lists.map((list) => Array.from(list).join()).sort();

describe('windows', () => {
  it('tell every tune once an epoch, from START to END, in as many steps as were planned', () => {
    for (const epoch of [1, 2, 3]) {
      const batches = [...windows().batches(epoch)];
      expect(batches).toHaveLength(windows().steps);
      expect(sorted(tunesIn(batches))).toEqual(sorted(sequences));
      const tokens = batches.reduce((sum, { count }) => sum + count, 0);
      expect(tokens).toBe(sequences.reduce((sum, { length }) => sum + length - 1, 0));
    }
  });

  it('come in an order of their own each epoch, the same for the same seed', () => {
    const inputs = (epoch: number, seed: number) =>
      [...windows({ seed }).batches(epoch)].map((batch) => Array.from(batch.inputs).join()).join();
    expect(inputs(1, 1)).toBe(inputs(1, 1));
    expect(inputs(2, 1)).not.toBe(inputs(1, 1));
    expect(inputs(1, 2)).not.toBe(inputs(1, 1));
  });

  it('begin with no state', () => {
    const [first] = windows().batches(1);
    expect(first.carries).toEqual(new Float32Array(4));
  });

  it('move each tune whole into one of the keys there is room for', () => {
    const told = tunesIn([...windows({ keys: 'random-key' }).batches(1)]);
    const moved = new Set(
      Array.from({ length: 12 }, (_, i) => i - 6).flatMap((shift) =>
        sequences.map((tokens) => Array.from(transposeTokens(codec, tokens, shift)).join()),
      ),
    );
    expect(told).toHaveLength(sequences.length);
    expect(told.every((tune) => moved.has(tune.join()))).toBe(true);
    expect(sorted(told)).not.toEqual(sorted(sequences));
  });

  it('spread tunes evenly over rows', () => {
    // 3, 2, 2 and 1 windows in two rows: 3 + 1 and 2 + 2.
    expect(countSteps([31, 21, 21, 11], 2, 10)).toBe(4);
    expect(countSteps([31, 21, 21, 11], 4, 10)).toBe(3);
    expect(countSteps([12], 1, 10)).toBe(2);
    expect(countSteps([11], 1, 10)).toBe(1);
  });
});
