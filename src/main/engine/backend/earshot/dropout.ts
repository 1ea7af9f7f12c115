// Dropout whose mask follows from a seed and each element's place, alike on every backend. On `earshot` no mask is ever
// made: the kernel draws it on the way, forward and back. Not the layer, which knows the step: models/seededDropout.ts.

import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './kernels/kernel';
import { define, sizeOf } from './kernels/kernel';

const dropoutKernel = 'EarshotDropout';

interface DropoutAttributes {
  readonly rate: number;
  readonly seed: number;
}

/** Draws are numbers below it: 24 bits, which float32 and int32 both hold. */
const RANGE = 2 ** 24;
const thresholdOf = (rate: number): number => Math.round(rate * RANGE);
const factorOf = (rate: number): number => 1 / (1 - rate);

/** Mixes 32 bits (C. Wellons' lowbias32), as native/dropout.h does. */
function mix(value: number): number {
  let x = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/**
 * The factors that dropout multiplies with: 0 for a share `rate` of them, 1 / (1 - rate) for the rest.
 * @param seed whole, 0 to 2^32 - 1
 */
export function dropoutMask(size: number, rate: number, seed: number): Float32Array {
  const [threshold, factor] = [thresholdOf(rate), factorOf(rate)];
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const drawn = mix((Math.imul(i, 0x9e3779b9) + seed) | 0) >>> 8;
    mask[i] = drawn < threshold ? 0 : factor;
  }
  return mask;
}

/**
 * Zeros a share `rate` of the values and scales the rest by 1 / (1 - rate) (Srivastava et al. 2014), differentiable.
 * @param rate 0 to below 1
 * @param seed whole, 0 to 2^32 - 1: the same seed drops the same elements, whatever the backend
 */
export function dropWithSeed(x: tf.Tensor, rate: number, seed: number): tf.Tensor {
  if (tf.getKernel(dropoutKernel, tf.getBackend())) {
    return tf.engine().runKernel(dropoutKernel, { x }, { rate, seed }) as tf.Tensor;
  }
  return tf.tidy(() => tf.mul(x, tf.tensor(dropoutMask(x.size, rate, seed), x.shape)));
}

function drop({ inputs, backend, attrs }: KernelCall): tf.TensorInfo {
  const { x } = inputs;
  const { rate, seed } = attrs as unknown as DropoutAttributes;
  return backend.produceOne(x.shape, (y) => {
    const numbers = [sizeOf(x), seed | 0, thresholdOf(rate)];
    backend.runner.run('dropout', numbers, [backend.floats(x), y], [factorOf(rate)]);
  });
}

export const registerDropout = (backendName: string): void => define(backendName, dropoutKernel, drop);

/** Tells TensorFlow.js the gradient of {@link dropWithSeed}; once a thread. */
export function registerDropoutGradient(): void {
  tf.registerGradient({
    kernelName: dropoutKernel,
    gradFunc: (dy, _, attributes) => {
      const { rate, seed } = attributes as unknown as DropoutAttributes;
      return { x: () => dropWithSeed(dy as tf.Tensor, rate, seed) };
    },
  });
}
