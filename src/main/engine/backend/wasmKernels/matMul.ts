// Matrix products with transposed operands: wasm's own take a scalar loop, six times slower than transposing
// first and multiplying plainly. Not the product itself: that stays the backend's.

import type { Info, KernelCall, WasmKernel } from './heap';
import { kernelOf } from './heap';

/** Swaps the last two axes. */
function transposed(info: Info, call: KernelCall): Info {
  const rank = info.shape.length;
  const perm = [...info.shape.keys()];
  perm[rank - 1] = rank - 2;
  perm[rank - 2] = rank - 1;
  return kernelOf('Transpose')({ inputs: { x: info }, backend: call.backend, attrs: { perm } });
}

/**
 * `BatchMatMul` that transposes operands first.
 * @param plain the backend's own kernel
 */
export function createMatMul(plain: WasmKernel): WasmKernel {
  return (call) => {
    const { transposeA, transposeB } = call.attrs;
    const a = transposeA ? transposed(call.inputs.a, call) : call.inputs.a;
    const b = transposeB ? transposed(call.inputs.b, call) : call.inputs.b;
    const product = plain({ ...call, inputs: { a, b }, attrs: { transposeA: false, transposeB: false } });
    if (transposeA) call.backend.disposeData(a.dataId);
    if (transposeB) call.backend.disposeData(b.dataId);
    return product;
  };
}
