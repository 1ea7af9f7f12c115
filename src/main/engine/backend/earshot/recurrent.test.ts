// The recurrent kernels against the nets written out in float64, and their gradients against finite differences of
// those, over odd sizes, both directions, masks, given states and recurrent dropout.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/dsp/random';
import type { CaseShape, CellName, ParameterName, RecurrentCase } from './testing/recurrentReference';
import { createCase, runReference, slopeAlong } from './testing/recurrentReference';
import type { CaseResult } from './testing/runCase';
import { runCase, usedParameters } from './testing/runCase';
import { runners } from './testing/runners';

const cells: readonly CellName[] = ['lstm', 'gru', 'simpleRnn'];

type Sizes = Omit<CaseShape, 'cell'>;
const largeCases: readonly Sizes[] = [
  { batch: 1, time: 1, inputs: 1, units: 1 },
  { batch: 33, time: 4, inputs: 3, units: 65, initial: true, masked: true },
  { batch: 2, time: 67, inputs: 5, units: 17, reverse: true, recurrentDropout: true },
  {
    batch: 17,
    time: 9,
    inputs: 65,
    units: 33,
    masked: true,
    reverse: true,
    initial: true,
    recurrentDropout: true,
  },
  { batch: 3, time: 1, inputs: 2, units: 128, bias: false },
];
const smallCase = fc.record({
  batch: fc.integer({ min: 1, max: 7 }),
  time: fc.integer({ min: 1, max: 11 }),
  inputs: fc.constantFrom(1, 2, 5, 17),
  units: fc.constantFrom(1, 3, 8, 17),
  reverse: fc.boolean(),
  masked: fc.boolean(),
  initial: fc.boolean(),
  recurrentDropout: fc.boolean(),
  bias: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

const norm = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((s, v) => s + v * v, 0));

function checkOutputs(net: RecurrentCase, result: CaseResult): void {
  const expected = runReference(net);
  const tolerance = { rtol: 1e-4, atol: 5e-6 };
  expect(result.y).toBeAllclose(expected.y, tolerance);
  expect(result.lastH).toBeAllclose(expected.lastH, tolerance);
  if (net.cell === 'lstm') expect(result.lastC).toBeAllclose(expected.lastC, tolerance);
  expect(result.gates).toBeAllclose(expected.gates, tolerance);
}

/** Along a random direction of one parameter: wrong anywhere is wrong there, but for a chance of measure zero. */
function checkSlope(net: RecurrentCase, { gradients }: CaseResult, name: ParameterName): void {
  const random = createRandom(net.units * 1000 + net.time);
  const direction = net.parameters[name].map(() => 2 * random() - 1);
  const gradient = gradients[name] as Float32Array;
  const got = direction.reduce((sum, value, i) => sum + value * gradient[i], 0);
  const scale = 1e-5 * norm(direction) * norm(gradient) + 1e-6;
  expect(Math.abs(got - slopeAlong(net, { [name]: direction })), `gradient of ${name}`).toBeLessThan(scale);
}

const reference = new Map<string, RecurrentCase>();
function caseOf(shape: CaseShape, seed: number): RecurrentCase {
  const key = JSON.stringify([shape, seed]);
  const net = reference.get(key) ?? createCase(shape, createRandom(seed));
  reference.set(key, net);
  return net;
}

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
  });
  afterAll(() => tf.setBackend('cpu'));

  describe.each(cells)('%s', (cell) => {
    it.each(largeCases)('agrees with float64: $batch x $time x $inputs, $units units', (sizes) => {
      const net = caseOf({ cell, ...sizes }, 7);
      const result = runCase(net);
      checkOutputs(net, result);
      usedParameters(net).forEach((parameter) => checkSlope(net, result, parameter));
    });

    it('agrees with float64 for whatever sizes, masks, states and directions', () => {
      const property = fc.property(smallCase, ({ seed, ...sizes }) => {
        const net = caseOf({ cell, ...sizes }, seed);
        const result = runCase(net);
        checkOutputs(net, result);
        usedParameters(net).forEach((parameter) => checkSlope(net, result, parameter));
      });
      fc.assert(property, { numRuns: 25, seed: 11 });
    });

    it('has every single gradient right', () => {
      const shape = {
        batch: 2,
        time: 3,
        inputs: 2,
        units: 3,
        masked: true,
        initial: true,
        recurrentDropout: true,
      };
      const net = caseOf({ cell, ...shape }, 5);
      const { gradients } = runCase(net);
      for (const parameter of usedParameters(net)) {
        const values = net.parameters[parameter];
        const unit = (at: number) => values.map((_, i) => Number(i === at));
        const expected = Array.from(values, (_, at) => slopeAlong(net, { [parameter]: unit(at) }));
        expect(gradients[parameter] as Float32Array).toBeAllclose(expected, { rtol: 1e-4, atol: 1e-5 });
      }
    });
  });
});
