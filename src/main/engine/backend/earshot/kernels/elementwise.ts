// The elementwise operations that training meets at every step: equal shapes, a vector along the last axis, a number.
// Large tensors go to the fused kernels, small ones through plain loops; everything else stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { isFloat, override, sizeOf } from './kernel';

/** By the number the C source gives them (native/elementwise.h). */
const kinds = { Add: 0, Sub: 1, Multiply: 2, RealDiv: 3, Relu: 4, Step: 5, Square: 6 } as const;
type Kind = keyof typeof kinds;

/** From here on a call of the kernels pays. */
const LARGE = 4096;

const loops: Readonly<Record<Kind, (x: number, y: number) => number>> = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Multiply: (x, y) => x * y,
  RealDiv: (x, y) => x / y,
  Relu: (x) => (x <= 0 ? 0 : x),
  Step: (x) => (x > 0 ? 1 : x <= 0 ? 0 : x),
  Square: (x) => x * x,
};

/** @param period how often b repeats along a: a's size, a's last axis, or 1 */
function compute(
  call: KernelCall,
  kind: Kind,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  period: number,
): tf.TensorInfo {
  const { backend } = call;
  const [left, right, size] = [backend.floats(a), backend.floats(b), sizeOf(a)];
  return backend.produceOne(a.shape, (out) => {
    if (size >= LARGE) {
      backend.runner.run('elementwise', [kinds[kind], size, period], [left, right, out]);
      return;
    }
    const loop = loops[kind];
    for (let i = 0; i < size; i += period)
      for (let j = 0; j < period; j++) out[i + j] = loop(left[i + j], right[j]);
  });
}

/** How often b repeats along a: its length where it is a's shape, a's last axis or a number; else 0. */
function periodOf(a: tf.TensorInfo, b: tf.TensorInfo): number {
  const size = sizeOf(b);
  if (tf.util.arraysEqual(a.shape, b.shape) || (size === 1 && b.shape.length <= a.shape.length)) return size;
  const last = a.shape[a.shape.length - 1];
  const leadingOnes = b.shape.slice(0, -1).every((length) => length === 1);
  return size === last && leadingOnes && b.shape.length <= a.shape.length ? size : 0;
}

function binary(kind: Kind, commutes: boolean) {
  return (stock: Kernel): Kernel =>
    (call) => {
      let { a, b } = call.inputs;
      if (!isFloat(a) || !isFloat(b)) return stock(call);
      if (commutes && sizeOf(b) > sizeOf(a)) [a, b] = [b, a];
      const period = periodOf(a, b);
      return period > 0 ? compute(call, kind, a, b, period) : stock(call);
    };
}

function unary(kind: Kind, isPlain: (attributes: KernelCall['attrs']) => boolean = () => true) {
  return (stock: Kernel): Kernel =>
    (call) => {
      const { x } = call.inputs;
      if (!isFloat(x) || sizeOf(x) === 0 || !isPlain(call.attrs)) return stock(call);
      return compute(call, kind, x, x, sizeOf(x));
    };
}

export function registerElementwise(backendName: string): void {
  override(backendName, 'Add', binary('Add', true));
  override(backendName, 'Sub', binary('Sub', false));
  override(backendName, 'Multiply', binary('Multiply', true));
  override(backendName, 'RealDiv', binary('RealDiv', false));
  override(backendName, 'Relu', unary('Relu'));
  override(backendName, 'Square', unary('Square'));
  override(
    backendName,
    'Step',
    unary('Step', (attributes) => !attributes?.alpha),
  );
}
