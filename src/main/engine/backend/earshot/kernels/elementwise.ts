// The elementwise operations and sums that training meets at every step, as plain loops without index arithmetic: equal
// shapes, a vector along the last axis, a scalar. Everything else stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { override } from './kernel';

type Binary = (a: Float32Array, b: Float32Array, out: Float32Array, period: number) => void;

/** One loop a kind of operand, so that each stays a loop the engine can compile well. */
const binaries: Readonly<Record<string, Binary>> = {
  Add: (a, b, out, period) => {
    if (period === out.length) for (let i = 0; i < out.length; i++) out[i] = a[i] + b[i];
    else
      for (let i = 0; i < out.length; i += period)
        for (let j = 0; j < period; j++) out[i + j] = a[i + j] + b[j];
  },
  Sub: (a, b, out, period) => {
    if (period === out.length) for (let i = 0; i < out.length; i++) out[i] = a[i] - b[i];
    else
      for (let i = 0; i < out.length; i += period)
        for (let j = 0; j < period; j++) out[i + j] = a[i + j] - b[j];
  },
  Multiply: (a, b, out, period) => {
    if (period === out.length) for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
    else
      for (let i = 0; i < out.length; i += period)
        for (let j = 0; j < period; j++) out[i + j] = a[i + j] * b[j];
  },
  RealDiv: (a, b, out, period) => {
    if (period === out.length) for (let i = 0; i < out.length; i++) out[i] = a[i] / b[i];
    else
      for (let i = 0; i < out.length; i += period)
        for (let j = 0; j < period; j++) out[i + j] = a[i + j] / b[j];
  },
};

/** How often b repeats along a: its length where it is a's shape, a's last axis or a scalar; else 0. */
function periodOf(a: tf.TensorInfo, b: tf.TensorInfo): number {
  const size = tf.util.sizeFromShape(b.shape);
  if (tf.util.arraysEqual(a.shape, b.shape) || (size === 1 && b.shape.length <= a.shape.length)) return size;
  const last = a.shape[a.shape.length - 1];
  const leadingOnes = b.shape.slice(0, -1).every((length) => length === 1);
  return size === last && leadingOnes && b.shape.length <= a.shape.length ? size : 0;
}

function binary(operation: Binary, commutes: boolean) {
  return (stock: Kernel) =>
    (call: KernelCall): tf.TensorInfo | tf.TensorInfo[] => {
      let { a, b } = call.inputs;
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return stock(call);
      if (commutes && tf.util.sizeFromShape(b.shape) > tf.util.sizeFromShape(a.shape)) [a, b] = [b, a];
      const period = periodOf(a, b);
      if (!period) return stock(call);
      return call.backend.produceOne(a.shape, (out) =>
        operation(call.backend.floats(a), call.backend.floats(b), out, period),
      );
    };
}

function relu(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    if (x.dtype !== 'float32') return stock(call);
    const values = call.backend.floats(x);
    return call.backend.produceOne(x.shape, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = values[i] > 0 || values[i] !== values[i] ? values[i] : 0;
    });
  };
}

/** Sums over all axes but the last, as the gradient of a bias takes it. */
function sum(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { axis, keepDims } = call.attrs as { axis: number | number[]; keepDims: boolean };
    const axes = tf.util.parseAxisParam(axis, x.shape);
    const leading = axes.length === x.shape.length - 1 && axes.every((each, i) => each === i);
    if (!leading || keepDims || x.dtype !== 'float32' || x.shape.length < 2) return stock(call);
    const values = call.backend.floats(x);
    const columns = x.shape[x.shape.length - 1];
    const sums = new Float64Array(columns);
    for (let i = 0; i < values.length; i += columns)
      for (let j = 0; j < columns; j++) sums[j] += values[i + j];
    return call.backend.produceOne([columns], (out) => out.set(sums));
  };
}

/** Reverses the time axis of [batch, time, channels] by copying whole rows. */
function reverse(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { dims } = call.attrs as { dims: number | number[] };
    const axes = tf.util.parseAxisParam(dims, x.shape);
    if (x.shape.length !== 3 || axes.length !== 1 || axes[0] !== 1 || x.dtype !== 'float32')
      return stock(call);
    const [batch, time, channels] = x.shape;
    const values = call.backend.floats(x);
    return call.backend.produceOne(x.shape, (out) => {
      for (let row = 0; row < batch * time; row++) {
        const mirrored = row - (row % time) + (time - 1 - (row % time));
        out.set(values.subarray(row * channels, (row + 1) * channels), mirrored * channels);
      }
    });
  };
}

/** Splits the last axis, as the gradient of a bidirectional layer's concatenation does. */
function split(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { numOrSizeSplits, axis } = call.attrs as { numOrSizeSplits: number | number[]; axis: number };
    const [last] = tf.util.parseAxisParam(axis, x.shape);
    if (last !== x.shape.length - 1 || x.dtype !== 'float32') return stock(call);
    const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, numOrSizeSplits, last);
    const columns = x.shape[last];
    const values = call.backend.floats(x);
    const shapes = sizes.map((size) => [...x.shape.slice(0, -1), size]);
    return call.backend.produce(shapes, (outputs) => {
      let first = 0;
      outputs.forEach((out, i) => {
        for (let from = first, to = 0; to < out.length; from += columns, to += sizes[i])
          out.set(values.subarray(from, from + sizes[i]), to);
        first += sizes[i];
      });
    });
  };
}

export function registerElementwise(backendName: string): void {
  override(backendName, 'Add', binary(binaries.Add, true));
  override(backendName, 'Sub', binary(binaries.Sub, false));
  override(backendName, 'Multiply', binary(binaries.Multiply, true));
  override(backendName, 'RealDiv', binary(binaries.RealDiv, false));
  override(backendName, 'Relu', relu);
  override(backendName, 'SplitV', split);
  override(backendName, 'Sum', sum);
  override(backendName, 'Reverse', reverse);
}
