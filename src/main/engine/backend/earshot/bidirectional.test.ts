// Both directions in one kernel against two nets written out in float64, one from each end, and against finite differences.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/dsp/random';
import type { BidirectionalSequenceResult, RecurrentDirection } from './recurrentSequence';
import { bidirectionalSequence } from './recurrentSequence';
import type { CellName, ParameterName, RecurrentCase } from './testing/recurrentReference';
import { createCase, gateCounts, runReference, slopeAlong } from './testing/recurrentReference';
import { runners } from './testing/runners';

interface Pair {
  readonly forward: RecurrentCase;
  readonly backward: RecurrentCase;
}

const sizes = fc.record({
  cell: fc.constantFrom<CellName>('lstm', 'gru', 'simpleRnn'),
  batch: fc.integer({ min: 1, max: 9 }),
  time: fc.integer({ min: 1, max: 8 }),
  inputs: fc.constantFrom(1, 5, 17),
  units: fc.constantFrom(1, 3, 17, 40),
  masked: fc.boolean(),
  initial: fc.boolean(),
  recurrentDropout: fc.boolean(),
  returnSequences: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1e6 }),
});
type Sizes = typeof sizes extends fc.Arbitrary<infer S> ? S : never;

/** Two nets on the same x and mask. Without sequences nothing but the last states is in the loss. */
function createPair({ seed, returnSequences, ...shape }: Sizes): Pair {
  const random = createRandom(seed);
  const [first, second] = [createCase(shape, random), createCase({ ...shape, reverse: true }, random)];
  const dy = (values: Float64Array) => (returnSequences ? values : new Float64Array(values.length));
  return {
    forward: { ...first, dy: dy(first.dy) },
    backward: {
      ...second,
      mask: first.mask,
      parameters: { ...second.parameters, x: first.parameters.x },
      dy: dy(second.dy),
    },
  };
}

const weightNames = ['kernel', 'recurrentKernel', 'bias', 'initialH', 'initialC'] as const;
type WeightName = (typeof weightNames)[number];

const weightsOf = (net: RecurrentCase): readonly WeightName[] =>
  weightNames.filter((name) => {
    if (name === 'initialH') return net.initial;
    return name !== 'initialC' || (net.initial === true && net.cell === 'lstm');
  });

function tensorsOf(net: RecurrentCase): tf.Tensor[] {
  const { cell, batch, inputs, units } = net;
  const columns = gateCounts[cell] * units;
  const state = [batch, units];
  const shapes = {
    kernel: [inputs, columns],
    recurrentKernel: [units, columns],
    bias: [columns],
    initialH: state,
    initialC: state,
  };
  return weightsOf(net).map((name) => tf.tensor(Float32Array.from(net.parameters[name]), shapes[name]));
}

const floats = (values: Float64Array, shape: number[]) => tf.tensor(Float32Array.from(values), shape);

function call({ forward, backward }: Pair, returnSequences: boolean, [x, ...all]: tf.Tensor[]) {
  const { batch, time, units, mask, cell } = forward;
  const names = weightsOf(forward);
  const direction = (net: RecurrentCase, tensors: tf.Tensor[]) =>
    ({
      ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])),
      recurrentMask: net.recurrentMask ? floats(net.recurrentMask, [batch, units]) : undefined,
    }) as unknown as RecurrentDirection;
  return bidirectionalSequence({
    cell,
    x: x as tf.Tensor3D,
    mask: mask ? (floats(mask, [batch, time]) as tf.Tensor2D) : undefined,
    returnSequences,
    forward: direction(forward, all.slice(0, names.length)),
    backward: direction(backward, all.slice(names.length)),
  });
}

/** [batch, time, 2 * units] in the order of time; the second net's outputs come in the order of processing. */
function sideBySide(
  { batch, time, units }: RecurrentCase,
  first: Float64Array,
  second: Float64Array,
): Float64Array {
  const both = new Float64Array(2 * first.length);
  for (let row = 0; row < batch; row++) {
    for (let t = 0; t < time; t++) {
      const [from, mirrored] = [row * time + t, row * time + time - 1 - t].map((step) => step * units);
      both.set(first.subarray(from, from + units), 2 * from);
      both.set(second.subarray(mirrored, mirrored + units), 2 * from + units);
    }
  }
  return both;
}

function lossOf(pair: Pair, result: BidirectionalSequenceResult, returnSequences: boolean): tf.Scalar {
  const { forward, backward } = pair;
  const { batch, units } = forward;
  const state = [batch, units];
  const weigh = (tensor: tf.Tensor, by: tf.Tensor) => tf.sum(tf.mul(tensor, by));
  const lasts = [forward, backward].map((net) => floats(net.dLastH, state));
  const terms = returnSequences
    ? [
        weigh(result.output, floats(sideBySide(forward, forward.dy, backward.dy), result.output.shape)),
        weigh(result.forward.lastH, lasts[0]),
        weigh(result.backward.lastH, lasts[1]),
      ]
    : [weigh(result.output, tf.concat(lasts, 1))];
  if (forward.cell === 'lstm') {
    terms.push(weigh(result.forward.lastC, floats(forward.dLastC, state)));
    terms.push(weigh(result.backward.lastC, floats(backward.dLastC, state)));
  }
  return tf.addN(terms) as tf.Scalar;
}

function checkOutput(pair: Pair, returnSequences: boolean, output: tf.Tensor): void {
  const [first, second] = [runReference(pair.forward), runReference(pair.backward)];
  const { batch, units } = pair.forward;
  const last = { ...pair.forward, time: 1 };
  const expected = returnSequences
    ? sideBySide(pair.forward, first.y, second.y)
    : sideBySide(last, first.lastH, second.lastH);
  expect(output.shape.at(-1)).toBe(2 * units);
  expect(output.shape[0]).toBe(batch);
  expect(output.dataSync()).toBeAllclose(expected, { rtol: 1e-4, atol: 5e-6 });
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

function checkSlope(nets: readonly RecurrentCase[], name: ParameterName, gradient: tf.Tensor): void {
  const random = createRandom(17);
  const direction = nets[0].parameters[name].map(() => 2 * random() - 1);
  const got = (gradient.dataSync() as Float32Array).reduce((sum, value, i) => sum + value * direction[i], 0);
  const expected = nets.reduce((sum, net) => sum + slopeAlong(net, { [name]: direction }), 0);
  const scale = 1e-5 * norm(direction) * norm(gradient.dataSync()) + 1e-6;
  expect(Math.abs(got - expected), `gradient of ${name}`).toBeLessThan(scale);
}

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
  });
  afterAll(() => tf.setBackend('cpu'));

  it('runs and differentiates both directions as two nets would', () => {
    const property = fc.property(sizes, (shape) => {
      tf.tidy(() => {
        const pair = createPair(shape);
        const { forward, backward } = pair;
        const { batch, time, inputs } = forward;
        const tensors = [
          floats(forward.parameters.x, [batch, time, inputs]),
          ...tensorsOf(forward),
          ...tensorsOf(backward),
        ];
        checkOutput(pair, shape.returnSequences, call(pair, shape.returnSequences, tensors).output);
        const gradients = tf.grads((...all: tf.Tensor[]) =>
          lossOf(pair, call(pair, shape.returnSequences, all), shape.returnSequences),
        )(tensors);
        checkSlope([forward, backward], 'x', gradients[0]);
        const names = weightsOf(forward);
        names.forEach((weight, i) => {
          checkSlope([forward], weight, gradients[1 + i]);
          checkSlope([backward], weight, gradients[1 + names.length + i]);
        });
      });
    });
    fc.assert(property, { numRuns: 40, seed: 21 });
  });
});
