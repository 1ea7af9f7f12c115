// Softmax cross-entropy of logits against one label each: one kernel, whose gradient is there when the loss is.
// Elsewhere TensorFlow.js' own operations.

import * as tf from '@tensorflow/tfjs';
import { withScratch } from './runner';
import type { KernelCall } from './kernels/kernel';
import { define, isFloat } from './kernels/kernel';

const crossEntropyKernel = 'EarshotCrossEntropy';

/**
 * Mean cross-entropy, nats, differentiable with respect to the logits.
 * @param logits [rows, classes]
 * @param labels one class a row, 0 to classes - 1
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, labels: Int32Array): tf.Scalar {
  return tf.tidy(() => {
    const indices = tf.tensor1d(labels, 'int32');
    if (tf.getKernel(crossEntropyKernel, tf.getBackend())) {
      const [loss] = tf.engine().runKernel(crossEntropyKernel, { logits, labels: indices }) as tf.Tensor[];
      return loss as tf.Scalar;
    }
    return tf.losses.softmaxCrossEntropy(tf.oneHot(indices, logits.shape[1]), logits) as tf.Scalar;
  });
}

function requireLabels(labels: Int32Array, rows: number, classes: number): void {
  if (labels.length !== rows)
    throw new Error(`cross-entropy: expected ${rows} labels, one a row, got ${labels.length}`);
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0)
    throw new Error(
      `cross-entropy: expected labels from 0 to ${classes - 1}, got ${labels[wrong]} at ${wrong}`,
    );
}

/** Outputs: the mean loss [], and the gradient of the sum of all losses [rows, classes]. */
function crossEntropy({ inputs, backend }: KernelCall): tf.TensorInfo[] {
  const { logits } = inputs;
  const labels = backend.data.get(inputs.labels.dataId).values as Int32Array;
  const [rows, classes] = logits.shape;
  if (!isFloat(logits)) throw new Error(`cross-entropy: expected float32 logits, got ${logits.dtype}`);
  requireLabels(labels, rows, classes);
  return backend.produce([[], logits.shape], ([loss, gradient]) =>
    withScratch(backend.runner, [rows, rows, rows], ([indices, sums, atLabel]) => {
      indices.set(labels);
      const pointers = [backend.floats(logits), indices, sums, atLabel, gradient];
      backend.runner.run('crossEntropy', [rows, classes], pointers);
      loss[0] = sums.reduce((total, sum, row) => total + Math.log(sum) - atLabel[row], 0) / rows;
    }),
  );
}

export const registerCrossEntropy = (backendName: string): void =>
  define(backendName, crossEntropyKernel, crossEntropy);

/** Tells TensorFlow.js the gradient of {@link softmaxCrossEntropy}; once a thread. */
export function registerCrossEntropyGradient(): void {
  tf.registerGradient({
    kernelName: crossEntropyKernel,
    inputsToSave: ['labels'],
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => {
      const [dLoss] = dys as tf.Tensor[];
      const [labels, gradient] = saved;
      return {
        logits: () => tf.mul(gradient, tf.div(dLoss, gradient.shape[0])),
        labels: () => tf.zerosLike(labels),
      };
    },
  });
}
