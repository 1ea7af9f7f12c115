// Adam's update of a variable in one pass over its memory. Not the optimizer: training/adam.ts keeps the state.

import * as tf from '@tensorflow/tfjs';
import { EarshotBackend } from './earshotBackend';

export interface AdamUpdate {
  /** Learning rate with the bias correction in it. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Whether tensors of the backend in force can be updated in place. */
export function canUpdateInPlace(): boolean {
  return tf.backend() instanceof EarshotBackend;
}

/** Gives a variable values of its own where another tensor shares them (a clone kept as the best so far, say). */
function own(backend: EarshotBackend, variable: tf.Variable): void {
  if (backend.isSole(variable)) return;
  const values = backend.floats(variable);
  const info = backend.produceOne(variable.shape, (own) => own.set(values));
  const copy = tf.engine().makeTensorFromTensorInfo(info, backend);
  variable.assign(copy);
  copy.dispose();
}

/**
 * mean = beta1 mean + (1 - beta1) g; square = beta2 square + (1 - beta2) g^2; variable -= rate mean / (sqrt(square) + epsilon),
 * all three in place (Kingma and Ba 2015, the efficient form at the end of section 2).
 * @param mean running mean of the gradient, a tensor nobody else holds
 * @param square running mean of its square, likewise
 */
export function updateInPlace(
  variable: tf.Variable,
  mean: tf.Tensor,
  square: tf.Tensor,
  gradient: tf.Tensor,
  { rate, beta1, beta2, epsilon }: AdamUpdate,
): void {
  const backend = tf.backend() as unknown as EarshotBackend;
  own(backend, variable);
  const pointers = [variable, mean, square, gradient].map((tensor) => backend.floats(tensor));
  backend.runner.run('adam', [variable.size], pointers, [rate, beta1, beta2, epsilon, 1, 1, 1]);
}
