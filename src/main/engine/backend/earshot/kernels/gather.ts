// Rows of a table by their numbers, which is what an embedding looks up, and the gradient of the table.
// Other axes, batches of tables and other types stay with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import { withScratch } from '../runner';
import type { Kernel } from './kernel';
import { isFloat, override, sizeOf } from './kernel';

/** Numbers of rows up to here are whole as float32, which is how kernels take them. */
const MOST_ROWS = 2 ** 24;

const numbersIn = (backend: EarshotBackend, tensor: tf.TensorInfo): ArrayLike<number> =>
  backend.data.get(tensor.dataId).values as unknown as ArrayLike<number>;

function requireRows(rows: ArrayLike<number>, limit: number): void {
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] >= 0 && rows[i] < limit) continue;
    throw new Error(`gather: expected rows from 0 to ${limit - 1}, got ${rows[i]} at ${i}`);
  }
}

function gather(stock: Kernel): Kernel {
  return (call) => {
    const { inputs, backend, attrs } = call;
    const { x, indices } = inputs;
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    const [along] = tf.util.parseAxisParam(axis, x.shape);
    if (along !== 0 || batchDims !== 0 || !isFloat(x) || x.shape[0] > MOST_ROWS || sizeOf(x) === 0)
      return stock(call);
    const rows = numbersIn(backend, indices);
    requireRows(rows, x.shape[0]);
    const width = sizeOf(x) / x.shape[0];
    return backend.produceOne([...indices.shape, ...x.shape.slice(1)], (out) =>
      withScratch(backend.runner, [rows.length], ([numbers]) => {
        numbers.set(rows);
        backend.runner.run('gather', [rows.length, width], [backend.floats(x), numbers, out]);
      }),
    );
  };
}

function segmentSum(stock: Kernel): Kernel {
  return (call) => {
    const { inputs, backend, attrs } = call;
    const { x, segmentIds } = inputs;
    const segments = attrs.numSegments as number;
    if (!isFloat(x) || segmentIds.shape.length !== 1 || segments > MOST_ROWS || sizeOf(x) === 0)
      return stock(call);
    const rows = numbersIn(backend, segmentIds);
    const width = sizeOf(x) / x.shape[0];
    return backend.produceOne([segments, ...x.shape.slice(1)], (sums) =>
      withScratch(backend.runner, [rows.length], ([numbers]) => {
        numbers.set(rows);
        backend.runner.run('segmentSum', [rows.length, width, segments], [backend.floats(x), numbers, sums]);
      }),
    );
  };
}

export function registerGather(backendName: string): void {
  override(backendName, 'GatherV2', gather);
  override(backendName, 'UnsortedSegmentSum', segmentSum);
}
