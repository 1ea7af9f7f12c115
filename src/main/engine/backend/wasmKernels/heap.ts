// The few words in which kernels written here speak to the wasm backend: tensors on its heap, its own kernels.
// Not a kernel.

import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

export type Info = tf.TensorInfo;

/** What a kernel function is called with. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, Info>>;
  readonly backend: BackendWasm;
  readonly attrs: Readonly<Record<string, unknown>>;
}

export type WasmKernel = (call: KernelCall) => Info;

/** The wasm backend's kernel of that name as it stands now. */
export function kernelOf(kernelName: string): WasmKernel {
  return tf.getKernel(kernelName, 'wasm').kernelFunc as unknown as WasmKernel;
}

/** A tensor's values on the heap. Any later allocation may move the heap: take views after all outputs are made. */
export function floatsOf(backend: BackendWasm, info: Info): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

/** The same values under another shape; shares the data, so it is not to be freed. */
export const reshaped = ({ dataId, dtype }: Info, shape: number[]): Info => ({ dataId, dtype, shape });

/** Puts a kernel in the place of the backend's own, or where it has none. */
export function installKernel(kernelName: string, kernel: WasmKernel): void {
  const before = tf.getKernel(kernelName, 'wasm');
  if (before) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    // The backend's own is still called from inside, and must be set up anew when the backend restarts.
    setupFunc: before?.setupFunc,
    disposeFunc: before?.disposeFunc,
    kernelFunc: kernel as unknown as tf.KernelFunc,
  });
}
