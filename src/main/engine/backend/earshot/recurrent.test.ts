// The fused kernels against TensorFlow.js' own: the cpu backend runs the stock layers on the same weights.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/dsp/random';
import { recurrentSequence } from './recurrentSequence';
import { runners } from './testing/runners';

const random = createRandom(1);
const values = (length: number, scale = 1) => Float32Array.from({ length }, () => scale * (2 * random() - 1));

interface Case {
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly units: number;
}
const cases: readonly Case[] = [
  // Not one time step: the stock layer's own gradient fails there (its Unpack gradient wants several).
  { batch: 1, time: 2, inputs: 1, units: 1 },
  { batch: 3, time: 5, inputs: 4, units: 3 },
  { batch: 33, time: 4, inputs: 3, units: 65 },
  { batch: 2, time: 67, inputs: 5, units: 17 },
];

const on = async <T>(backend: string, use: () => T): Promise<T> => {
  await tf.setBackend(backend);
  return use();
};

describe.each(runners)('$name', (runner) => {
  beforeAll(() => {
    runner.use();
  });
  afterAll(() => tf.setBackend('cpu'));

  describe.each(['lstm', 'gru', 'simpleRnn'] as const)('%s', (cell) => {
    const gates = { lstm: 4, gru: 3, simpleRnn: 1 }[cell];
    it.each(cases)(
      'agrees with the stock layer and its gradients: $batch x $time x $inputs, $units units',
      async (size) => {
        const { batch, time, inputs, units } = size;
        const x = values(batch * time * inputs);
        const weights = [
          values(inputs * gates * units, 0.4),
          values(units * gates * units, 0.4),
          values(gates * units, 0.4),
        ];
        const dy = values(batch * time * units);

        const stock = await on('cpu', () => {
          const make = { lstm: tf.layers.lstm, gru: tf.layers.gru, simpleRnn: tf.layers.simpleRNN }[
            cell
          ] as typeof tf.layers.lstm;
          const zeros = {
            kernelInitializer: 'zeros',
            recurrentInitializer: 'zeros',
            biasInitializer: 'zeros',
          } as const;
          const layer = make({
            ...zeros,
            units,
            returnSequences: true,
            recurrentActivation: 'sigmoid',
            unitForgetBias: false,
          });
          layer.apply(tf.zeros([batch, time, inputs]));
          layer.setWeights([
            tf.tensor2d(weights[0], [inputs, gates * units]),
            tf.tensor2d(weights[1], [units, gates * units]),
            tf.tensor1d(weights[2]),
          ]);
          const variables = layer.trainableWeights.map((each) => each.read() as tf.Variable);
          const input = tf.tensor3d(x, [batch, time, inputs]);
          const direction = tf.tensor3d(dy, [batch, time, units]);
          const run = (t: tf.Tensor) => layer.apply(t) as tf.Tensor;
          const { grads } = tf.variableGrads(
            () => tf.sum(tf.mul(run(input), direction)) as tf.Scalar,
            variables,
          );
          const dx = tf.grad((t) => tf.sum(tf.mul(run(t), direction)))(input);
          return {
            y: run(input).dataSync(),
            dx: dx.dataSync(),
            gradients: variables.map((v) => grads[v.name].dataSync()),
          };
        });

        const fused = await on(runner.name, () => {
          const kernel = tf.variable(tf.tensor2d(weights[0], [inputs, gates * units]));
          const recurrentKernel = tf.variable(tf.tensor2d(weights[1], [units, gates * units]));
          const bias = tf.variable(tf.tensor1d(weights[2]));
          const input = tf.tensor3d(x, [batch, time, inputs]);
          const direction = tf.tensor3d(dy, [batch, time, units]);
          const run = (t: tf.Tensor) =>
            recurrentSequence({
              cell,
              x: t as tf.Tensor3D,
              kernel: kernel as unknown as tf.Tensor2D,
              recurrentKernel: recurrentKernel as unknown as tf.Tensor2D,
              bias: bias as unknown as tf.Tensor1D,
              returnSequences: true,
            }).sequence;
          const variables = [kernel, recurrentKernel, bias] as tf.Variable[];
          const { grads } = tf.variableGrads(
            () => tf.sum(tf.mul(run(input), direction)) as tf.Scalar,
            variables,
          );
          const dx = tf.grad((t) => tf.sum(tf.mul(run(t), direction)))(input);
          return {
            y: run(input).dataSync(),
            dx: dx.dataSync(),
            gradients: variables.map((v) => grads[v.name].dataSync()),
          };
        });

        expect(fused.y).toBeAllclose(stock.y, { rtol: 1e-4, atol: 1e-5 });
        expect(fused.dx).toBeAllclose(stock.dx, { rtol: 1e-3, atol: 1e-4 });
        fused.gradients.forEach((gradient, i) =>
          expect(gradient).toBeAllclose(stock.gradients[i], { rtol: 1e-3, atol: 1e-4 }),
        );
      },
    );
  });
});
