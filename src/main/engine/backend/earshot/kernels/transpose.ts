// Transposition of the first axes of a float32 tensor by whole rows, and of matrices; an order that changes nothing costs
// nothing. Other orders stay with the stock kernel.

import type * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import type { Kernel } from './kernel';
import { isFloat, override, sizeOf } from './kernel';

const isIdentity = (perm: readonly number[]): boolean => perm.every((axis, i) => axis === i);

/** Swaps the first two axes of [rows, columns, width]. */
function swap(backend: EarshotBackend, x: tf.TensorInfo, shape: number[], width: number): tf.TensorInfo {
  const [rows, columns] = x.shape;
  const values = backend.floats(x);
  return backend.produceOne(shape, (out) => {
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let k = 0, from = (i * columns + j) * width, to = (j * rows + i) * width; k < width; k++)
          out[to + k] = values[from + k];
  });
}

function transpose(stock: Kernel): Kernel {
  return (call) => {
    const { backend, inputs, attrs } = call;
    const { x } = inputs;
    const { perm } = attrs as { perm: number[] };
    if (isIdentity(perm)) {
      backend.incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    }
    const swapsFirst = perm[0] === 1 && perm[1] === 0 && isIdentity([0, 1, ...perm.slice(2)]);
    if (!swapsFirst || !isFloat(x) || sizeOf(x) === 0) return stock(call);
    const shape = perm.map((axis) => x.shape[axis]);
    return swap(backend, x, shape, sizeOf(x) / (x.shape[0] * x.shape[1]));
  };
}

export const registerTranspose = (backendName: string): void => override(backendName, 'Transpose', transpose);
