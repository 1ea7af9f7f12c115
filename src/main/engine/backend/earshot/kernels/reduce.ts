// Sums, means and maxima over neighbouring axes. Other axes and other types stay with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel } from './kernel';
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
}
