// What the kernels show of a net at work: norms of the gradients of its states, and sigmoid and tanh themselves.
// Expected values: finite differences of the float64 reference, and Math.tanh and 1 / (1 + Math.exp(-x)).

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/dsp/random';
import { recurrentSequence } from './recurrentSequence';
import type { RecurrentCase } from './testing/recurrentReference';
import { createCase, stateSlope } from './testing/recurrentReference';
import { runCase } from './testing/runCase';
import { runners } from './testing/runners';

/** Squared norms of dL/dh_t, [batch, time] in the order of processing. */
function squaredNormsOf(net: RecurrentCase): number[] {
  const norms: number[] = [];
  for (let row = 0; row < net.batch; row++) {
    for (let step = 0; step < net.time; step++) {
      const slopes = Array.from({ length: net.units }, (_, unit) => stateSlope(net, row, step, unit));
      norms.push(slopes.reduce((sum, slope) => sum + slope * slope, 0));
    }
  }
  return norms;
}

/** Numbers from -30 to 30, close together near zero. */
const sweep = Float32Array.from({ length: 6001 }, (_, i) => 30 * ((i - 3000) / 3000) ** 3);

/** Largest relative difference. */
function worst(got: Float32Array, exact: (x: number) => number): number {
  return got.reduce((most, value, i) => {
    const expected = exact(sweep[i]);
    return expected === 0 ? most : Math.max(most, Math.abs(value - expected) / Math.abs(expected));
  }, 0);
}

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
  });
  afterAll(() => tf.setBackend('cpu'));

  it.each(['lstm', 'gru', 'simpleRnn'] as const)(
    '%s: norms of dL/dh_t are those of the reference',
    (cell) => {
      const shape = { cell, batch: 3, time: 5, inputs: 2, units: 3, masked: true, reverse: true };
      const net = createCase(shape, createRandom(3));
      expect(runCase(net).squaredNorms).toBeAllclose(squaredNormsOf(net), { rtol: 1e-4, atol: 1e-6 });
    },
  );

  it('has tanh and sigmoid to 3.3e-7 and 2.8e-7 of their values', () => {
    const identity = tf.tensor2d([[1]]);
    const x = tf.tensor3d(sweep, [sweep.length, 1, 1]);
    const tanh = recurrentSequence({
      cell: 'simpleRnn',
      x,
      kernel: identity,
      recurrentKernel: tf.tensor2d([[0]]),
    });
    expect(worst(tanh.lastH.dataSync() as Float32Array, Math.tanh)).toBeLessThan(3.3e-7);
    const [kernel, recurrentKernel] = [tf.ones<tf.Rank.R2>([1, 4]), tf.zeros<tf.Rank.R2>([1, 4])];
    const { gates } = recurrentSequence({ cell: 'lstm', x, kernel, recurrentKernel, returnGates: true });
    const inputGate = gates.slice([0, 0, 0], [sweep.length, 1, 1]).dataSync() as Float32Array;
    expect(worst(inputGate, (value) => 1 / (1 + Math.exp(-value)))).toBeLessThan(2.8e-7);
  });
});
