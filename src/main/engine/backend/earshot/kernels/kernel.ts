// What every kernel shares: the call's shape, adding one, and replacing a stock one while keeping it for the rest.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';

export interface KernelCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly backend: EarshotBackend;
  readonly attrs: Readonly<Record<string, unknown>>;
}

export type Kernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[];

/** Adds a kernel of the lab's own. */
export function define(backendName: string, kernelName: string, kernel: Kernel): void {
  tf.registerKernel({ kernelName, backendName, kernelFunc: kernel as unknown as tf.KernelFunc });
}

/**
 * Replaces a kernel of the backend.
 * @param make gets the stock kernel, for the cases that the new one leaves to it
 */
export function override(backendName: string, kernelName: string, make: (stock: Kernel) => Kernel): void {
  const stock = tf.getKernel(kernelName, backendName).kernelFunc as unknown as Kernel;
  const kernel = make(stock);
  tf.unregisterKernel(kernelName, backendName);
  define(backendName, kernelName, kernel);
}

export const isFloat = ({ dtype }: tf.TensorInfo): boolean => dtype === 'float32';
export const sizeOf = ({ shape }: tf.TensorInfo): number => tf.util.sizeFromShape(shape);
