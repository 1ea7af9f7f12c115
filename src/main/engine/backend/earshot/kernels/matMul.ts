// Matrix products on the packed panels: BatchMatMul and _FusedMatMul with all transposes and broadcasts.
// An activation behind a product is a pass of its own; those with parameters stay with TensorFlow.js' own kernels.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import { panelColumns, withScratch } from '../runner';
import type { KernelCall } from './kernel';
import { override } from './kernel';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Of the fused product. */
  readonly activation?: string;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** a [..., m, k] times b [..., k, n], each transposed on request; leading dimensions equal or 1 as a whole. */
function multiply(
  backend: EarshotBackend,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  { transposeA, transposeB }: MatMulAttributes,
  bias: Float32Array | null,
): tf.TensorInfo {
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [aRows, aColumns] = a.shape.slice(-2);
  const [rows, depth] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)];
  const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const [batch, aItems, bItems] = [product(batchShape), product(aBatch), product(bBatch)];
  const { runner } = backend;
  const flags = [transposeA, transposeB, aItems < batch, bItems < batch].map(Number);
  const numbers = [batch, rows, columns, depth, ...flags];
  return backend.produceOne([...batchShape, rows, columns], (c) =>
    withScratch(runner, [bItems * panelColumns(runner, columns) * depth], ([packed]) =>
      runner.run('matMul', numbers, [backend.floats(a), backend.floats(b), bias, c, packed]),
    ),
  );
}

/** Whether the fused kernel takes these operands: whole batches equal, or one of them a single matrix. */
function isPlain(a: tf.TensorInfo, b: tf.TensorInfo): boolean {
  if (a.dtype !== 'float32' || b.dtype !== 'float32' || a.shape.includes(0) || b.shape.includes(0))
    return false;
  const [aItems, bItems] = [a, b].map(({ shape }) => product(shape.slice(0, -2)));
  return aItems === 1 || bItems === 1 || tf.util.arraysEqual(a.shape.slice(0, -2), b.shape.slice(0, -2));
}

/** Kernels of the activations that a fused product may end with. */
const activationKernels: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
};

/** Applies an activation by name and lets its input go. */
function activate({ backend }: KernelCall, x: tf.TensorInfo, activation: string): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(activationKernels[activation], tf.getBackend());
  const y = kernelFunc({ inputs: { x }, backend, attrs: {} }) as tf.TensorInfo;
  backend.disposeIntermediateTensorInfo(x);
  return y;
}

function fused(call: KernelCall): tf.TensorInfo {
  const { backend } = call;
  const { a, b, bias } = call.inputs;
  const attributes = call.attrs as unknown as MatMulAttributes;
  const { activation = 'linear' } = attributes;
  const product = multiply(backend, a, b, attributes, bias ? backend.floats(bias) : null);
  return activation === 'linear' ? product : activate(call, product, activation);
}

export function registerMatMul(backendName: string): void {
  override(backendName, 'BatchMatMul', (stock) => (call: KernelCall) => {
    const { a, b } = call.inputs;
    if (!isPlain(a, b)) return stock(call);
    return multiply(call.backend, a, b, call.attrs as unknown as MatMulAttributes, null);
  });
  override(backendName, '_FusedMatMul', (stock) => (call: KernelCall) => {
    const { a, b, bias } = call.inputs;
    const { activation = 'linear' } = call.attrs as unknown as MatMulAttributes;
    const vector = !bias || (bias.shape.length === 1 && bias.dtype === 'float32');
    const known = activation === 'linear' || activation in activationKernels;
    return isPlain(a, b) && vector && known ? fused(call) : stock(call);
  });
}
