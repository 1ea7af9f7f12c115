// The kernels as native code: the addon that `npm install` builds where a C compiler is. Not the build: scripts/native.mjs.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createArena } from './arena';
import { callBlock, operations } from './operations';
import type { KernelRunner } from './runner';

interface Addon {
  /** Hash of the source it was built from. */
  readonly source: string;
  open(
    threads: number,
    instructionSet: string,
  ): {
    readonly isa: string;
    readonly set: number;
    readonly threads: number;
    readonly lanes: number;
    readonly panel: number;
  };
  run(
    set: number,
    threads: number,
    operation: number,
    numbers: Int32Array,
    pointers: readonly (Float32Array | null)[],
    scalars: Float32Array,
  ): void;
  misalignment(buffer: ArrayBuffer): number;
}

const addonFile = join('build', 'native', `earshot-${process.platform}-${process.arch}.node`);
/** What the kernels' source is by now; stands beside the WebAssembly that was built from it. */
const sourceFile = join('assets', 'kernels', 'source.sha256');

/** A file in the nearest folder above this module that has it. */
function findAbove(name: string): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return null;
  }
}

/** Arguments go to the kernels unchecked: those of another version would write anywhere. */
function isOfThisSource({ source }: Addon): boolean {
  const file = findAbove(sourceFile);
  return file !== null && readFileSync(file, 'utf8').trim() === source;
}

export type NativeLoad = { readonly runner: KernelRunner } | { readonly reason: string };

/**
 * Loads the addon. Its threads serve the whole process; how many of them and which instruction set is each runner's own.
 * @param threads wanted, 1 to 64
 * @param instructionSet `avx512`, `avx2`, `baseline`, or '' for the widest this processor has
 */
export function loadNativeRunner(threads: number, instructionSet = ''): NativeLoad {
  const file = findAbove(addonFile);
  if (!file) return { reason: 'not built: npm install builds it where a C compiler (cc) is found' };
  try {
    const addon = createRequire(import.meta.url)(file) as Addon;
    if (!isOfThisSource(addon)) return { reason: 'built from another source: npm install builds it anew' };
    return { runner: createRunner(addon, threads, instructionSet) };
  } catch (error) {
    return { reason: `its library did not load: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function createRunner(addon: Addon, wanted: number, instructionSet: string): KernelRunner {
  const { isa, set, threads, lanes, panel } = addon.open(wanted, instructionSet);
  const sizes = new Int32Array(callBlock.numbers);
  const reals = new Float32Array(callBlock.scalars);
  return {
    instructionSet: isa,
    threads,
    lanes,
    panel,
    memory: createArena((buffer) => addon.misalignment(buffer)),
    confined: false,
    run(operation, numbers, pointers, scalars) {
      sizes.set(numbers);
      if (scalars) reals.set(scalars);
      addon.run(set, threads, operations[operation], sizes, pointers, reals);
    },
    close: () => undefined,
  };
}
