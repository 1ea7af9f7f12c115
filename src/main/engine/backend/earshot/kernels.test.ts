// The overridden kernels against TensorFlow.js' cpu kernels on random shapes, and how memory is given back.
// Expected values: the stock cpu backend on the same numbers.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EarshotBackend } from './earshotBackend';
import { updateInPlace } from './adam';
import type { ConvolutionOptions } from './convolution';
import { convolveOverTime } from './convolution';
import { compareOn, values } from './testing/compare';
import { runners } from './testing/runners';

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(() => {
    use();
  });
  afterAll(() => tf.setBackend('cpu'));
  const compare = (compute: () => tf.Tensor[]) => compareOn(name, compute);

  it('multiplies matrices, transposed or not, batched or not', async () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 70 }),
    );
    const property = fc.asyncProperty(
      sizes,
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 0, max: 3 }),
      async ([m, k, n], ta, tb, batch) => {
        await compare(() => {
          const lead = batch ? [batch] : [];
          const a = values([...lead, ...(ta ? [k, m] : [m, k])], 1);
          const b = values([...(batch > 1 ? lead : []), ...(tb ? [n, k] : [k, n])], 2);
          return [tf.matMul(a, b, ta, tb)];
        });
      },
    );
    await fc.assert(property, { numRuns: 40, seed: 1 });
  });

  it.each([
    { activation: 'linear', bias: [40] },
    { activation: 'relu', bias: [40], transposeA: true },
    { activation: 'sigmoid', bias: [40], transposeB: true },
    { activation: 'elu', bias: [5, 40], transposeA: true, transposeB: true },
    { activation: 'relu6', bias: [40] },
  ] as const)('fuses a product with bias and activation: %j', ({ activation, bias, ...transposed }) =>
    compare(() => {
      const { transposeA = false, transposeB = false } = { ...transposed } as Record<string, boolean>;
      const a = values(transposeA ? [7, 5] : [5, 7], 1) as tf.Tensor2D;
      const b = values(transposeB ? [40, 7] : [7, 40], 2) as tf.Tensor2D;
      const options = { a, b, bias: values(bias, 3), activation, transposeA, transposeB };
      return [
        tf.fused.matMul(options),
        tf.grad((t) => tf.sum(tf.fused.matMul({ ...options, a: t as tf.Tensor2D })))(a),
      ];
    }),
  );

  it('convolves in one dimension and back, any width, stride and padding', async () => {
    const sizes = fc.record({
      batch: fc.integer({ min: 1, max: 4 }),
      time: fc.integer({ min: 1, max: 30 }),
      channels: fc.integer({ min: 1, max: 20 }),
      filters: fc.integer({ min: 1, max: 40 }),
      width: fc.integer({ min: 1, max: 7 }),
      stride: fc.integer({ min: 1, max: 3 }),
      same: fc.boolean(),
    });
    const property = fc.asyncProperty(
      sizes,
      async ({ batch, time, channels, filters, width, stride, same }) => {
        fc.pre(same || time >= width);
        await compare(() => {
          const x = values([batch, time, channels], 1) as tf.Tensor3D;
          const w = values([width, channels, filters], 2) as tf.Tensor3D;
          const conv = (a: tf.Tensor, b: tf.Tensor) =>
            tf.conv1d(a as tf.Tensor3D, b as tf.Tensor3D, stride, same ? 'same' : 'valid');
          const y = conv(x, w);
          const [dx, dw] = tf.grads((a, b) => tf.sum(tf.mul(conv(a, b), values(y.shape, 3))))([x, w]);
          return [y, dx, dw];
        });
      },
    );
    await fc.assert(property, { numRuns: 60, seed: 2 });
  });

  it.each([2, 3])('pools over time by %i and back', (size) =>
    compare(() => {
      const x = values([3, 11, 1, 5], 4) as tf.Tensor4D;
      const pool = (t: tf.Tensor) => tf.maxPool(t as tf.Tensor4D, [size, 1], [size, 1], 'valid');
      return [pool(x), tf.grad((t) => tf.sum(tf.mul(pool(t), values(pool(x).shape, 5))))(x)];
    }),
  );

  it.each([
    [
      [4, 5, 6],
      [4, 5, 6],
    ],
    [[4, 5, 6], [6]],
    [[6], [4, 5, 6]],
    [[4, 5, 6], []],
    [
      [4, 5, 6],
      [1, 1, 6],
    ],
    [
      [4, 5, 6],
      [4, 1, 6],
    ],
    [
      [4, 1],
      [1, 6],
    ],
  ])('adds, subtracts, multiplies and divides %j and %j', (left, right) =>
    compare(() => {
      const [a, b] = [values(left, 6), values(right, 7)];
      return [tf.add(a, b), tf.sub(a, b), tf.mul(a, b), tf.div(a, tf.add(tf.square(b), 0.5))];
    }),
  );

  it.each([
    [
      [7, 11, 60],
      [7, 11, 60],
    ],
    [[7, 11, 60], [60]],
    [[7, 11, 60], []],
  ])('does the same to large tensors, %j and %j', (left, right) =>
    compare(() => {
      const [a, b] = [values(left, 6), values(right, 7)];
      const { add, sub, mul, div, square } = tf;
      return [
        add(a, b),
        sub(a, b),
        mul(a, b),
        div(a, add(square(b), 0.5)),
        square(a),
        tf.relu(a),
        tf.step(a),
      ];
    }),
  );

  it.each([
    ['few', [3, 4, 6]],
    ['many', [20, 30, 17]],
  ])('rectifies, sums, reverses, joins, splits and transposes %s values', (_, shape) =>
    compare(() => {
      const x = values(shape, 8) as tf.Tensor3D;
      const last = shape[2];
      return [
        tf.relu(x),
        tf.sum(x, [0, 1]),
        tf.sum(x, 1),
        tf.sum(x),
        tf.reverse(x, 1),
        tf.reverse(x, 2),
        ...tf.split(x, [2, 1, last - 3], 2),
        ...tf.split(x, 2, 1),
        tf.concat([x, values([...shape.slice(0, 2), 5], 9), x], 2),
        tf.concat([x, x], 1),
        tf.transpose(x, [1, 0, 2]),
        tf.transpose(x, [0, 1, 2]),
        tf.transpose(x, [2, 0, 1]),
        tf.transpose(tf.reshape(x, [-1, last])),
      ];
    }),
  );

  it('convolves with bias and rectification at once, and back', async () => {
    const sizes = fc.record({
      batch: fc.integer({ min: 1, max: 4 }),
      time: fc.integer({ min: 3, max: 30 }),
      filters: fc.integer({ min: 1, max: 40 }),
      width: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 3 }),
      pad: fc.constantFrom('same' as const, 'valid' as const),
      relu: fc.boolean(),
    });
    const property = fc.asyncProperty(sizes, async ({ batch, time, filters, width, stride, pad, relu }) => {
      await compare(() => {
        const inputs = [values([batch, time, 5], 1), values([width, 5, filters], 2), values([filters], 3)];
        const stock = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
          const y = tf.add(tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, stride, pad), bias);
          return relu ? tf.relu(y) : y;
        };
        const fused = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
          convolveOverTime({ x, filter, bias, stride, pad, relu } as ConvolutionOptions);
        const convolve = tf.getBackend() === 'cpu' ? stock : fused;
        const y = stock(inputs[0], inputs[1], inputs[2]);
        const gradients = tf.grads((x, filter, bias) =>
          tf.sum(tf.mul(convolve(x, filter, bias), values(y.shape, 4))),
        )(inputs);
        return [convolve(inputs[0], inputs[1], inputs[2]), ...gradients];
      });
    });
    await fc.assert(property, { numRuns: 30, seed: 4 });
  });

  it('takes casts of other types for the numbers they are', () =>
    compare(() => {
      const [bool, int] = [tf.tensor1d([1, 0, 1], 'bool'), tf.tensor1d([7, -3, 4], 'int32')];
      const x = values([5, 3], 1);
      return [
        tf.mul(x, tf.cast(bool, 'float32')),
        tf.add(x, tf.cast(int, 'float32')),
        tf.cast(bool, 'int32'),
      ];
    }));

  it('sums long columns as float64 would, to float32', async () => {
    await tf.setBackend(name);
    // Exactly 20,000; added up one by one in float32 it is 19,959.
    const sums = tf.sum(tf.fill([200_000, 3], 0.1), 0).dataSync();
    expect(sums).toBeAllclose([20_000, 20_000, 20_000], { rtol: 2e-6 });
  });

  it('updates a variable in place without touching a copy somebody kept', async () => {
    await tf.setBackend(name);
    const variable = tf.variable(tf.tensor1d([1, 2, 3]));
    const kept = variable.clone();
    const [mean, square] = [tf.zeros([3]), tf.zeros([3])];
    updateInPlace(variable, mean, square, tf.tensor1d([1, -1, 0]), {
      rate: 0.1,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 0,
    });
    // By hand: mean 0.1 g, square 0.001 g^2, so the update is 0.1 * 0.1 / sqrt(0.001) = 0.316228 against the sign of g.
    // Where the gradient is zero, 0 / 0 with epsilon 0.
    expect(variable.dataSync().slice(0, 2)).toBeAllclose([1 - 0.316228, 2 + 0.316228], { rtol: 1e-5 });
    expect(kept.dataSync()).toBeAllclose([1, 2, 3]);
    expect(mean.dataSync()).toBeAllclose([0.1, -0.1, 0], { rtol: 1e-6 });
  });

  it('hands out copies of values, so that an update in place does not change what was read', async () => {
    await tf.setBackend(name);
    const tensor = tf.tensor1d([1, 2]);
    const read = tensor.dataSync() as Float32Array;
    (tf.backend() as unknown as EarshotBackend).floats(tensor)[0] = 9;
    expect([...read]).toEqual([1, 2]);
  });
});
