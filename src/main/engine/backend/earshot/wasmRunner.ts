// The kernels as WebAssembly: everywhere that no native build is. The same C source, 128-bit vectors, threads over
// shared memory. Tensors live outside that memory, so arguments are copied in and results out.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directions, operations } from './operations';
import type { KernelRunner } from './runner';
import type { WasmMemory } from './wasmMemory';
import { createWasmMemory } from './wasmMemory';
import type { KernelExports, KernelThreads } from './wasmThreads';
import { startKernelThreads } from './wasmThreads';

const fileName = join('assets', 'kernels', 'earshot-simd128.wasm');

/** Sizes of the call block in native/call.h. */
const NUMBERS = 16;
const POINTERS = 32;
const SCALARS = 8;

function findKernels(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, fileName);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return null;
  }
}

export type WasmLoad = { readonly runner: KernelRunner } | { readonly reason: string };

/** Loads the WASM kernels. @param threads wanted, 1 to 64; each call starts its own */
export function loadWasmRunner(threads: number): WasmLoad {
  const file = findKernels();
  if (!file) return { reason: `${fileName} is missing: npm run build:kernels makes it with clang` };
  try {
    return { runner: createRunner(new WebAssembly.Module(readFileSync(file)), threads) };
  } catch (error) {
    return { reason: `WebAssembly did not start: ${error instanceof Error ? error.message : String(error)}` };
  }
}

interface Argument {
  readonly values: Float32Array;
  readonly inside: Float32Array;
  readonly direction: string;
}

/** Finds or makes a place inside the memory for each argument, and copies in what is read. */
function bringIn(
  heap: WasmMemory,
  letters: string,
  pointers: readonly (Float32Array | null)[],
): (Argument | null)[] {
  return pointers.map((values, i) => {
    if (!values) return null;
    const inside = heap.holds(values) ? values : heap.allocate(values.length);
    const direction = letters[i];
    if (inside !== values && direction !== 'o') inside.set(values);
    return { values, inside, direction };
  });
}

function takeOut(heap: WasmMemory, parts: readonly (Argument | null)[]): void {
  for (const part of parts) {
    if (!part || part.inside === part.values) continue;
    if (part.direction !== 'i') part.values.set(part.inside);
    heap.release(part.inside);
  }
}

function createRunner(module: WebAssembly.Module, wanted: number): KernelRunner {
  const heap = createWasmMemory();
  const instance = new WebAssembly.Instance(module, { env: { memory: heap.memory } });
  const kernels = instance.exports as unknown as KernelExports;
  heap.start(kernels.__heap_base.value as number);
  const threads: KernelThreads = startKernelThreads(module, kernels, heap, wanted);
  const call = heap.allocate(NUMBERS + POINTERS + SCALARS);
  const words = new Int32Array(heap.memory.buffer, call.byteOffset, NUMBERS + POINTERS);
  return {
    instructionSet: 'simd128',
    threads: threads.threads,
    lanes: kernels.lanes(),
    panel: kernels.panel(),
    run(operation, numbers, pointers, scalars = []) {
      const parts = bringIn(heap, directions[operation], pointers);
      words.fill(0);
      words.set(numbers);
      words.set(
        parts.map((part) => part?.inside.byteOffset ?? 0),
        NUMBERS,
      );
      call.set(scalars, NUMBERS + POINTERS);
      threads.run(operations[operation], call.byteOffset);
      takeOut(heap, parts);
    },
    allocate: (length) => heap.allocate(length),
    release: (memory) => heap.release(memory),
  };
}
