// The order in which backends are considered, fastest first. Not the choice: that is chooseBackend.ts.

import type { BackendCandidate } from './candidate';
import { cpuBackend } from './cpuBackend';
import { earshotNativeBackend } from './earshotNativeBackend';
import { earshotWasmBackend } from './earshotWasmBackend';
import { createTensorflowBackend } from './tensorflowBackend';
import { wasmBackend } from './wasmBackend';

export const backendCandidates: readonly BackendCandidate[] = [
  createTensorflowBackend(),
  earshotNativeBackend,
  earshotWasmBackend,
  wasmBackend,
  cpuBackend,
];
