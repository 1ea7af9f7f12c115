// Holds a backend against TensorFlow.js' cpu backend on the same numbers.

import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { createRandom } from '../../../../../shared/dsp/random';

const tolerance = { rtol: 1e-4, atol: 1e-5 };

/** A float32 tensor of numbers between -1 and 1 that follow from the seed. */
export function values(shape: readonly number[], seed: number): tf.Tensor {
  const random = createRandom(seed);
  const size = shape.reduce((all, each) => all * each, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => 2 * random() - 1),
    [...shape],
  );
}

/** Runs the same computation on both backends and compares every tensor it gives. */
export async function compareOn(name: string, compute: () => tf.Tensor[]): Promise<void> {
  const results: Float32Array[][] = [];
  for (const backend of ['cpu', name]) {
    await tf.setBackend(backend);
    results.push(
      tf.tidy(() =>
        compute().map((tensor) => Float32Array.from(tensor.dataSync())),
      ) as unknown as Float32Array[],
    );
  }
  results[1].forEach((got, i) => expect(got, `tensor ${i}`).toBeAllclose(results[0][i], tolerance));
}

/** Whether two arrays hold the same bits; vitest's own equality takes a second for a few hundred thousand values. */
export function sameBits(a: Float32Array, b: Float32Array): boolean {
  const [left, right] = [a, b].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return left.equals(right);
}
