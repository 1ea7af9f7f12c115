// The shared memory that WASM kernels compute in, and what of it is free. It never shrinks (WebAssembly has no such
// thing), so neighbouring free pieces are joined and the lowest that fits is taken. Not the kernels: wasmRunner.ts.

import type { KernelMemory } from './memory';
import { CACHE_LINE } from './memory';

const PAGE_BYTES = 65536;
const INITIAL_PAGES = 64;
/**
 * Addresses asked for, the most first: only what is touched takes memory, but a machine or a container may not have as
 * many addresses to give. The module is linked for the first.
 */
const MAXIMUM_PAGES = [65536, 32768, 16384, 8192];

export interface WasmMemory extends KernelMemory {
  readonly memory: WebAssembly.Memory;
  /** Sets the address from which memory may be handed out; before the first allocation. */
  start(heapBase: number): void;
}

function reserve(): WebAssembly.Memory {
  for (const maximum of MAXIMUM_PAGES) {
    try {
      return new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared: true });
    } catch {
      // Fewer, then.
    }
  }
  const megabytes = (MAXIMUM_PAGES[MAXIMUM_PAGES.length - 1] * PAGE_BYTES) / 2 ** 20;
  throw new RangeError(`this machine gives a process fewer than ${megabytes} MB of addresses at once`);
}

interface Span {
  address: number;
  bytes: number;
}

/** Free spans by address, never two that touch. */
function createFreeList() {
  const spans: Span[] = [];
  return {
    /** Takes the lowest span that fits; -1 where none does. */
    take(bytes: number): number {
      const index = spans.findIndex((span) => span.bytes >= bytes);
      if (index < 0) return -1;
      const span = spans[index];
      const { address } = span;
      if (span.bytes === bytes) spans.splice(index, 1);
      else {
        span.address += bytes;
        span.bytes -= bytes;
      }
      return address;
    },
    give(address: number, bytes: number): void {
      let index = spans.findIndex((span) => span.address > address);
      if (index < 0) index = spans.length;
      const [before, after] = [spans[index - 1], spans[index]];
      const joinsBefore = before !== undefined && before.address + before.bytes === address;
      const joinsAfter = after !== undefined && address + bytes === after.address;
      if (joinsBefore && joinsAfter) {
        before.bytes += bytes + after.bytes;
        spans.splice(index, 1);
      } else if (joinsBefore) before.bytes += bytes;
      else if (joinsAfter) {
        after.address = address;
        after.bytes += bytes;
      } else spans.splice(index, 0, { address, bytes });
    },
    /** Bytes of the span that ends at `address`, to be grown; 0 without one. */
    endingAt(address: number): number {
      const last = spans[spans.length - 1];
      return last && last.address + last.bytes === address ? last.bytes : 0;
    },
  };
}

const spanOf = (length: number): number => Math.max(1, Math.ceil((length * 4) / CACHE_LINE)) * CACHE_LINE;

/** @throws RangeError where the machine has no room for the memory */
export function createWasmMemory(): WasmMemory {
  const memory = reserve();
  const free = createFreeList();
  const handedOut = new Map<number, Float32Array>();
  let [end, inUse, base] = [0, 0, 0];

  /** Makes the free span at the end large enough, asking for pages where they are missing. */
  function extend(bytes: number): void {
    const more = bytes - free.endingAt(end);
    const missing = end + more - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    free.give(end, more);
    end += more;
  }

  return {
    memory,
    start: (heapBase) => {
      base = end = Math.ceil(heapBase / CACHE_LINE) * CACHE_LINE;
    },
    allocate(length) {
      const bytes = spanOf(length);
      let address = free.take(bytes);
      if (address < 0) {
        extend(bytes);
        address = free.take(bytes);
      }
      inUse += bytes;
      const values = new Float32Array(memory.buffer, address, length);
      handedOut.set(address, values);
      return values;
    },
    release(values) {
      if (handedOut.get(values.byteOffset) !== values)
        throw new Error('release: expected memory of this module that was not given back before');
      handedOut.delete(values.byteOffset);
      const bytes = spanOf(values.length);
      inUse -= bytes;
      free.give(values.byteOffset, bytes);
    },
    owns: (values) => handedOut.get(values.byteOffset) === values,
    shares: (values) => values.buffer instanceof SharedArrayBuffer,
    bytes: () => end - base,
    bytesInUse: () => inUse,
  };
}
