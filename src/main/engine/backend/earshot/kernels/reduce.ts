// Sums, means and maxima over neighbouring axes, and batch normalisation with given moments. Other axes and other types
// stay with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { isFloat, override, sizeOf } from './kernel';
import { reductionOf } from './spans';

interface ReduceAttributes {
  readonly axis?: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims?: boolean;
}

/** @param factorOf of the number of values that become one */
function reduce(factorOf: (count: number) => number, largest: boolean) {
  return (stock: Kernel): Kernel =>
    (call) => {
      const { x } = call.inputs;
      const { axis, reductionIndices, keepDims } = call.attrs as ReduceAttributes;
      const axes = axis ?? reductionIndices;
      const spans = isFloat(x) && sizeOf(x) > 0 ? reductionOf(x.shape, axes) : null;
      if (!spans) return stock(call);
      const reduced = tf.util.parseAxisParam(axes as number[], x.shape);
      const shape = keepDims
        ? x.shape.map((length, i) => (reduced.includes(i) ? 1 : length))
        : x.shape.filter((_, i) => !reduced.includes(i));
      const { outer, middle, inner } = spans;
      const { backend } = call;
      return backend.produceOne(shape, (out) =>
        backend.runner.run(
          'reduce',
          [outer, middle, inner, Number(largest)],
          [backend.floats(x), out],
          [factorOf(middle)],
        ),
      );
    };
}

/** x times a factor a channel, plus an offset: what is left of batch normalisation once the moments are given. */
function normalise(stock: Kernel): Kernel {
  return (call) => {
    const { x, mean, variance, scale, offset } = call.inputs;
    const channels = x.shape[x.shape.length - 1];
    const given = [mean, variance, scale, offset].filter((each) => each !== undefined && each !== null);
    const isPlain = given.every(
      (each) => isFloat(each) && each.shape.length === 1 && each.shape[0] === channels,
    );
    if (!isFloat(x) || !isPlain || sizeOf(x) === 0) return stock(call);
    const { backend, attrs } = call;
    const [factors, offsets] = factorsOf(
      call,
      channels,
      (attrs.varianceEpsilon as number | undefined) ?? 0.001,
    );
    const rows = sizeOf(x) / channels;
    const output = backend.produceOne(x.shape, (out) => {
      const run = (kind: number, from: Float32Array, by: tf.TensorInfo) =>
        backend.runner.run('elementwise', [kind, 1, rows, channels], [from, backend.floats(by), out]);
      run(2, backend.floats(x), factors);
      run(0, out, offsets);
    });
    [factors, offsets].forEach((each) => backend.disposeIntermediateTensorInfo(each));
    return output;
  };
}

/** y = scale (x - mean) / sqrt(variance + epsilon) + offset as y = factor x + offset. */
function factorsOf({ inputs, backend }: KernelCall, channels: number, epsilon: number): tf.TensorInfo[] {
  const [mean, variance] = [backend.floats(inputs.mean), backend.floats(inputs.variance)];
  const scale = inputs.scale ? backend.floats(inputs.scale) : null;
  const offset = inputs.offset ? backend.floats(inputs.offset) : null;
  return backend.produce([[channels], [channels]], ([factors, offsets]) => {
    for (let channel = 0; channel < channels; channel++) {
      const factor = (scale?.[channel] ?? 1) / Math.sqrt(variance[channel] + epsilon);
      factors[channel] = factor;
      offsets[channel] = (offset?.[channel] ?? 0) - mean[channel] * factor;
    }
  });
}

export function registerReduce(backendName: string): void {
  override(
    backendName,
    'Sum',
    reduce(() => 1, false),
  );
  override(
    backendName,
    'Mean',
    reduce((count) => 1 / count, false),
  );
  override(
    backendName,
    'Max',
    reduce(() => 1, true),
  );
  override(backendName, 'FusedBatchNorm', normalise);
}
