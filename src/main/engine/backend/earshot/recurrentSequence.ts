// The operation that layers call: a recurrent net over a whole sequence, differentiable, on the backend `earshot`.
// Nothing here says where the memory lies: another backend may register the same two kernels.

import * as tf from '@tensorflow/tfjs';
import type { RecurrentCellName } from './kernels/recurrentArguments';
import { recurrentGradientKernel, recurrentInputKernel, recurrentKernel } from './kernels/recurrent';

export interface RecurrentSequenceOptions {
  readonly cell: RecurrentCellName;
  /** [batch, time, inputs] */
  readonly x: tf.Tensor3D;
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
  /** [batch, time]; a step with 0 is skipped and the state kept */
  readonly mask?: tf.Tensor2D;
  /** [batch, units]; recurrent dropout: a factor on the state each step reads */
  readonly recurrentMask?: tf.Tensor2D;
  /** Goes from the last step to the first; outputs stand in the order of processing. */
  readonly reverse?: boolean;
  /** Whether `sequence` is wanted. */
  readonly returnSequences?: boolean;
  /** Whether `gates` are wanted. */
  readonly returnGates?: boolean;
  /** Called by the backward pass with the squared norm of dL/dh_t, [batch, time] in the order of processing. */
  readonly onStateGradients?: (squaredNorms: Float32Array) => void;
}

export interface RecurrentSequenceResult {
  /** [batch, time, units], or empty */
  readonly sequence: tf.Tensor3D;
  readonly lastH: tf.Tensor2D;
  /** LSTM only, else empty */
  readonly lastC: tf.Tensor2D;
  /**
   * [batch, time, gates * units] in the order of processing, as activated, zeros in skipped steps; or empty. For looking
   * at: no gradient passes through.
   */
  readonly gates: tf.Tensor3D;
}

type Attributes = Parameters<ReturnType<typeof tf.engine>['runKernel']>[2];

const inputNames = [
  'x',
  'kernel',
  'recurrentKernel',
  'bias',
  'initialH',
  'initialC',
  'mask',
  'recurrentMask',
] as const;

/**
 * Runs a SimpleRNN, GRU or LSTM (tanh, logistic sigmoid) over a whole sequence in one kernel (Hochreiter and
 * Schmidhuber 1997; Cho et al. 2014), with backpropagation through time in one kernel.
 */
export function recurrentSequence(options: RecurrentSequenceOptions): RecurrentSequenceResult {
  const { cell, reverse = false, returnSequences = false, returnGates = false, onStateGradients } = options;
  const attributes = { cell, reverse, returnSequences, returnGates, onStateGradients };
  return tf.tidy(() => {
    const inputs: tf.NamedTensorMap = {};
    for (const name of inputNames) inputs[name] = options[name] ?? tf.tensor1d([]);
    const outputs = tf
      .engine()
      .runKernel(recurrentKernel, inputs, attributes as unknown as Attributes) as tf.Tensor[];
    return {
      sequence: outputs[0] as tf.Tensor3D,
      lastH: outputs[1] as tf.Tensor2D,
      lastC: outputs[2] as tf.Tensor2D,
      gates: outputs[4] as tf.Tensor3D,
    };
  });
}

/** Tells TensorFlow.js the gradient of {@link recurrentSequence}; once a thread. */
export function registerRecurrentGradient(): void {
  tf.registerGradient({
    kernelName: recurrentKernel,
    inputsToSave: [...inputNames],
    outputsToSave: [false, false, false, true, false],
    gradFunc: (dys, saved, attributes) => {
      const [dy, dLastH, dLastC] = dys as tf.Tensor[];
      const inputs: tf.NamedTensorMap = { reserve: saved[inputNames.length], dy, dLastH, dLastC };
      inputNames.forEach((name, i) => (inputs[name] = saved[i]));
      // At once, not when the first gradient is asked for: TensorFlow.js tidies up after each of them.
      const [kernel, recurrent, bias, initialH, initialC] = tf
        .engine()
        .runKernel(recurrentGradientKernel, inputs, attributes) as tf.Tensor[];
      return {
        x: () => tf.engine().runKernel(recurrentInputKernel, inputs, attributes) as tf.Tensor,
        kernel: () => kernel,
        recurrentKernel: () => recurrent,
        bias: () => bias,
        initialH: () => initialH,
        initialC: () => initialC,
        mask: () => tf.zerosLike(inputs.mask),
        recurrentMask: () => tf.zerosLike(inputs.recurrentMask),
      };
    },
  });
}
