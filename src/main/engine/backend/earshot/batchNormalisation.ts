// The operation that layers call: batch normalisation by the moments of the batch, differentiable, on the backend
// `earshot`. Not the running means, which are the layer's: models/layers/fusedNormalisation.ts.

import * as tf from '@tensorflow/tfjs';
import { batchNormGradientKernel, batchNormKernel } from './kernels/batchNormalisation';

export interface BatchNormalisationOptions {
  /** [..., channels] */
  readonly x: tf.Tensor;
  /** [channels] */
  readonly scale: tf.Tensor1D;
  /** [channels] */
  readonly offset: tf.Tensor1D;
  /** Added to the variance before its root is taken. */
  readonly epsilon: number;
}

export interface BatchNormalisationResult {
  /** scale (x - mean) / sqrt(variance + epsilon) + offset, x's shape */
  readonly y: tf.Tensor;
  /** [channels], over everything but channels; no gradient passes through it */
  readonly mean: tf.Tensor1D;
  /** [channels], divided by the count, likewise */
  readonly variance: tf.Tensor1D;
}

type Attributes = Parameters<ReturnType<typeof tf.engine>['runKernel']>[2];

/** Normalises a batch channel by channel (Ioffe and Szegedy 2015). */
export function normaliseBatch({
  x,
  scale,
  offset,
  epsilon,
}: BatchNormalisationOptions): BatchNormalisationResult {
  const attributes = { epsilon } as unknown as Attributes;
  const outputs = tf.engine().runKernel(batchNormKernel, { x, scale, offset }, attributes);
  const [y, mean, variance] = outputs as tf.Tensor[];
  return { y, mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
}

/** Tells TensorFlow.js the gradient of {@link normaliseBatch}; once a thread. */
export function registerBatchNormalisationGradient(): void {
  tf.registerGradient({
    kernelName: batchNormKernel,
    inputsToSave: ['x', 'scale'],
    outputsToSave: [false, true, true],
    gradFunc: (dys, saved, attributes) => {
      const [x, scale, mean, variance] = saved;
      const [dy] = dys as tf.Tensor[];
      const inputs = { x, dy, scale, mean, variance };
      const [dx, dScale, dOffset] = tf
        .engine()
        .runKernel(batchNormGradientKernel, inputs, attributes as Attributes) as tf.Tensor[];
      return { x: () => dx, scale: () => dScale, offset: () => dOffset };
    },
  });
}
