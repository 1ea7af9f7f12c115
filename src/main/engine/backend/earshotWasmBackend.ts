// The lab's own backend as WebAssembly: for machines without the native build. Not the kernels: those are in earshot/.

import { availableParallelism } from 'node:os';
import type { BackendCandidate, BackendProbe } from './candidate';
import { unavailable } from './candidate';
import { registerEarshot } from './earshot/register';
import { loadWasmRunner } from './earshot/wasmRunner';

const name = 'earshot-wasm';
/** More threads than this only wait for each other at the sizes of these models. */
const MAX_THREADS = 8;

function load(): BackendProbe {
  const loaded = loadWasmRunner(Math.min(availableParallelism(), MAX_THREADS));
  if ('reason' in loaded) return unavailable(loaded.reason);
  const { runner } = loaded;
  registerEarshot(name, runner);
  const plural = runner.threads === 1 ? 'thread' : 'threads';
  return {
    available: true,
    reason: `fused kernels as WebAssembly, ${runner.instructionSet}, ${runner.threads} ${plural}`,
    threads: runner.threads,
  };
}

let probed: BackendProbe | null = null;

export const earshotWasmBackend: BackendCandidate = {
  name,
  probe: () => Promise.resolve((probed ??= load())),
};
