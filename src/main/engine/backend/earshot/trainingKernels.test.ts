// What training calls beside layers: embeddings, cross-entropy, dropout, norms of gradients.
// Expected values: TensorFlow.js' cpu backend, and the plain dropout mask.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { softmaxCrossEntropy } from './crossEntropy';
import { dropoutMask, dropWithSeed } from './dropout';
import { squaredNorm } from './gradientNorm';
import { compareOn, values } from './testing/compare';
import { runners } from './testing/runners';

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(() => {
    use();
  });
  afterAll(() => tf.setBackend('cpu'));
  const compare = (compute: () => tf.Tensor[]) => compareOn(name, compute);

  it('looks rows of a table up, and sums their gradients', () =>
    compare(() => {
      const [table, dy] = [values([9, 33], 1) as tf.Tensor2D, values([4, 3, 33], 2)];
      const rows = tf.tensor2d([0, 8, 3, 3, 3, 7, 1, 0, 8, 2, 2, 5], [4, 3], 'int32');
      const lookUp = (t: tf.Tensor) => tf.gather(t, rows);
      return [lookUp(table), tf.grad((t) => tf.sum(tf.mul(lookUp(t), dy)))(table)];
    }));

  it('sums rows by segment, leaving out those of none', () =>
    compare(() => [
      tf.unsortedSegmentSum(values([6, 2, 7], 3), tf.tensor1d([2, 0, -1, 2, 1, 2], 'int32'), 4),
    ]));

  it('refuses rows that a table has not', async () => {
    await tf.setBackend(name);
    const [table, row] = [values([4, 2], 1), tf.tensor1d([4], 'int32')];
    expect(() => tf.gather(table, row)).toThrow('rows from 0 to 3, got 4');
  });

  it('takes the cross-entropy of logits and its gradient, large logits too', async () => {
    for (const scale of [1, 60]) {
      await compare(() => {
        const logits = tf.mul(values([33, 12], 1), scale) as tf.Tensor2D;
        const labels = Int32Array.from({ length: 33 }, (_, i) => (5 * i) % 12);
        const loss = (x: tf.Tensor) => tf.mul(softmaxCrossEntropy(x as tf.Tensor2D, labels), 2) as tf.Scalar;
        return [loss(logits), tf.grad(loss)(logits)];
      });
    }
  });

  it('refuses labels that are no class', async () => {
    await tf.setBackend(name);
    const logits = values([2, 3], 1) as tf.Tensor2D;
    expect(() => softmaxCrossEntropy(logits, Int32Array.of(0, 3))).toThrow('labels from 0 to 2, got 3');
    expect(() => softmaxCrossEntropy(logits, Int32Array.of(0))).toThrow('2 labels');
  });

  it('drops what the plain mask drops, and the same on the way back', async () => {
    await tf.setBackend(name);
    for (const size of [7, 5000]) {
      const x = values([size], 1);
      const mask = dropoutMask(size, 0.3, 0xfedcba98);
      const drop = (t: tf.Tensor) => dropWithSeed(t, 0.3, 0xfedcba98);
      const expected = x.dataSync().map((value, i) => value * mask[i]);
      expect(drop(x).dataSync()).toBeAllclose(expected, { rtol: 1e-6 });
      const gradient = tf.grad(drop)(values([size], 2), x);
      expect(gradient.dataSync()).toBeAllclose(expected, { rtol: 1e-6 });
    }
  });

  it('sums squares of any number of values', async () => {
    await tf.setBackend(name);
    for (const size of [1, 4096, 10_001]) {
      const x = values([size], 2);
      const expected = (x.dataSync() as Float32Array).reduce((sum, value) => sum + value * value, 0);
      expect(squaredNorm(x)).toBeCloseTo(expected, 3);
    }
  });
});
