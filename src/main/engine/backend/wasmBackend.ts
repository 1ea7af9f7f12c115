// TensorFlow.js' WebAssembly backend in plain Node, with the kernels that training lacks put in.
// Not the kernels themselves: those are in wasmKernels/.

import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendCandidate, BackendProbe } from './candidate';
import { unavailable } from './candidate';
import { repairWasmKernels } from './wasmKernels/repair';

/** Folder of the package's .wasm files, with a separator at the end as `setWasmPaths` wants it. */
function wasmFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep;
}

async function startWasm(): Promise<BackendProbe> {
  const before = tf.engine().backendName;
  try {
    setWasmPaths(wasmFolder());
    if (!(await tf.setBackend('wasm'))) return unavailable('WebAssembly did not start');
    repairWasmKernels();
    const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return {
      available: true,
      reason: `WebAssembly${simd ? ' with SIMD' : ' without SIMD'}, one thread`,
      threads: 1,
    };
  } catch (error) {
    return unavailable(
      `WebAssembly did not start: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    if (before && before !== 'wasm') await tf.setBackend(before);
  }
}

let started: Promise<BackendProbe> | null = null;

export const wasmBackend: BackendCandidate = { name: 'wasm', probe: () => (started ??= startWasm()) };
