// The lab's own backend in native code: looks for the addon and registers it. Not the kernels: those are in earshot/.

import { availableParallelism } from 'node:os';
import type { BackendCandidate, BackendProbe } from './candidate';
import { unavailable } from './candidate';
import { loadNativeRunner } from './earshot/nativeRunner';
import { registerEarshot } from './earshot/register';

const name = 'earshot-native';
/** More threads than this only wait for each other at the sizes of these models. */
const MAX_THREADS = 8;

function load(): BackendProbe {
  const threads = Math.min(availableParallelism(), MAX_THREADS);
  const loaded = loadNativeRunner(threads, process.env.EARSHOT_ISA ?? '');
  if ('reason' in loaded) return unavailable(loaded.reason);
  const { runner } = loaded;
  registerEarshot(name, runner);
  const { instructionSet } = runner;
  const plural = runner.threads === 1 ? 'thread' : 'threads';
  return {
    available: true,
    reason: `fused kernels in native code, ${instructionSet}, ${runner.threads} ${plural}`,
    threads: runner.threads,
  };
}

let probed: BackendProbe | null = null;

export const earshotNativeBackend: BackendCandidate = {
  name,
  probe: () => Promise.resolve((probed ??= load())),
};
