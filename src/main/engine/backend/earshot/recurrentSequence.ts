// The operations that layers call: a recurrent net over a whole sequence, in one direction or both, differentiable, on
// the backend `earshot`. Nothing here says where the memory lies: another backend may register the same kernels.

import * as tf from '@tensorflow/tfjs';
import { recurrentGradientKernel, recurrentInputKernel, recurrentKernels } from './kernels/recurrent';
import type { DirectionInput, RecurrentCellName } from './kernels/recurrentArguments';
import { directionInputs, inputNames, numbered } from './kernels/recurrentArguments';

/** Weights and states of one direction. */
export interface RecurrentDirection {
  /** [inputs, gates * units]; gates as Keras has them: LSTM i f c o, GRU z r h (reset before the product) */
  readonly kernel: tf.Tensor2D;
  /** [units, gates * units] */
  readonly recurrentKernel: tf.Tensor2D;
  /** [gates * units] */
  readonly bias?: tf.Tensor1D;
  /** [batch, units]; zeros by default */
  readonly initialH?: tf.Tensor2D;
  /** [batch, units], LSTM only; zeros by default */
  readonly initialC?: tf.Tensor2D;
  /** [batch, units]; recurrent dropout: a factor on the state each step reads */
  readonly recurrentMask?: tf.Tensor2D;
}

interface SequenceOptions {
  readonly cell: RecurrentCellName;
  /** [batch, time, inputs] */
  readonly x: tf.Tensor3D;
  /** [batch, time]; a step with 0 is skipped and the state kept */
  readonly mask?: tf.Tensor2D;
  /** Whether the outputs of all steps are wanted. */
  readonly returnSequences?: boolean;
  /** Whether `gates` are wanted. */
  readonly returnGates?: boolean;
  /**
   * Called by the backward pass with the squared norms of dL/dh_t, [batch, time] in the order of processing.
   * @param direction 0, or 1 for the one that goes backwards beside it
   */
  readonly onStateGradients?: (squaredNorms: Float32Array, direction: number) => void;
}

export interface RecurrentSequenceOptions extends SequenceOptions, RecurrentDirection {
  /** Goes from the last step to the first; outputs stand in the order of processing. */
  readonly reverse?: boolean;
}

export interface BidirectionalSequenceOptions extends SequenceOptions {
  readonly forward: RecurrentDirection;
  readonly backward: RecurrentDirection;
}

/** What a direction ends with. */
export interface DirectionResult {
  /** [batch, units] */
  readonly lastH: tf.Tensor2D;
  /** [batch, units] for LSTM, else empty */
  readonly lastC: tf.Tensor2D;
  /**
   * [batch, time, gates * units] in the order of processing, as activated, zeros in skipped steps; or empty. For looking
   * at: no gradient passes through.
   */
  readonly gates: tf.Tensor3D;
}

export interface RecurrentSequenceResult extends DirectionResult {
  /** [batch, time, units], or empty */
  readonly sequence: tf.Tensor3D;
}

export interface BidirectionalSequenceResult {
  /** [batch, time, 2 * units] in the order of time, or the last states of both [batch, 2 * units] */
  readonly output: tf.Tensor;
  readonly forward: DirectionResult;
  readonly backward: DirectionResult;
}

type Attributes = Parameters<ReturnType<typeof tf.engine>['runKernel']>[2];

const withNumber = (own: RecurrentDirection, direction: number): tf.NamedTensorMap =>
  Object.fromEntries(
    directionInputs.map((name: DirectionInput) => [numbered(name, direction), own[name] ?? tf.tensor1d([])]),
  );

/** Outputs of the kernel: y, the reserve, then each direction's last states and gates. */
function runKernel(
  options: SequenceOptions,
  own: readonly RecurrentDirection[],
  reverse: boolean,
): tf.Tensor[] {
  const { cell, x, mask, returnSequences = false, returnGates = false, onStateGradients } = options;
  const directions = own.length as 1 | 2;
  const attributes = { cell, directions, reverse, returnSequences, returnGates, onStateGradients };
  const inputs: tf.NamedTensorMap = { x, mask: mask ?? tf.tensor1d([]) };
  own.forEach((each, direction) => Object.assign(inputs, withNumber(each, direction)));
  return tf
    .engine()
    .runKernel(recurrentKernels[directions], inputs, attributes as unknown as Attributes) as tf.Tensor[];
}

const directionResult = (outputs: readonly tf.Tensor[], direction: number) => {
  const [lastH, lastC, gates] = outputs.slice(2 + 3 * direction);
  return { lastH: lastH as tf.Tensor2D, lastC: lastC as tf.Tensor2D, gates: gates as tf.Tensor3D };
};

/**
 * Runs a SimpleRNN, GRU or LSTM (tanh, logistic sigmoid) over a whole sequence in one kernel (Hochreiter and
 * Schmidhuber 1997; Cho et al. 2014), with backpropagation through time in one kernel.
 */
export function recurrentSequence(options: RecurrentSequenceOptions): RecurrentSequenceResult {
  return tf.tidy(() => {
    const outputs = runKernel(options, [options], options.reverse ?? false);
    return { sequence: outputs[0] as tf.Tensor3D, ...directionResult(outputs, 0) };
  });
}

/** Two nets over the same sequence, one from each end, their outputs side by side (Schuster and Paliwal 1997). */
export function bidirectionalSequence(options: BidirectionalSequenceOptions): BidirectionalSequenceResult {
  return tf.tidy(() => {
    const outputs = runKernel(options, [options.forward, options.backward], false);
    const [forward, backward] = [directionResult(outputs, 0), directionResult(outputs, 1)];
    return { output: outputs[0], forward, backward };
  }) as unknown as BidirectionalSequenceResult;
}

const gradientNames = ['kernel', 'recurrentKernel', 'bias', 'initialH', 'initialC'];

function gradientOf(directions: 1 | 2): tf.GradConfig {
  const names = inputNames(directions);
  return {
    kernelName: recurrentKernels[directions],
    inputsToSave: names,
    outputsToSave: [false, true, ...Array<boolean>(3 * directions).fill(false)],
    gradFunc: (dys, saved, attributes) => {
      const [dy, , ...own] = dys as tf.Tensor[];
      const inputs: tf.NamedTensorMap = { reserve: saved[names.length], dy };
      names.forEach((name, i) => (inputs[name] = saved[i]));
      for (let direction = 0; direction < directions; direction++) {
        inputs[numbered('dLastH', direction)] = own[3 * direction];
        inputs[numbered('dLastC', direction)] = own[3 * direction + 1];
      }
      // At once, not when the first gradient is asked for: TensorFlow.js tidies up after each of them.
      const gradients = tf.engine().runKernel(recurrentGradientKernel, inputs, attributes) as tf.Tensor[];
      const named: Record<string, () => tf.Tensor> = {
        x: () => tf.engine().runKernel(recurrentInputKernel, inputs, attributes) as tf.Tensor,
        mask: () => tf.zerosLike(inputs.mask),
      };
      for (let direction = 0; direction < directions; direction++) {
        const mask = numbered('recurrentMask', direction);
        named[mask] = () => tf.zerosLike(inputs[mask]);
        gradientNames.forEach((name, i) => {
          named[numbered(name, direction)] = () => gradients[gradientNames.length * direction + i];
        });
      }
      return named;
    },
  };
}

/** Tells TensorFlow.js the gradients of these operations; once a thread. */
export function registerRecurrentGradients(): void {
  tf.registerGradient(gradientOf(1));
  tf.registerGradient(gradientOf(2));
}
