// Gradients of TensorFlow.js' own operations that are written with general operations there and are one kernel here.
// Other backends keep the stock ones.

import * as tf from '@tensorflow/tfjs';
import { equalKernel, reluPassKernel } from './kernels/elementwise';

type Gradient = NonNullable<ReturnType<typeof tf.getGradient>>;

/** Takes a kernel's gradient over wherever the backend in force has `needed`. */
function takeOver(kernelName: string, needed: string, own: Gradient['gradFunc']): void {
  const stock = tf.getGradient(kernelName);
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    ...stock,
    gradFunc: (dys, saved, attributes) => {
      const gradient = tf.getKernel(needed, tf.getBackend()) ? own : stock.gradFunc;
      return gradient(dys, saved, attributes);
    },
  });
}

/** Once a thread. */
export function registerStockGradients(): void {
  takeOver('Relu', reluPassKernel, (dys, [x]) => ({
    x: () => tf.engine().runKernel(reluPassKernel, { a: dys as tf.Tensor, b: x }) as tf.Tensor,
  }));
  takeOver('Max', equalKernel, (dys, [x, y], attributes) => {
    const axes = tf.util.parseAxisParam(attributes.reductionIndices as number | number[], x.shape);
    const shape = tf.backend_util.expandShapeToKeepDim(
      x.shape.filter((_, axis) => !axes.includes(axis)),
      axes,
    );
    return {
      x: () => {
        const largest = tf.engine().runKernel(equalKernel, { a: x, b: tf.reshape(y, shape) }) as tf.Tensor;
        return tf.mul(largest, tf.reshape(dys as tf.Tensor, shape));
      },
    };
  });
}
