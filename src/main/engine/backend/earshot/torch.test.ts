// The kernels against known numbers: nets with fixed weights, run and differentiated by PyTorch.
// Expected values: testing/torchRecurrent.json, written by scripts/golden/torchRecurrent.py.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecurrentCellName } from './kernels/recurrentArguments';
import type { DirectionResult, RecurrentDirection } from './recurrentSequence';
import { bidirectionalSequence, recurrentSequence } from './recurrentSequence';
import { runners } from './testing/runners';
import golden from './testing/torchRecurrent.json';

type Case = (typeof golden.cases)[number];

const gateCounts: Readonly<Record<string, number>> = { lstm: 4, gru: 3, simpleRnn: 1 };
const tolerance = { rtol: 1e-4, atol: 1e-6 };

/** Tensors of a case: x, then kernel, recurrentKernel, bias and states of each direction. */
function tensorsOf({ cell, batch, time, inputs, units, x, weights, states }: Case): tf.Tensor[] {
  const columns = gateCounts[cell] * units;
  const size = batch * units;
  return [
    tf.tensor(x, [batch, time, inputs]),
    ...weights.flatMap(({ kernel, recurrentKernel, bias }, direction) => [
      tf.tensor(kernel, [inputs, columns]),
      tf.tensor(recurrentKernel, [units, columns]),
      tf.tensor(bias, [columns]),
      ...states.map((all) => tf.tensor(all.slice(direction * size, (direction + 1) * size), [batch, units])),
    ]),
  ];
}

interface Run {
  readonly y: tf.Tensor;
  readonly directions: readonly DirectionResult[];
}

function run({ cell, weights, states }: Case, [x, ...all]: tf.Tensor[]): Run {
  const count = 3 + states.length;
  const own = weights.map((_, direction) => {
    const [kernel, recurrentKernel, bias, initialH, initialC] = all.slice(
      direction * count,
      (direction + 1) * count,
    );
    return { kernel, recurrentKernel, bias, initialH, initialC } as RecurrentDirection;
  });
  const common = { cell: cell as RecurrentCellName, x: x as tf.Tensor3D, returnSequences: true };
  if (own.length === 1) {
    const result = recurrentSequence({ ...common, ...own[0] });
    return { y: result.sequence, directions: [result] };
  }
  const { output, forward, backward } = bidirectionalSequence({
    ...common,
    forward: own[0],
    backward: own[1],
  });
  return { y: output, directions: [forward, backward] };
}

/** Last states as PyTorch has them: h of all directions, then c. */
const lastOf = ({ states }: Case, { directions }: Run): tf.Tensor[] =>
  states.map((_, i) => tf.stack(directions.map(({ lastH, lastC }) => (i === 0 ? lastH : lastC))));

function lossOf(net: Case, result: Run): tf.Scalar {
  const weigh = (tensor: tf.Tensor, by: number[]) => tf.sum(tf.mul(tensor, tf.tensor(by, tensor.shape)));
  const last = lastOf(net, result).map((tensor, i) => weigh(tensor, net.dLast[i]));
  return tf.addN([weigh(result.y, net.dy), ...last]) as tf.Scalar;
}

/** Gradients in the order of {@link tensorsOf}. */
function expectedGradients({ batch, units, dx, dWeights, dStates }: Case): number[][] {
  const size = batch * units;
  return [
    dx,
    ...dWeights.flatMap(({ kernel, recurrentKernel, bias }, direction) => [
      kernel,
      recurrentKernel,
      bias,
      ...dStates.map((all) => all.slice(direction * size, (direction + 1) * size)),
    ]),
  ];
}

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
  });
  afterAll(() => tf.setBackend('cpu'));

  it.each(golden.cases.map((net) => ({ net, cell: net.cell, directions: net.weights.length })))(
    '$cell in $directions direction(s): outputs, last states and gradients are those of PyTorch',
    ({ net }) =>
      void tf.tidy(() => {
        const tensors = tensorsOf(net);
        const result = run(net, tensors);
        expect(result.y.dataSync()).toBeAllclose(net.y, tolerance);
        lastOf(net, result).forEach((last, i) =>
          expect(last.dataSync()).toBeAllclose(net.last[i], tolerance),
        );
        const gradients = tf.grads((...all: tf.Tensor[]) => lossOf(net, run(net, all)))(tensors);
        expectedGradients(net).forEach((expected, i) =>
          expect(gradients[i].dataSync()).toBeAllclose(expected, { rtol: 1e-4, atol: 1e-5 }),
        );
      }),
  );
});
