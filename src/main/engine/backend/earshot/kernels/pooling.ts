// Maximum pooling over time and its gradient. MaxPooling1D reaches TensorFlow.js as a pool of width one; anything else
// stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel } from './kernel';
import { isFloat, override } from './kernel';

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** batch, time, channels, size, steps that come out; null where the pool is not over time, or its windows overlap. */
function describe(
  x: tf.TensorInfo,
  attributes: PoolAttributes,
): { numbers: number[]; outShape: number[] } | null {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const shape = x.shape as [number, number, number, number];
  if (!isFloat(x) || shape.includes(0)) return null;
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, filterHeight, outHeight, outShape, padInfo } = info;
  const overTime = info.filterWidth === 1 && inWidth === 1 && info.strideHeight === filterHeight;
  if (!overTime || padInfo.top > 0 || padInfo.bottom > 0) return null;
  return { numbers: [batchSize, inHeight, inChannels, filterHeight, outHeight], outShape };
}

function forward(stock: Kernel): Kernel {
  return (call) => {
    const { inputs, backend, attrs } = call;
    const pool = describe(inputs.x, attrs as unknown as PoolAttributes);
    if (!pool) return stock(call);
    return backend.produceOne(pool.outShape, (y) =>
      backend.runner.run('maxPool', pool.numbers, [backend.floats(inputs.x), y]),
    );
  };
}

function gradient(stock: Kernel): Kernel {
  return (call) => {
    const { inputs, backend, attrs } = call;
    const { input, dy } = inputs;
    const pool = describe(input, attrs as unknown as PoolAttributes);
    if (!pool) return stock(call);
    return backend.produceOne(input.shape, (dx) =>
      backend.runner.run('maxPoolGradient', pool.numbers, [backend.floats(input), backend.floats(dy), dx]),
    );
  };
}

export function registerPooling(backendName: string): void {
  override(backendName, 'MaxPool', forward);
  override(backendName, 'MaxPoolGrad', gradient);
}
