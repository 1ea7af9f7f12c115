// What runs the fused kernels: native code in this process, or WebAssembly. Kernels above it never see which.

import type { KernelMemory } from './memory';
import type { Operation } from './operations';

export interface KernelRunner {
  /** `avx512`, `avx2`, `baseline`, `simd128`, `relaxed simd`. */
  readonly instructionSet: string;
  /** Into how many shares work is cut: results depend on it in their last bits, and on nothing else. */
  readonly threads: number;
  /** Floats a vector and columns a packed panel: sizes of what kernels allocate. */
  readonly lanes: number;
  readonly panel: number;
  readonly memory: KernelMemory;
  /** Whether kernels reach nothing but `memory`; native code reads any typed array. */
  readonly confined: boolean;
  /**
   * Runs one operation to its end on all threads.
   * @param numbers sizes and flags, at most 16
   * @param pointers arguments as the operation's C struct lists them; null where it allows none
   * @param scalars real numbers, at most 8
   */
  run(
    operation: Operation,
    numbers: readonly number[],
    pointers: readonly (Float32Array | null)[],
    scalars?: readonly number[],
  ): void;
  /** Ends threads of its own; those of native code are the process'. */
  close(): void;
}

/** Columns rounded up to whole panels: what packing needs per unit of depth. */
export function panelColumns(runner: KernelRunner, columns: number): number {
  return Math.ceil(columns / runner.panel) * runner.panel;
}

/** Lends memory of the given lengths to `use` for the time of the call. */
export function withScratch<T>(
  { memory }: KernelRunner,
  lengths: readonly number[],
  use: (scratch: Float32Array[]) => T,
): T {
  const scratch = lengths.map((length) => memory.allocate(length));
  try {
    return use(scratch);
  } finally {
    scratch.forEach((each) => memory.release(each));
  }
}
