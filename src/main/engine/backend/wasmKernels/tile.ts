// Repeating a tensor along its axes by copying blocks; wasm's own works out every element's place by division.
// Not for strings: those go to the backend's own kernel.

import type { WasmKernel } from './heap';

/** Copies with one axis repeated: [outer, inner] -> [outer, repeats, inner]. */
function repeatAxis(from: Uint8Array, outer: number, innerBytes: number, repeats: number) {
  const to = new Uint8Array(outer * repeats * innerBytes);
  for (let o = 0, at = 0; o < outer; o++) {
    const block = from.subarray(o * innerBytes, (o + 1) * innerBytes);
    for (let r = 0; r < repeats; r++, at += innerBytes) to.set(block, at);
  }
  return to;
}

/**
 * `Tile`, last axis first.
 * @param plain the backend's own kernel
 */
export function createTile(plain: WasmKernel): WasmKernel {
  return (call) => {
    const { x } = call.inputs;
    if (x.dtype !== 'float32' && x.dtype !== 'int32') return plain(call);
    const repeats = call.attrs.reps as number[];
    const view = call.backend.typedArrayFromHeap(x) as Float32Array | Int32Array;
    let bytes = new Uint8Array(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    let innerBytes = view.BYTES_PER_ELEMENT;
    for (let axis = x.shape.length - 1, outer = view.length; axis >= 0; axis--) {
      outer /= Math.max(x.shape[axis], 1);
      innerBytes *= x.shape[axis];
      if (repeats[axis] !== 1) bytes = repeatAxis(bytes, outer, innerBytes, repeats[axis]);
      innerBytes *= repeats[axis];
    }
    const shape = x.shape.map((size, axis) => size * repeats[axis]);
    const values = x.dtype === 'float32' ? new Float32Array(bytes.buffer) : new Int32Array(bytes.buffer);
    return call.backend.makeOutput(shape, x.dtype, undefined, values);
  };
}
