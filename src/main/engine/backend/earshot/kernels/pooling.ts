// Maximum pooling over time and its gradient, in plain loops: it is memory traffic, not arithmetic.
// MaxPooling1D reaches TensorFlow.js as a pool of width one; anything else stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { override } from './kernel';

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Info = ReturnType<typeof tf.backend_util.computePool2DInfo>;

function describe(
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): Info | null {
  const info = tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const oneDimensional =
    info.filterWidth === 1 && info.inWidth === 1 && info.strideHeight === info.filterHeight;
  return oneDimensional && info.padInfo.top === 0 && info.padInfo.bottom === 0 ? info : null;
}

/** Calls `visit` with the place of the largest value of each window and its place in the output. */
function eachMaximum(values: Float32Array, info: Info, visit: (from: number, to: number) => void): void {
  const { batchSize, inHeight, outHeight, inChannels, filterHeight } = info;
  for (let b = 0; b < batchSize; b++) {
    for (let t = 0; t < outHeight; t++) {
      const first = (b * inHeight + t * filterHeight) * inChannels;
      const out = (b * outHeight + t) * inChannels;
      for (let channel = 0; channel < inChannels; channel++) {
        let at = first + channel;
        for (let k = 1; k < filterHeight; k++) {
          const next = first + k * inChannels + channel;
          if (values[next] > values[at] || values[next] !== values[next]) at = next;
        }
        visit(at, out + channel);
      }
    }
  }
}

function forward({ inputs, backend, attrs }: KernelCall, stock: Kernel): tf.TensorInfo | tf.TensorInfo[] {
  const info = describe(inputs.x.shape, attrs as unknown as PoolAttributes);
  if (!info) return stock({ inputs, backend, attrs });
  const values = backend.floats(inputs.x);
  return backend.produceOne(info.outShape, (y) =>
    eachMaximum(values, info, (from, to) => {
      y[to] = values[from];
    }),
  );
}

function gradient({ inputs, backend, attrs }: KernelCall, stock: Kernel): tf.TensorInfo | tf.TensorInfo[] {
  const info = describe(inputs.input.shape, attrs as unknown as PoolAttributes);
  if (!info) return stock({ inputs, backend, attrs });
  const dy = backend.floats(inputs.dy);
  const values = backend.floats(inputs.input);
  return backend.produceOne(info.inShape, (dx) => {
    dx.fill(0);
    eachMaximum(values, info, (from, to) => {
      dx[from] = dy[to];
    });
  });
}

export function registerPooling(backendName: string): void {
  override(backendName, 'MaxPool', (stock) => (call) => forward(call, stock));
  override(backendName, 'MaxPoolGrad', (stock) => (call) => gradient(call, stock));
}
