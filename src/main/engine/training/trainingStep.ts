// One step of training a recognizer: loss and gradients of a batch. Not the update (gradientTrainer.ts), nor the loop.

import * as tf from '@tensorflow/tfjs';
import type { GradientClipping } from '../../../shared/contract/training';
import { softmaxCrossEntropy } from '../backend/earshot/crossEntropy';
import type { Recognizer } from '../models/recognizers';
import { computeLogits } from '../models/recognizers';
import type { StepGradients, Trainer } from './gradientTrainer';
import { createGradientTrainer } from './gradientTrainer';

/** Normalised features with their labels. */
export interface Batch {
  /** [count, frames, coefficients] */
  readonly features: Float32Array;
  /** [count], indices of outputs */
  readonly labels: Int32Array;
  readonly count: number;
}

const countCorrect = (logits: tf.Tensor2D, labels: Int32Array): tf.Scalar =>
  tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), tf.tensor1d(labels, 'int32')), 'float32'));

/** Loss and right answers of a batch with the gradients of the loss; the gradients are the caller's. */
export function computeGradients(
  recognizer: Recognizer,
  variables: tf.Variable[],
  batch: Batch,
): StepGradients {
  const [, frames, coefficients] = recognizer.model.inputs[0].shape as number[];
  return tf.tidy(() => {
    const features = tf.tensor3d(batch.features, [batch.count, frames, coefficients]);
    let correct = NaN;
    const { value, grads } = tf.variableGrads(() => {
      const logits = computeLogits(recognizer, features, true);
      correct = countCorrect(logits, batch.labels).dataSync()[0];
      return softmaxCrossEntropy(logits, batch.labels);
    }, variables);
    return { loss: value.dataSync()[0], correct, gradients: variables.map(({ name }) => grads[name]) };
  });
}

/** Trains a recognizer in place, step by step. */
export function createTrainer(recognizer: Recognizer, clipping: GradientClipping): Trainer<Batch> {
  const variables = recognizer.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { dropoutStream } = recognizer;
  return createGradientTrainer(
    { variables, dropoutStream, computeGradients: (batch) => computeGradients(recognizer, variables, batch) },
    clipping,
  );
}

/**
 * Loss and right answers of a batch without training.
 * @returns sum of the cross-entropies in nats, number of right answers
 */
export function validateBatch(
  recognizer: Recognizer,
  batch: Batch,
): { readonly lossSum: number; readonly correct: number } {
  const [, frames, coefficients] = recognizer.model.inputs[0].shape as number[];
  return tf.tidy(() => {
    const features = tf.tensor3d(batch.features, [batch.count, frames, coefficients]);
    const logits = computeLogits(recognizer, features, false);
    const correct = countCorrect(logits, batch.labels).dataSync()[0];
    return { lossSum: softmaxCrossEntropy(logits, batch.labels).dataSync()[0] * batch.count, correct };
  });
}
