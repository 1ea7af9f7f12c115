// The kernels as native code: the addon that `npm install` builds where a C compiler is. Not the build: scripts/native.mjs.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createArena } from './arena';
import { operations } from './operations';
import type { KernelRunner } from './runner';

interface Addon {
  configure(
    threads: number,
    instructionSet: string,
  ): { readonly isa: string; readonly threads: number; readonly lanes: number; readonly panel: number };
  run(
    operation: number,
    numbers: Int32Array,
    pointers: readonly (Float32Array | null)[],
    scalars: Float32Array,
  ): void;
}

const fileName = join('build', 'native', `earshot-${process.platform}-${process.arch}.node`);

/** The addon's file: in the nearest folder above this module that has one. */
function findAddon(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, fileName);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return null;
  }
}

export type NativeLoad = { readonly runner: KernelRunner } | { readonly reason: string };

/**
 * Loads the addon. Its threads and instruction set are the process': the last call decides for all.
 * @param threads wanted, 1 to 64
 * @param instructionSet `avx512`, `avx2`, `baseline`, or '' for the widest this processor has
 */
export function loadNativeRunner(threads: number, instructionSet = ''): NativeLoad {
  const file = findAddon();
  if (!file) return { reason: 'not built: npm install builds it where a C compiler (cc) is found' };
  try {
    const addon = createRequire(import.meta.url)(file) as Addon;
    return { runner: createRunner(addon, threads, instructionSet) };
  } catch (error) {
    return { reason: `its library did not load: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function createRunner(addon: Addon, threads: number, wanted: string): KernelRunner {
  const configured = addon.configure(threads, wanted);
  const none = new Float32Array(0);
  const arena = createArena();
  return {
    instructionSet: configured.isa,
    threads: configured.threads,
    lanes: configured.lanes,
    panel: configured.panel,
    run(operation, numbers, pointers, scalars) {
      const reals = scalars ? Float32Array.from(scalars) : none;
      addon.run(operations[operation], Int32Array.from(numbers), pointers, reals);
    },
    allocate: (length) => arena.allocate(length),
    release: (memory) => arena.release(memory),
  };
}
