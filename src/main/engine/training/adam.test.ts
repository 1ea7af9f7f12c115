// Adam: held against TensorFlow.js' own and against its definition; its state is all there is.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../backend';
import type { AdamState } from './adam';
import { applyAdam, createAdam, disposeAdam } from './adam';

beforeAll(async () => {
  await useBackend('wasm');
});

const gradientAt = (step: number) =>
  tf.tensor1d([0.5, -2, 1e-4].map((value, i) => value * Math.cos(step + i)));

/** Values after so many steps; `restartAt` saves and restores the state on the way. */
function run(steps: number, restartAt = -1): Float32Array {
  const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3])));
  let state = createAdam([variable]);
  for (let step = 0; step < steps; step++) {
    if (step === restartAt) state = restored(state);
    const gradient = gradientAt(step);
    state = applyAdam(state, [variable], [gradient], 0.01);
    gradient.dispose();
  }
  const values = variable.dataSync() as Float32Array;
  disposeAdam(state);
  variable.dispose();
  return values.slice();
}

/** The state as it would come back from a file. */
function restored(state: AdamState): AdamState {
  const copy = (tensors: readonly tf.Tensor[]) =>
    tensors.map((tensor) => tf.tensor(tensor.dataSync().slice(), tensor.shape));
  const copied = { step: state.step, means: copy(state.means), squares: copy(state.squares) };
  disposeAdam(state);
  return copied;
}

describe('applyAdam', () => {
  it('moves as tf.train.adam does', () => {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2, 3])));
    const optimizer = tf.train.adam(0.01);
    for (let step = 0; step < 20; step++) {
      const gradient = gradientAt(step);
      optimizer.applyGradients([{ name: variable.name, tensor: gradient }]);
      gradient.dispose();
    }
    // The two put epsilon in different places, which shows in the smallest gradient alone.
    expect(run(20).slice(0, 2)).toBeAllclose(variable.dataSync().slice(0, 2), { rtol: 1e-4 });
    optimizer.dispose();
    variable.dispose();
  });

  it('first moves by the learning rate against the sign of the gradient', () => {
    // Step 1: mean and root cancel to +-1 (Kingma and Ba 2014, section 2.1).
    expect(run(1).slice(0, 2)).toBeAllclose([1 - 0.01, 2 + 0.01], { rtol: 1e-5 });
  });

  it('goes on bit by bit from a saved state', () => {
    expect(run(9, 4)).toEqual(run(9));
  });

  it('leaves no tensor behind', () => {
    run(1);
    const before = tf.memory().numTensors;
    run(5);
    expect(tf.memory().numTensors).toBe(before);
  });
});
