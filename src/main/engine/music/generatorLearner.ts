// The gradients of one window: the loss at every time step, the state carried in, no gradient carried out.
// Not the update (../training/gradientTrainer.ts), and not where windows come from (tuneWindows.ts).

import * as tf from '@tensorflow/tfjs';
import { softmaxCrossEntropy } from '../backend/earshot/crossEntropy';
import type { Learner } from '../training/gradientTrainer';
import type { GeneratorNetwork, States } from './network';
import { runNetwork } from './network';
import type { TokenBatch } from './tuneWindows';

/** A learner that remembers the states of its rows from window to window. */
export interface GeneratorLearner extends Learner<TokenBatch> {
  /** Forgets the states. */
  dispose(): void;
}

/** States as the next window takes them: zeros where a tune begins. */
const carryStates = (states: States, { carries, rows }: TokenBatch): States =>
  states.map((state) => tf.mul(state, tf.tensor2d(carries, [rows, 1])));

/**
 * Mean cross-entropy over the places that have a token to predict. Elsewhere logits are multiplied by 0: there the loss
 * is log(vocabSize) whatever the weights, so it has no gradient and is taken off again.
 */
function maskedLoss(logits: tf.Tensor2D, { targets, count }: TokenBatch): tf.Scalar {
  const [places, vocabSize] = logits.shape;
  const mean = softmaxCrossEntropy(logits, targets);
  return count === places
    ? mean
    : tf.mul(tf.sub(mean, ((places - count) * Math.log(vocabSize)) / places), places / count);
}

const maskLogits = (logits: tf.Tensor2D, { weights, count }: TokenBatch): tf.Tensor2D =>
  count === weights.length ? logits : tf.mul(logits, tf.tensor2d(weights, [weights.length, 1]));

/** Masked logits are all 0: their first is the largest, and START is nobody's target. */
const countCorrect = (logits: tf.Tensor2D, { targets }: TokenBatch): number =>
  tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), tf.tensor1d(targets, 'int32')), 'float32')).dataSync()[0];

/** Learns from windows, in the order in which they come. */
export function createGeneratorLearner(network: GeneratorNetwork): GeneratorLearner {
  const variables = network.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  let kept: States | null = null;
  const keep = (states: States | null) => {
    if (kept) tf.dispose([...kept]);
    kept = states;
  };
  return {
    variables,
    dropoutStream: network.dropoutStream,
    computeGradients(batch) {
      let after: States = [];
      const result = tf.tidy(() => {
        const before = kept && batch.carries.includes(1) ? carryStates(kept, batch) : null;
        let correct = NaN;
        const { value, grads } = tf.variableGrads(() => {
          const run = runNetwork(network, batch.inputs, batch.rows, before, true);
          const logits = maskLogits(run.logits, batch);
          correct = countCorrect(logits, batch);
          after = run.states.map((state) => tf.keep(tf.clone(state)));
          return maskedLoss(logits, batch);
        }, variables);
        return { loss: value.dataSync()[0], correct, gradients: variables.map(({ name }) => grads[name]) };
      });
      keep(after);
      return result;
    },
    dispose: () => keep(null),
  };
}
