// The elementwise operations that training meets at every step, as plain loops without index arithmetic: equal shapes, and
// operands that repeat along one block of axes. Everything else stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { override } from './kernel';

type Loop = (a: Float32Array, b: Float32Array, out: Float32Array, layout: Layout) => void;

/**
 * How b lies along a: a is [outer, repeats, inner], b [outer, inner] and used again for every repeat. Equal shapes are one
 * outer of one repeat; a vector along the last axis repeats over all rows; a state over time repeats inside each outer.
 */
interface Layout {
  readonly outer: number;
  readonly repeats: number;
  readonly inner: number;
}

/** One loop an operation, so that each stays a loop the engine can compile well. */
const loops = {
  Add: (a, b, out, { outer, repeats, inner }) => {
    for (let o = 0, at = 0; o < outer; o++)
      for (let r = 0; r < repeats; r++, at += inner)
        for (let i = 0; i < inner; i++) out[at + i] = a[at + i] + b[o * inner + i];
  },
  Sub: (a, b, out, { outer, repeats, inner }) => {
    for (let o = 0, at = 0; o < outer; o++)
      for (let r = 0; r < repeats; r++, at += inner)
        for (let i = 0; i < inner; i++) out[at + i] = a[at + i] - b[o * inner + i];
  },
  Multiply: (a, b, out, { outer, repeats, inner }) => {
    for (let o = 0, at = 0; o < outer; o++)
      for (let r = 0; r < repeats; r++, at += inner)
        for (let i = 0; i < inner; i++) out[at + i] = a[at + i] * b[o * inner + i];
  },
  RealDiv: (a, b, out, { outer, repeats, inner }) => {
    for (let o = 0, at = 0; o < outer; o++)
      for (let r = 0; r < repeats; r++, at += inner)
        for (let i = 0; i < inner; i++) out[at + i] = a[at + i] / b[o * inner + i];
  },
} satisfies Record<string, Loop>;

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** The layout where b broadcasts along one block of a's axes, else null. */
function layoutOf(a: readonly number[], b: readonly number[]): Layout | null {
  if (b.length > a.length) return null;
  const padded = [...new Array<number>(a.length - b.length).fill(1), ...b];
  const differs = a.map((size, axis) => size !== padded[axis]);
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  if (first < 0) return { outer: 1, repeats: 1, inner: product(a) };
  if (padded.slice(first, last + 1).some((size) => size !== 1)) return null;
  const [outer, repeats, inner] = [a.slice(0, first), a.slice(first, last + 1), a.slice(last + 1)].map(
    product,
  );
  // Columns times a row of one each: the loop inside would be empty of work.
  return inner === 1 && repeats > 1 && outer > 1 ? null : { outer, repeats, inner };
}

const sizeOf = ({ shape }: tf.TensorInfo): number => tf.util.sizeFromShape(shape);

function binary(loop: Loop, commutes: boolean) {
  return (stock: Kernel) =>
    (call: KernelCall): tf.TensorInfo | tf.TensorInfo[] => {
      let { a, b } = call.inputs;
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return stock(call);
      if (commutes && sizeOf(b) > sizeOf(a)) [a, b] = [b, a];
      const layout = layoutOf(a.shape, b.shape);
      if (!layout) return stock(call);
      const [left, right] = [call.backend.floats(a), call.backend.floats(b)];
      return call.backend.produceOne(a.shape, (out) => loop(left, right, out, layout));
    };
}

/** Where the values of a equal those of b, which repeats along time: how the gradient of a maximum finds its place. */
function equal(stock: Kernel): Kernel {
  return (call) => {
    let { a, b } = call.inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return stock(call);
    if (sizeOf(b) > sizeOf(a)) [a, b] = [b, a];
    const layout = layoutOf(a.shape, b.shape);
    if (!layout) return stock(call);
    const [left, right] = [call.backend.floats(a), call.backend.floats(b)];
    const { outer, repeats, inner } = layout;
    const out = new Uint8Array(left.length);
    for (let o = 0, at = 0; o < outer; o++)
      for (let r = 0; r < repeats; r++, at += inner)
        for (let i = 0; i < inner; i++) out[at + i] = left[at + i] === right[o * inner + i] ? 1 : 0;
    return call.backend.makeTensorInfo(a.shape, 'bool', out);
  };
}

/** 1 above zero, `alpha` below: the gradient of relu. */
function step(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { alpha } = call.attrs as { alpha: number };
    if (x.dtype !== 'float32') return stock(call);
    const values = call.backend.floats(x);
    return call.backend.produceOne(x.shape, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = values[i] > 0 ? 1 : values[i] !== values[i] ? NaN : alpha;
    });
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
  override(backendName, 'Add', binary(loops.Add, true));
  override(backendName, 'Sub', binary(loops.Sub, false));
  override(backendName, 'Multiply', binary(loops.Multiply, true));
  override(backendName, 'RealDiv', binary(loops.RealDiv, false));
  override(backendName, 'Equal', equal);
  override(backendName, 'Step', step);
  override(backendName, 'Relu', relu);
  override(backendName, 'SplitV', split);
  override(backendName, 'Reverse', reverse);
}
