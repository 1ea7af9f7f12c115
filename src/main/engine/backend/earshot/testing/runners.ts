// The runners a test of the kernels goes over: native code and WebAssembly, one thread and two. Native ones are left out
// where no C compiler built them, and the test says so by its absence in the list.

import { loadNativeRunner } from '../nativeRunner';
import { registerEarshot } from '../register';
import type { KernelRunner } from '../runner';
import { loadWasmRunner } from '../wasmRunner';

export interface NamedRunner {
  /** Name of the backend that computes with it. */
  readonly name: string;
  /** Makes it ready: native threads and instruction set are set for the whole process. */
  use(): KernelRunner;
}

function fromLoad(load: { readonly runner: KernelRunner } | { readonly reason: string }): KernelRunner {
  if ('reason' in load) throw new Error(load.reason);
  return load.runner;
}

const kinds = [
  { name: 'native, widest vectors, 2 threads', load: () => loadNativeRunner(2) },
  { name: 'native, widest vectors, 1 thread', load: () => loadNativeRunner(1) },
  { name: 'native, avx2, 2 threads', load: () => loadNativeRunner(2, 'avx2') },
  { name: 'native, baseline, 2 threads', load: () => loadNativeRunner(2, 'baseline') },
  { name: 'wasm, 1 thread', load: () => loadWasmRunner(1) },
  { name: 'wasm, 2 threads', load: () => loadWasmRunner(2) },
];

const registered = new Set<string>();

/** Those that load here. */
export const runners: readonly NamedRunner[] = kinds
  .filter(({ load }) => 'runner' in load())
  .map(({ name, load }) => ({
    name,
    use: () => {
      const runner = fromLoad(load());
      if (!registered.has(name)) registerEarshot(name, runner);
      registered.add(name);
      return runner;
    },
  }));
