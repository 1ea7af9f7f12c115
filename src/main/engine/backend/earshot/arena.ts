// Memory that kernels need beside their tensors, used again from step to step: nothing is allocated once a model has
// taken its first step. Not for tensors: what a program can hold on to is never recycled.

export interface Arena {
  allocate(length: number): Float32Array;
  release(memory: Float32Array): void;
  /** Bytes it holds in all, given out or not. */
  bytes(): number;
}

/** @param make makes new memory; its contents need not be zero */
export function createArena(
  make: (length: number) => Float32Array = (length) => new Float32Array(length),
): Arena {
  const free = new Map<number, Float32Array[]>();
  let bytes = 0;
  return {
    allocate(length) {
      const memory = free.get(length)?.pop();
      if (memory) return memory;
      bytes += length * 4;
      return make(length);
    },
    release(memory) {
      const list = free.get(memory.length);
      if (list) list.push(memory);
      else free.set(memory.length, [memory]);
    },
    bytes: () => bytes,
  };
}
