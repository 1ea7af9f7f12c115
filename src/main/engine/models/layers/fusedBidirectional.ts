// The bidirectional wrapper that runs both directions in one kernel, their outputs side by side without reversing or
// joining tensors. Whatever that kernel does not do is left to TensorFlow.js' own wrapper around the two layers.

import * as tf from '@tensorflow/tfjs';
import { bidirectionalSequence } from '../../backend/earshot/recurrentSequence';
import type { StockRecurrentLayer } from './recurrentLayer';
import { cellNames, directionOf, isFusible, maskOf, statesOf } from './recurrentLayer';
import type { CallOptions, LayerClass } from './stockClasses';
import { only } from './stockClasses';

export interface StockBidirectional extends tf.layers.Layer {
  readonly forwardLayer: StockRecurrentLayer;
  readonly backwardLayer: StockRecurrentLayer;
  readonly mergeMode: string | null;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
}

/** Whether one kernel does for both directions: they read the same x, keep no state and stand side by side. */
function isJoint(
  { forwardLayer, backwardLayer, mergeMode }: StockBidirectional,
  training?: boolean,
): boolean {
  const layers = [forwardLayer, backwardLayer];
  const [first, second] = layers.map((layer) => layer.getClassName());
  return (
    mergeMode === 'concat' &&
    first === second &&
    first in cellNames &&
    !forwardLayer.goBackwards &&
    layers.every((layer) => isFusible(layer, 2) && !layer.stateful) &&
    layers.every(({ cell }) => !training || cell.dropout <= 0)
  );
}

function callJoint(
  wrapper: StockBidirectional,
  inputs: tf.Tensor | tf.Tensor[],
  options: CallOptions,
): tf.Tensor | tf.Tensor[] {
  const { forwardLayer, backwardLayer, returnSequences, returnState } = wrapper;
  const cell = cellNames[forwardLayer.getClassName()];
  const x = only(inputs) as tf.Tensor3D;
  const initial = options.initialState ?? [];
  const half = initial.length / 2;
  const direction = (layer: StockRecurrentLayer, states: readonly tf.Tensor[]) =>
    directionOf(layer, x.shape[0], states, options.training);
  const { output, forward, backward } = bidirectionalSequence({
    cell,
    x,
    mask: maskOf(options),
    returnSequences,
    forward: direction(forwardLayer, initial.slice(0, half)),
    backward: direction(backwardLayer, initial.slice(half)),
  });
  return returnState ? [output, ...statesOf(cell, forward), ...statesOf(cell, backward)] : output;
}

/** The fused wrapper that takes the place of the stock one. */
export function fuseBidirectional(Stock: LayerClass<StockBidirectional>): LayerClass<StockBidirectional> {
  return class extends Stock {
    static readonly className = 'Bidirectional';
    override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
      if (!isJoint(this, options?.training))
        return super.call(inputs, options as Parameters<StockBidirectional['call']>[1]);
      return tf.tidy(() => callJoint(this, inputs, options ?? {}));
    }
  };
}
