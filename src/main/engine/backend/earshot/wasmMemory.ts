// The shared memory that WASM kernels compute in: handing out pieces of it, and what crosses its border.
// Not the kernels, not the threads: wasmRunner.ts.

import { createArena } from './arena';

const PAGE_BYTES = 65536;
const INITIAL_PAGES = 512;
/** As the module was linked: 4 GiB of addresses; only what is touched takes memory. */
const MAXIMUM_PAGES = 65536;
const ALIGNMENT = 64;

export interface WasmMemory {
  readonly memory: WebAssembly.Memory;
  /** Sets the address from which memory may be handed out; before the first allocation. */
  start(heapBase: number): void;
  allocate(length: number): Float32Array;
  release(memory: Float32Array): void;
  /** Whether `values` lie in this memory, so that kernels can read them where they are. */
  holds(values: Float32Array): boolean;
}

/** @throws RangeError where the machine has no room for the memory */
export function createWasmMemory(): WasmMemory {
  const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES, shared: true });
  let next = 0;
  const arena = createArena((length) => {
    const address = next;
    next += Math.ceil((length * 4) / ALIGNMENT) * ALIGNMENT + ALIGNMENT;
    const missing = next - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return new Float32Array(memory.buffer, address, length);
  });
  const owned = new WeakSet<Float32Array>();
  return {
    memory,
    start: (heapBase) => {
      next = Math.ceil(heapBase / ALIGNMENT) * ALIGNMENT;
    },
    allocate: (length) => {
      const values = arena.allocate(length);
      owned.add(values);
      return values;
    },
    release: (values) => arena.release(values),
    holds: (values) => owned.has(values),
  };
}
