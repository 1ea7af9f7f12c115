// The sum of squares of a tensor, read at once: what clipping needs of every gradient. Not the clipping.

import * as tf from '@tensorflow/tfjs';
import { EarshotBackend } from './earshotBackend';
import { withScratch } from './runner';

/** Values summed at once (NORM_BLOCK in native/elementwise.h). */
const BLOCK = 4096;

/** Sum of the squares of all values of a float32 tensor. */
export function squaredNorm(tensor: tf.Tensor): number {
  const backend: unknown = tf.backend();
  if (!(backend instanceof EarshotBackend)) return tf.tidy(() => tf.sum(tf.square(tensor)).dataSync()[0]);
  const { runner } = backend;
  return withScratch(runner, [Math.ceil(tensor.size / BLOCK)], ([sums]) => {
    runner.run('squaredNorm', [tensor.size], [backend.floats(tensor), sums]);
    return sums.reduce((total, sum) => total + sum, 0);
  });
}
