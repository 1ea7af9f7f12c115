// Memory that kernels compute in, of a runner: handed out, given back and used again, so that nothing is allocated once
// a model has taken its first step. Not the tensors it may hold: earshotBackend.ts.

export interface KernelMemory {
  /** Memory for `length` floats at the start of a cache line; its contents are undefined. */
  allocate(length: number): Float32Array;
  /** Gives memory of `allocate` back; nobody may use it afterwards. */
  release(values: Float32Array): void;
  /** Whether `values` came from `allocate`, as they are, and were not given back. */
  owns(values: Float32Array): boolean;
  /** Whether `values` lie, wholly or in part, in memory of this kind: a view, say, of what `allocate` gave. */
  shares(values: Float32Array): boolean;
  /** Bytes held in all, handed out or not. */
  bytes(): number;
  /** Bytes handed out. */
  bytesInUse(): number;
}

export const CACHE_LINE = 64;
