// Sum, mean and maximum over neighbouring axes (all but the last: batch normalisation, biases; time: pooling), and the
// repetition that their gradients need, as plain loops. Other axes stay with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { override } from './kernel';

/** A tensor seen as [outer, count, inner], of which the middle goes. */
interface Folded {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** Folds `values` into `out` [outer, inner]. */
type Fold = (values: Float32Array, out: Float32Array, folded: Folded) => void;

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** The axes as one block of neighbours, or null where they are not. */
function foldOf(shape: readonly number[], axes: readonly number[]): Folded | null {
  const sorted = [...axes].sort((a, b) => a - b);
  if (sorted.some((axis, i) => axis !== sorted[0] + i)) return null;
  const [first, end] = [sorted[0] ?? 0, (sorted[0] ?? 0) + sorted.length];
  const [outer, count, inner] = [shape.slice(0, first), shape.slice(first, end), shape.slice(end)].map(
    product,
  );
  return count > 0 ? { outer, count, inner } : null;
}

/** Sums in double precision, rounded once. */
const foldSum = (share: (count: number) => number): Fold => {
  return (values, out, { outer, count, inner }) => {
    const sums = new Float64Array(inner);
    const factor = share(count);
    for (let o = 0; o < outer; o++) {
      sums.fill(0);
      for (let from = o * count * inner, end = from + count * inner; from < end; from += inner)
        for (let i = 0; i < inner; i++) sums[i] += values[from + i];
      for (let i = 0; i < inner; i++) out[o * inner + i] = sums[i] * factor;
    }
  };
};

/** The largest value; NaN where there is one, as the stock kernel has it. */
const foldMaximum: Fold = (values, out, { outer, count, inner }) => {
  for (let o = 0; o < outer; o++) {
    const first = o * count * inner;
    out.set(values.subarray(first, first + inner), o * inner);
    for (let from = first + inner; from < first + count * inner; from += inner) {
      for (let i = 0; i < inner; i++) {
        const value = values[from + i];
        if (value > out[o * inner + i] || value !== value) out[o * inner + i] = value;
      }
    }
  }
};

function reduce(fold: Fold, axesOf: (attrs: KernelCall['attrs']) => number | number[]) {
  return (stock: Kernel): Kernel =>
    (call) => {
      const { x } = call.inputs;
      const axes = tf.util.parseAxisParam(axesOf(call.attrs), x.shape);
      const folded = x.dtype === 'float32' && x.shape.length > 0 ? foldOf(x.shape, axes) : null;
      if (!folded) return stock(call);
      const kept = call.attrs.keepDims === true;
      const shape = kept
        ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
        : x.shape.filter((_, axis) => !axes.includes(axis));
      return call.backend.produceOne(shape, (out) => fold(call.backend.floats(x), out, folded));
    };
}

/** Repeats a tensor whose leading axes are one: the whole of it, again and again. */
function tile(stock: Kernel): Kernel {
  return (call) => {
    const { x } = call.inputs;
    const { reps } = call.attrs as { reps: number[] };
    const lastRepeated = reps.findLastIndex((count) => count !== 1);
    const whole = x.shape.slice(0, lastRepeated + 1).every((size) => size === 1);
    if (!whole || x.dtype !== 'float32') return stock(call);
    const values = call.backend.floats(x);
    const shape = x.shape.map((size, axis) => size * reps[axis]);
    return call.backend.produceOne(shape, (out) => {
      for (let at = 0; at < out.length; at += values.length) out.set(values, at);
    });
  };
}

export function registerReductions(backendName: string): void {
  const axis = (attrs: KernelCall['attrs']) => attrs.axis as number | number[];
  const maximumAxes = (attrs: KernelCall['attrs']) => attrs.reductionIndices as number | number[];
  override(
    backendName,
    'Sum',
    reduce(
      foldSum(() => 1),
      axis,
    ),
  );
  override(
    backendName,
    'Mean',
    reduce(
      foldSum((count) => 1 / count),
      axis,
    ),
  );
  override(backendName, 'Max', reduce(foldMaximum, maximumAxes));
  override(backendName, 'Tile', tile);
}
