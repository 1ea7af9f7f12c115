// What runs the fused kernels: native code in this process, or WebAssembly. Kernels above it never see which.

import type { Operation } from './operations';

export interface KernelRunner {
  /** `avx512`, `avx2`, `baseline`, `wasm simd`, `wasm relaxed simd`. */
  readonly instructionSet: string;
  readonly threads: number;
  /** Floats a vector and columns a packed panel: sizes of what kernels allocate. */
  readonly lanes: number;
  readonly panel: number;
  /**
   * Runs one operation to its end on all threads.
   * @param numbers sizes and flags, at most 16
   * @param pointers arguments in the order of `directions`; null where the operation allows none
   * @param scalars real numbers, at most 8
   */
  run(
    operation: Operation,
    numbers: readonly number[],
    pointers: readonly (Float32Array | null)[],
    scalars?: readonly number[],
  ): void;
  /** Memory for arguments marked `k`; its contents are undefined. */
  allocate(length: number): Float32Array;
  /** Gives memory of `allocate` back. */
  release(memory: Float32Array): void;
}

/** Columns rounded up to whole panels: what packing needs per unit of depth. */
export function panelColumns(runner: KernelRunner, columns: number): number {
  return Math.ceil(columns / runner.panel) * runner.panel;
}
