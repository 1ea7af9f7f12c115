// The convolution over time that adds its bias and rectifies in the same pass, where the backend has the kernel.
// Other activations, dilation and channels-first are left to TensorFlow.js' own layer.

import * as tf from '@tensorflow/tfjs';
import { convolveOverTime } from '../../backend/earshot/convolution';
import { convolutionKernel } from '../../backend/earshot/kernels/convolution';
import type { CallOptions, LayerClass } from './stockClasses';
import { nameOf, only } from './stockClasses';

export interface StockConvolution extends tf.layers.Layer {
  readonly kernel: tf.LayerVariable;
  readonly bias: tf.LayerVariable | null;
  readonly activation: tf.serialization.Serializable;
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[] | number;
  readonly padding: string;
  readonly dataFormat: string;
}

function isFusible({ activation, dilationRate, padding, dataFormat }: StockConvolution): boolean {
  return (
    Boolean(tf.getKernel(convolutionKernel, tf.getBackend())) &&
    ['relu', 'linear'].includes(nameOf(activation) ?? '') &&
    only(dilationRate) === 1 &&
    ['same', 'valid'].includes(padding) &&
    dataFormat === 'channelsLast'
  );
}

/** The fused layer that takes the place of the stock one. */
export function fuseConvolution(Stock: LayerClass<StockConvolution>): LayerClass<StockConvolution> {
  return class extends Stock {
    static readonly className = 'Conv1D';
    override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
      if (!isFusible(this)) return super.call(inputs, options as Parameters<StockConvolution['call']>[1]);
      return convolveOverTime({
        x: only(inputs) as tf.Tensor3D,
        filter: this.kernel.read() as tf.Tensor3D,
        bias: this.bias ? (this.bias.read() as tf.Tensor1D) : undefined,
        stride: only(this.strides),
        pad: this.padding as 'same' | 'valid',
        relu: nameOf(this.activation) === 'relu',
      });
    }
  };
}
