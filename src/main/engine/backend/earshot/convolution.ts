// The operation that layers call: convolution over time with bias and rectification in one pass, differentiable, on the
// backend `earshot`. Not the kernels, and not what other backends do instead: models/layers/fusedConvolution.ts.

import * as tf from '@tensorflow/tfjs';
import { convolutionKernel, reluGradientKernel } from './kernels/convolution';

export interface ConvolutionOptions {
  /** [batch, time, channels] */
  readonly x: tf.Tensor3D;
  /** [width, channels, filters] */
  readonly filter: tf.Tensor3D;
  /** [filters] */
  readonly bias?: tf.Tensor1D;
  readonly stride: number;
  readonly pad: 'same' | 'valid';
  readonly relu: boolean;
}

type Attributes = Parameters<ReturnType<typeof tf.engine>['runKernel']>[2];

/** @returns [batch, steps, filters] */
export function convolveOverTime({ x, filter, bias, stride, pad, relu }: ConvolutionOptions): tf.Tensor3D {
  return tf.tidy(() => {
    const inputs = { x, filter, bias: bias ?? tf.tensor1d([]) };
    const attributes = { stride, pad, relu } as unknown as Attributes;
    return tf.engine().runKernel(convolutionKernel, inputs, attributes) as tf.Tensor3D;
  });
}

/** Tells TensorFlow.js the gradient of {@link convolveOverTime}; once a thread. */
export function registerConvolutionGradient(): void {
  tf.registerGradient({
    kernelName: convolutionKernel,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dys, saved, attributes) => {
      const [x, filter, y] = saved as tf.Tensor3D[];
      const { stride, pad, relu } = attributes as unknown as Omit<
        ConvolutionOptions,
        'x' | 'filter' | 'bias'
      >;
      const dy = dys as tf.Tensor3D;
      const [dz, dBias] = relu
        ? (tf.engine().runKernel(reluGradientKernel, { dy, y }) as tf.Tensor3D[])
        : [dy, tf.sum(dy, [0, 1])];
      const [batch, time, channels] = x.shape;
      const high = (tensor: tf.Tensor3D) =>
        tf.reshape(tensor, [tensor.shape[0], 1, ...tensor.shape.slice(1)]);
      const common = { strides: [1, stride], pad, dataFormat: 'NHWC' };
      const run = (kernelName: string, inputs: tf.NamedTensorMap, shapes: object) =>
        tf
          .engine()
          .runKernel(kernelName, inputs, { ...common, ...shapes } as unknown as Attributes) as tf.Tensor;
      const wide = () => tf.reshape(filter, [1, ...filter.shape]);
      return {
        x: () => {
          const inputShape = [batch, 1, time, channels];
          const dx = run('Conv2DBackpropInput', { dy: high(dz), filter: wide() }, { inputShape });
          return tf.reshape(dx, x.shape);
        },
        filter: () => {
          const filterShape = [1, ...filter.shape];
          const dw = run('Conv2DBackpropFilter', { x: high(x), dy: high(dz) }, { filterShape });
          return tf.reshape(dw, filter.shape);
        },
        bias: () => dBias,
      };
    },
  });
}
