// The kernels as WebAssembly: everywhere that no native build is. The same C source, 128-bit vectors, threads over
// shared memory. Kernels reach nothing but that memory, so the backend keeps its tensors there.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callBlock, operations } from './operations';
import type { KernelRunner } from './runner';
import { createWasmMemory } from './wasmMemory';
import type { KernelExports } from './wasmThreads';
import { createKernelThreads } from './wasmThreads';

/** The widest first: relaxed SIMD multiplies and adds in one instruction, where the engine knows it. */
const builds = [
  { instructionSet: 'relaxed simd', file: 'earshot-relaxed.wasm' },
  { instructionSet: 'simd128', file: 'earshot-simd128.wasm' },
] as const;
export type WasmInstructionSet = (typeof builds)[number]['instructionSet'];

const kernelFolder = join('assets', 'kernels');

/** Node's types leave out `validate`. */
const isValid = (bytes: Uint8Array): boolean =>
  (WebAssembly as typeof WebAssembly & { validate(bytes: Uint8Array): boolean }).validate(bytes);

function findFolder(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const kernels = join(folder, kernelFolder);
    if (existsSync(kernels)) return kernels;
    if (folder === dirname(folder)) return null;
  }
}

export type WasmLoad = { readonly runner: KernelRunner } | { readonly reason: string };

/**
 * Loads the WASM kernels.
 * @param threads wanted, 1 to 64; each runner starts its own, at its first operation
 * @param wanted which build; the widest that this engine accepts by default
 */
export function loadWasmRunner(threads: number, wanted?: WasmInstructionSet): WasmLoad {
  const folder = findFolder();
  if (!folder) return { reason: `${kernelFolder} is missing: npm run build:kernels makes it with clang` };
  try {
    for (const { instructionSet, file } of builds) {
      if (wanted && wanted !== instructionSet) continue;
      const bytes = readFileSync(join(folder, file));
      if (!isValid(bytes)) continue;
      return { runner: createRunner(new WebAssembly.Module(bytes), threads, instructionSet) };
    }
    return { reason: `this engine's WebAssembly knows no ${wanted ?? 'SIMD with shared memory'}` };
  } catch (error) {
    return { reason: `WebAssembly did not start: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function createRunner(
  module: WebAssembly.Module,
  wanted: number,
  instructionSet: WasmInstructionSet,
): KernelRunner {
  const memory = createWasmMemory();
  const instance = new WebAssembly.Instance(module, { env: { memory: memory.memory } });
  const kernels = instance.exports as unknown as KernelExports;
  memory.start(kernels.__heap_base.value as number);
  const call = memory.allocate(callBlock.numbers + callBlock.pointers + callBlock.scalars);
  const words = new Int32Array(call.buffer, call.byteOffset, callBlock.numbers + callBlock.pointers);
  const threads = createKernelThreads(module, kernels, memory, wanted);
  return {
    instructionSet,
    threads: threads.threads,
    lanes: kernels.lanes(),
    panel: kernels.panel(),
    memory,
    confined: true,
    run(operation, numbers, pointers, scalars = []) {
      words.set(numbers);
      for (let i = 0; i < pointers.length; i++) {
        words[callBlock.numbers + i] = pointers[i]?.byteOffset ?? 0;
      }
      call.set(scalars, words.length);
      threads.run(operations[operation], call.byteOffset);
    },
    close: () => threads.close(),
  };
}
