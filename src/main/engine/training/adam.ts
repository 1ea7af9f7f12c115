// Adam as a pair of functions over a state that can be saved. Not tf.train.adam: that one keeps its state to itself.

import * as tf from '@tensorflow/tfjs';
import { canUpdateInPlace, updateInPlace } from '../backend/earshot/adam';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** Everything Adam remembers: with the weights and this, training goes on bit by bit as if never stopped. */
export interface AdamState {
  /** Updates done. */
  readonly step: number;
  /** Running means of the gradients and of their squares, one a variable, in the variables' order. */
  readonly means: readonly tf.Tensor[];
  readonly squares: readonly tf.Tensor[];
}

/** The state before the first update. */
export function createAdam(variables: readonly tf.Variable[]): AdamState {
  const zeros = () => variables.map((variable) => tf.zeros(variable.shape));
  return { step: 0, means: zeros(), squares: zeros() };
}

/**
 * One update of Adam (Kingma and Ba 2014, the efficient form at the end of section 2; beta 0.9 and 0.999, epsilon 1e-7).
 * @param state is used up: its tensors are disposed of
 * @param variables changed in place
 * @param gradients one a variable, stay the caller's
 */
export function applyAdam(
  state: AdamState,
  variables: readonly tf.Variable[],
  gradients: readonly tf.Tensor[],
  learningRate: number,
): AdamState {
  const step = state.step + 1;
  const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  if (canUpdateInPlace()) {
    const { means, squares } = state;
    const update = { rate, beta1, beta2, epsilon };
    variables.forEach((variable, i) => updateInPlace(variable, means[i], squares[i], gradients[i], update));
    return { step, means, squares };
  }
  const moments = variables.map((variable, i) =>
    tf.tidy(() => {
      const mean = tf.add(tf.mul(state.means[i], beta1), tf.mul(gradients[i], 1 - beta1));
      const square = tf.add(tf.mul(state.squares[i], beta2), tf.mul(tf.square(gradients[i]), 1 - beta2));
      variable.assign(tf.sub(variable, tf.mul(tf.div(mean, tf.add(tf.sqrt(square), epsilon)), rate)));
      return { mean, square };
    }),
  );
  disposeAdam(state);
  return { step, means: moments.map(({ mean }) => mean), squares: moments.map(({ square }) => square) };
}

/** Frees the tensors of a state that is not used again. */
export function disposeAdam(state: AdamState): void {
  tf.dispose([...state.means, ...state.squares]);
}
