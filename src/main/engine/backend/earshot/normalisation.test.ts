// Reductions, repetition, gradients of maxima and rectification, batch normalisation: what stands between convolutions.
// Expected values: TensorFlow.js' cpu backend with its stock operations; moments by hand in double precision.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normaliseBatch } from './batchNormalisation';
import { compareOn, values } from './testing/compare';
import { runners } from './testing/runners';

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(() => {
    use();
  });
  afterAll(() => tf.setBackend('cpu'));
  const compare = (compute: () => tf.Tensor[]) => compareOn(name, compute);

  it('sums, averages and takes the largest over any axes', async () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(shapes, fc.nat(15), fc.boolean(), async (shape, bits, keepDims) => {
      const axes = shape.map((_, axis) => axis).filter((axis) => bits & (1 << axis));
      await compare(() => {
        const x = values(shape, 1);
        return [tf.sum, tf.mean, tf.max].map((reduce) => reduce(x, axes, keepDims));
      });
    });
    await fc.assert(property, { numRuns: 25, seed: 6 });
  });

  it('does so to large tensors, and back', () =>
    compare(() => {
      const x = values([5, 31, 67], 2);
      const dy = values([5, 67], 3);
      const backOf = (reduce: typeof tf.sum) => tf.grad((t) => tf.sum(tf.mul(reduce(t, 1), dy)))(x);
      return [tf.sum, tf.mean, tf.max as typeof tf.sum].map(backOf);
    }));

  it('gives the gradient of a maximum to each of several that are largest', async () => {
    await tf.setBackend(name);
    const x = tf.tensor2d([3, 1, 3, 2, 5, 5], [2, 3]);
    expect([
      ...tf
        .grad((t) => tf.sum(tf.max(t, 1)))(x)
        .dataSync(),
    ]).toEqual([1, 0, 1, 0, 1, 1]);
  });

  it.each([[[1, 1, 6]], [[1, 4, 6]], [[3, 4, 6]], [[3, 4, 1]]])('repeats and broadcasts %j', (shape) =>
    compare(() => {
      const [x, wide] = [values(shape, 10), values([30, 40, 6], 11)];
      const repeated = tf.tile(x, [30 / shape[0], 40 / shape[1], 6 / shape[2]]);
      const row = values([1, 40, 1], 12);
      return [
        repeated,
        tf.add(wide, repeated),
        tf.sub(row, wide),
        tf.div(1, tf.add(wide, 2)),
        tf.mul(wide, row),
      ];
    }),
  );

  it('rectifies and back, few values and many', () =>
    compare(() =>
      [7, 9000].flatMap((size) => {
        const [x, dy] = [values([size], 4), values([size], 5)];
        return [tf.relu(x), tf.grad((t) => tf.sum(tf.mul(tf.relu(t), dy)))(x)];
      }),
    ));

  it('normalises a batch, with the gradients of TensorFlow.js’ own operations', async () => {
    const sizes = fc.record({
      rows: fc.integer({ min: 2, max: 80 }),
      channels: fc.integer({ min: 1, max: 70 }),
      epsilon: fc.constantFrom(1e-3, 0.1),
    });
    const stock = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor, epsilon: number): tf.Tensor => {
      const { mean, variance } = tf.moments(x, [0, 1]);
      const inverse = tf.rsqrt(tf.add(variance, epsilon));
      return tf.add(tf.mul(tf.mul(tf.sub(x, mean), inverse), scale), offset);
    };
    const property = fc.asyncProperty(sizes, async ({ rows, channels, epsilon }) => {
      await compare(() => {
        const inputs = [values([2, rows, channels], 1), values([channels], 2), values([channels], 3)];
        const dy = values([2, rows, channels], 4);
        const normalise = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor): tf.Tensor =>
          tf.getBackend() === 'cpu'
            ? stock(x, scale, offset, epsilon)
            : normaliseBatch({ x, scale: scale as tf.Tensor1D, offset: offset as tf.Tensor1D, epsilon }).y;
        const gradients = tf.grads((x, scale, offset) => tf.sum(tf.mul(normalise(x, scale, offset), dy)))(
          inputs,
        );
        return [normalise(inputs[0], inputs[1], inputs[2]), ...gradients];
      });
    });
    await fc.assert(property, { numRuns: 15, seed: 7 });
  });

  it('keeps the moments of a batch far from zero', async () => {
    await tf.setBackend(name);
    // 1,000 and 1,001 in turn: mean 1,000.5, variance 0.25; the mean of the squares would lose it in float32.
    const x = tf.tensor2d(
      Float32Array.from({ length: 6000 }, (_, i) => 1000 + (Math.floor(i / 3) % 2)),
      [2000, 3],
    );
    const { y, mean, variance } = normaliseBatch({
      x,
      scale: tf.ones([3]),
      offset: tf.zeros([3]),
      epsilon: 0,
    });
    expect(mean.dataSync()).toBeAllclose([1000.5, 1000.5, 1000.5], { rtol: 1e-7 });
    expect(variance.dataSync()).toBeAllclose([0.25, 0.25, 0.25], { rtol: 1e-5 });
    expect(y.dataSync().slice(0, 6)).toBeAllclose([-1, -1, -1, 1, 1, 1], { rtol: 1e-3 });
  });

  it('normalises by given moments', () =>
    compare(() => {
      const [mean, offset, scale] = [1, 2, 3].map((seed) => values([6], seed) as tf.Tensor1D);
      const variance = tf.add(tf.square(values([6], 4)), 0.1) as tf.Tensor1D;
      const x = values([3, 4, 6], 5) as tf.Tensor3D;
      return [tf.batchNorm(x, mean, variance, offset, scale), tf.batchNorm(x, mean, variance)];
    }));

  it('lets NaN through maxima, sums, rectification and normalisation', async () => {
    await tf.setBackend(name);
    const x = tf.tensor2d([1, NaN, 3, 4], [2, 2]);
    const one = { scale: tf.ones([2]) as tf.Tensor1D, offset: tf.zeros([2]) as tf.Tensor1D, epsilon: 1e-3 };
    const isNaNAt = (tensor: tf.Tensor) => [...tensor.dataSync()].map(Number.isNaN);
    for (const reduced of [tf.max(x, 0), tf.sum(x, 0), tf.mean(x, 0)])
      expect(isNaNAt(reduced)).toEqual([false, true]);
    expect(isNaNAt(tf.relu(x))).toEqual([false, true, false, false]);
    expect(isNaNAt(normaliseBatch({ x, ...one }).y)).toEqual([false, true, false, true]);
  });
});
