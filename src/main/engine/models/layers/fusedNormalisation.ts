// The batch normalisation that takes moments, result and gradient in one kernel each while training, where the backend
// has them. Inference, other axes, and layers without scale or offset are left to TensorFlow.js' own layer.

import * as tf from '@tensorflow/tfjs';
import { normaliseBatch } from '../../backend/earshot/batchNormalisation';
import { batchNormKernel } from '../../backend/earshot/kernels/batchNormalisation';
import type { CallOptions, LayerClass } from './stockClasses';
import { only } from './stockClasses';

export interface StockNormalisation extends tf.layers.Layer {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma: tf.LayerVariable | undefined;
  readonly beta: tf.LayerVariable | undefined;
  readonly movingMean: tf.LayerVariable;
  readonly movingVariance: tf.LayerVariable;
}

function isFusible({ axis, gamma, beta }: StockNormalisation, { shape }: tf.Tensor): boolean {
  const overLast = axis === -1 || axis === shape.length - 1;
  return overLast && Boolean(gamma && beta && tf.getKernel(batchNormKernel, tf.getBackend()));
}

/** moving = momentum moving + (1 - momentum) value */
function moveTowards(moving: tf.LayerVariable, value: tf.Tensor, momentum: number): void {
  const before = moving.read();
  moving.write(tf.sub(before, tf.mul(tf.sub(before, value), 1 - momentum)));
}

function normaliseInTraining(layer: StockNormalisation, x: tf.Tensor): tf.Tensor {
  const { gamma, beta, epsilon, momentum } = layer;
  const [scale, offset] = [gamma, beta].map((weight) => weight?.read() as tf.Tensor1D);
  const { y, mean, variance } = normaliseBatch({ x, scale, offset, epsilon });
  moveTowards(layer.movingMean, mean, momentum);
  moveTowards(layer.movingVariance, variance, momentum);
  return y;
}

/** The fused layer that takes the place of the stock one. */
export function fuseNormalisation(Stock: LayerClass<StockNormalisation>): LayerClass<StockNormalisation> {
  return class extends Stock {
    static readonly className = 'BatchNormalization';
    override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
      const x = only(inputs);
      if (!options?.training || !isFusible(this, x))
        return super.call(inputs, options as Parameters<StockNormalisation['call']>[1]);
      return tf.tidy(() => normaliseInTraining(this, x));
    }
  };
}
