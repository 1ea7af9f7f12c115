// The elementwise operations that training meets at every step, one operand repeated along the other where its shape is
// smaller. Large tensors go to the fused kernels, small ones through plain loops; the rest stays with the stock kernels.

import type * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { define, isFloat, override, sizeOf } from './kernel';
import type { Spans } from './spans';
import { repeatOf } from './spans';

/** 1 where a equals b, else 0, as float32: what the gradient of a maximum asks. */
export const equalKernel = 'EarshotEqual';
/** a where b is positive, else 0: the gradient of a rectification. */
export const reluPassKernel = 'EarshotReluPass';

/** By the number the C source gives them (native/elementwise.h). */
const kinds = {
  Add: 0,
  Sub: 1,
  Multiply: 2,
  RealDiv: 3,
  Relu: 4,
  Step: 5,
  Square: 6,
  SubFrom: 7,
  DivInto: 8,
  Equal: 9,
  ReluGradient: 10,
} as const;
type Kind = keyof typeof kinds;

const loops: Readonly<Record<Kind, (x: number, y: number) => number>> = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Multiply: (x, y) => x * y,
  RealDiv: (x, y) => x / y,
  Relu: (x) => (x <= 0 ? 0 : x),
  Step: (x) => (x > 0 ? 1 : x <= 0 ? 0 : x),
  Square: (x) => x * x,
  SubFrom: (x, y) => y - x,
  DivInto: (x, y) => y / x,
  Equal: (x, y) => Number(x === y),
  ReluGradient: (dy, y) => (y <= 0 ? 0 : dy),
};

/** The kind with its operands in the other order. */
const swapped: Partial<Readonly<Record<Kind, Kind>>> = {
  Add: 'Add',
  Multiply: 'Multiply',
  Sub: 'SubFrom',
  RealDiv: 'DivInto',
};

/** From here on a call of the kernels pays. */
const LARGE = 4096;

/** Calls `visit` with the place of each value of a and of the value of b that belongs to it. */
function eachPair({ outer, middle, inner }: Spans, visit: (a: number, b: number) => void): void {
  for (let o = 0, at = 0; o < outer; o++)
    for (let m = 0; m < middle; m++) for (let i = 0; i < inner; i++) visit(at++, o * inner + i);
}

function compute({ backend }: KernelCall, kind: Kind, a: tf.TensorInfo, b: tf.TensorInfo, spans: Spans) {
  const [left, right] = [backend.floats(a), backend.floats(b)];
  return backend.produceOne(a.shape, (out) => {
    const { outer, middle, inner } = spans;
    if (out.length >= LARGE) {
      backend.runner.run('elementwise', [kinds[kind], outer, middle, inner], [left, right, out]);
      return;
    }
    const loop = loops[kind];
    eachPair(spans, (at, by) => {
      out[at] = loop(left[at], right[by]);
    });
  });
}

function binary(kind: Kind) {
  return (stock: Kernel): Kernel =>
    (call) => {
      const { a, b } = call.inputs;
      if (!isFloat(a) || !isFloat(b) || sizeOf(a) * sizeOf(b) === 0) return stock(call);
      const along = repeatOf(a.shape, b.shape);
      if (along) return compute(call, kind, a, b, along);
      const reversed = repeatOf(b.shape, a.shape);
      return reversed ? compute(call, swapped[kind] as Kind, b, a, reversed) : stock(call);
    };
}

function unary(kind: Kind, isPlain: (attributes: KernelCall['attrs']) => boolean = () => true) {
  return (stock: Kernel): Kernel =>
    (call) => {
      const { x } = call.inputs;
      if (!isFloat(x) || sizeOf(x) === 0 || !isPlain(call.attrs)) return stock(call);
      return compute(call, kind, x, x, { outer: 1, middle: 1, inner: sizeOf(x) });
    };
}

/** A kernel of the lab's own: a with b repeated along it. */
function pairwise(kind: Kind): Kernel {
  return (call) => {
    const { a, b } = call.inputs;
    const spans = isFloat(a) && isFloat(b) ? repeatOf(a.shape, b.shape) : null;
    if (!spans)
      throw new Error(
        `${kind}: expected float32, b repeated along a, got [${a.shape.join(', ')}] and [${b.shape.join(', ')}]`,
      );
    return compute(call, kind, a, b, spans);
  };
}

export function registerElementwise(backendName: string): void {
  override(backendName, 'Add', binary('Add'));
  override(backendName, 'Sub', binary('Sub'));
  override(backendName, 'Multiply', binary('Multiply'));
  override(backendName, 'RealDiv', binary('RealDiv'));
  override(backendName, 'Relu', unary('Relu'));
  override(backendName, 'Square', unary('Square'));
  override(
    backendName,
    'Step',
    unary('Step', (attributes) => !attributes?.alpha),
  );
  define(backendName, equalKernel, pairwise('Equal'));
  define(backendName, reluPassKernel, pairwise('ReluGradient'));
}
