// What every overriding kernel shares: the call's shape, and replacing a stock kernel while keeping it for the rest.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';

export interface KernelCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly backend: EarshotBackend;
  readonly attrs: Readonly<Record<string, unknown>>;
}

export type Kernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[];

/**
 * Replaces a kernel of the backend.
 * @param make gets the stock kernel, for the cases that the new one leaves to it
 */
export function override(backendName: string, kernelName: string, make: (stock: Kernel) => Kernel): void {
  const stock = tf.getKernel(kernelName, backendName).kernelFunc as unknown as Kernel;
  const kernelFunc = make(stock);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc: kernelFunc as unknown as tf.KernelFunc });
}
