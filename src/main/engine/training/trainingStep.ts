// One step of training: loss and gradients of a batch, clipping, update. Not the loop, nor where batches come from.

import * as tf from '@tensorflow/tfjs';
import type { GradientClipping } from '../../../shared/contract/training';
import { softmaxCrossEntropy } from '../backend/earshot/crossEntropy';
import type { Recognizer } from '../models/recognizers';
import { computeLogits } from '../models/recognizers';
import type { AdamState } from './adam';
import { applyAdam, createAdam, disposeAdam } from './adam';
import { clipGradients } from './clipping';

/** Normalised features with their labels. */
export interface Batch {
  /** [count, frames, coefficients] */
  readonly features: Float32Array;
  /** [count], indices of outputs */
  readonly labels: Int32Array;
  readonly count: number;
}

export interface StepResult {
  /** Mean cross-entropy over the batch, nats. */
  readonly loss: number;
  /** Clips the recognizer was right about, dropout at work. */
  readonly correct: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  readonly clipped: boolean;
  /** False where loss or gradient is NaN or infinite: the weights were left as they are. */
  readonly finite: boolean;
}

export interface Trainer {
  readonly state: () => AdamState;
  step(batch: Batch, learningRate: number): StepResult;
  dispose(): void;
}

const countCorrect = (logits: tf.Tensor2D, labels: Int32Array): tf.Scalar =>
  tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), tf.tensor1d(labels, 'int32')), 'float32'));

/** Loss and right answers of a batch with the gradients of the loss; the gradients are the caller's. */
export function computeGradients(recognizer: Recognizer, variables: tf.Variable[], batch: Batch) {
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
export function createTrainer(recognizer: Recognizer, clipping: GradientClipping): Trainer {
  const variables = recognizer.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  let state = createAdam(variables);
  return {
    state: () => state,
    step(batch, learningRate) {
      recognizer.dropoutStream.step = state.step;
      const { loss, correct, gradients: raw } = computeGradients(recognizer, variables, batch);
      const { gradients, norm, clipped } = clipGradients(raw, clipping);
      const finite = Number.isFinite(loss) && Number.isFinite(norm);
      if (finite) state = applyAdam(state, variables, gradients, learningRate);
      tf.dispose(gradients);
      return { loss, correct, gradientNorm: norm, clipped, finite };
    },
    dispose: () => disposeAdam(state),
  };
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
