// The runners a test of the kernels goes over: native code and WebAssembly, one thread and more. Native ones are left out
// where no C compiler built them or the processor has not got the instructions; the list of tests shows it.

import * as tf from '@tensorflow/tfjs';
import { loadNativeRunner } from '../nativeRunner';
import { registerEarshot } from '../register';
import type { KernelRunner } from '../runner';
import { loadWasmRunner } from '../wasmRunner';

export interface NamedRunner {
  /** Name of the backend that computes with it, once `use` was called. */
  readonly name: string;
  readonly runner: KernelRunner;
  /** Registers the backend. */
  use(): KernelRunner;
}

const wanted = [
  { name: 'native, 1 thread', load: () => loadNativeRunner(1) },
  { name: 'native, 2 threads', load: () => loadNativeRunner(2) },
  { name: 'native, 3 threads', load: () => loadNativeRunner(3) },
  { name: 'native, avx2, 2 threads', load: () => loadNativeRunner(2, 'avx2'), set: 'avx2' },
  { name: 'native, baseline, 2 threads', load: () => loadNativeRunner(2, 'baseline'), set: 'baseline' },
  { name: 'wasm, 1 thread', load: () => loadWasmRunner(1) },
  { name: 'wasm, 2 threads', load: () => loadWasmRunner(2) },
];

tf.enableProdMode();

const registered = new Set<string>();

function useRunner(name: string, runner: KernelRunner): KernelRunner {
  if (!registered.has(name)) registerEarshot(name, runner);
  registered.add(name);
  return runner;
}

/** Those that load here. */
export const runners: readonly NamedRunner[] = wanted.flatMap(({ name, load, set }) => {
  const loaded = load();
  if ('reason' in loaded || (set && loaded.runner.instructionSet !== set)) return [];
  return [{ name, runner: loaded.runner, use: () => useRunner(name, loaded.runner) }];
});
