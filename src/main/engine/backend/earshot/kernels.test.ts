// The overridden kernels against TensorFlow.js' cpu kernels on random shapes, and how memory is given back.
// Expected values: the stock cpu backend on the same numbers.

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/dsp/random';
import type { EarshotBackend } from './earshotBackend';
import { updateInPlace } from './adam';
import { runners } from './testing/runners';

const tolerance = { rtol: 1e-4, atol: 1e-5 };

function values(shape: readonly number[], seed: number): tf.Tensor {
  const random = createRandom(seed);
  const size = shape.reduce((all, each) => all * each, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => 2 * random() - 1),
    [...shape],
  );
}

/** Runs the same computation on both backends and compares every tensor it gives. */
async function compareOn(name: string, compute: () => tf.Tensor[]): Promise<void> {
  const results: Float32Array[][] = [];
  for (const backend of ['cpu', name]) {
    await tf.setBackend(backend);
    results.push(compute().map((tensor) => Float32Array.from(tensor.dataSync())));
  }
  results[1].forEach((got, i) => expect(got).toBeAllclose(results[0][i], tolerance));
}

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

  it('adds a bias in the fused product', () =>
    compare(() => [
      tf.fused.matMul({
        a: values([5, 7], 1) as tf.Tensor2D,
        b: values([7, 40], 2) as tf.Tensor2D,
        bias: values([40], 3),
      }),
    ]));

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

  it('rectifies, sums, reverses and splits', () =>
    compare(() => {
      const x = values([3, 4, 6], 8) as tf.Tensor3D;
      return [
        tf.relu(x),
        tf.sum(x, [0, 1]),
        tf.sum(x, 1),
        tf.sum(x),
        tf.reverse(x, 1),
        tf.reverse(x, 2),
        ...tf.split(x, [2, 1, 3], 2),
        ...tf.split(x, 2, 1),
      ];
    }));

  it.each([[[0, 1]], [[1]], [[2]], [[0, 2]], [[0, 1, 2]]])('reduces over axes %j', (axes) =>
    compare(() => {
      const x = values([3, 4, 6], 9) as tf.Tensor3D;
      return [
        tf.sum(x, axes),
        tf.mean(x, axes),
        tf.max(x, axes),
        tf.sum(x, axes, true),
        tf.mean(x, axes, true),
      ];
    }),
  );

  it('repeats and compares along blocks of axes', () =>
    compare(() => {
      const [x, row] = [values([3, 4, 6], 10), values([1, 1, 6], 11)];
      const largest = tf.max(x, 1, true);
      return [
        tf.tile(row, [3, 4, 1]),
        tf.tile(x, [2, 1, 1]),
        tf.cast(tf.equal(x, largest), 'float32'),
        tf.step(x, 0.1),
      ];
    }));

  it('normalises a batch and pools over time, with gradients', () =>
    compare(() => {
      const layer = tf.layers.batchNormalization({ inputShape: [4, 6] });
      layer.apply(values([3, 4, 6], 12));
      const run = (x: tf.Tensor) => {
        const y = layer.apply(x, { training: true }) as tf.Tensor;
        return tf.concat([tf.mean(y, 1), tf.max(y, 1)], 1);
      };
      const x = values([3, 4, 6], 13);
      return [run(x), tf.grad((t) => tf.sum(tf.mul(run(t), values([3, 12], 14))))(x)];
    }));

  it('lets NaN through maxima, sums and steps', () =>
    compare(() => {
      const x = tf.tensor2d([1, NaN, 3, 4], [2, 2]);
      return [tf.max(x, 0), tf.sum(x, 0), tf.relu(x), tf.step(x)].map((y) => tf.cast(tf.isNaN(y), 'float32'));
    }));

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
