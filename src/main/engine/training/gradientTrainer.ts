// What every step of training does once the gradients are there: clipping and Adam's update, whatever is trained.
// Not the loss: recognizers (trainingStep.ts) and generators (../music/learner.ts) bring theirs.

import type * as tf from '@tensorflow/tfjs';
import { dispose } from '@tensorflow/tfjs';
import type { GradientClipping } from '../../../shared/contract/training';
import type { DropoutStream } from '../models/seededDropout';
import type { AdamState } from './adam';
import { applyAdam, createAdam, disposeAdam } from './adam';
import { clipGradients } from './clipping';

/** Loss of a batch and where it falls. */
export interface StepGradients {
  /** Mean cross-entropy over the batch, nats. */
  readonly loss: number;
  /** Right answers, dropout at work. */
  readonly correct: number;
  /** One a variable; the trainer's from then on. */
  readonly gradients: tf.Tensor[];
}

/** What is trained. */
export interface Learner<Batch> {
  readonly variables: readonly tf.Variable[];
  readonly dropoutStream: DropoutStream;
  computeGradients(batch: Batch): StepGradients;
}

export interface StepResult {
  /** Mean cross-entropy over the batch, nats. */
  readonly loss: number;
  /** What was right (clips, tokens), dropout at work. */
  readonly correct: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  readonly clipped: boolean;
  /** False where loss or gradient is NaN or infinite: the weights were left as they are. */
  readonly finite: boolean;
}

export interface Trainer<Batch> {
  readonly state: () => AdamState;
  step(batch: Batch, learningRate: number): StepResult;
  dispose(): void;
}

/** Trains in place, step by step. */
export function createGradientTrainer<Batch>(
  learner: Learner<Batch>,
  clipping: GradientClipping,
): Trainer<Batch> {
  const { variables, dropoutStream } = learner;
  let state = createAdam(variables);
  return {
    state: () => state,
    step(batch, learningRate) {
      dropoutStream.step = state.step;
      const { loss, correct, gradients: raw } = learner.computeGradients(batch);
      const { gradients, norm, clipped } = clipGradients(raw, clipping);
      const finite = Number.isFinite(loss) && Number.isFinite(norm);
      if (finite) state = applyAdam(state, variables, gradients, learningRate);
      dispose(gradients);
      return { loss, correct, gradientNorm: norm, clipped, finite };
    },
    dispose: () => disposeAdam(state),
  };
}
