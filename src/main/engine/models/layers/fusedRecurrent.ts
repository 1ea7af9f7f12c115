// Recurrent layers that run a whole sequence in one kernel where the backend has one, and TensorFlow.js' own step by
// step where it has not. They bear the stock class names, so a model saved by either opens in the other.

import * as tf from '@tensorflow/tfjs';
import { recurrentSequence } from '../../backend/earshot/recurrentSequence';
import type { StockRecurrentLayer } from './recurrentLayer';
import { cellNames, directionOf, dropInputs, isFusible, maskOf, statesOf } from './recurrentLayer';
import type { CallOptions, LayerClass } from './stockClasses';
import { only } from './stockClasses';

function callFused(
  layer: StockRecurrentLayer,
  className: string,
  inputs: tf.Tensor | tf.Tensor[],
  options: CallOptions,
): tf.Tensor | tf.Tensor[] {
  const { cell, goBackwards, returnSequences, returnState, stateful } = layer;
  const cellName = cellNames[className];
  const x = only(inputs) as tf.Tensor3D;
  const initial = options.initialState ?? (stateful ? layer.states_ : null) ?? [];
  const result = recurrentSequence({
    cell: cellName,
    x: dropInputs(x, cell, options.training),
    ...directionOf(layer, x.shape[0], initial, options.training),
    mask: maskOf(options),
    reverse: goBackwards,
    returnSequences,
  });
  const states = statesOf(cellName, result);
  if (stateful) layer.resetStates(states, options.training);
  const output = returnSequences ? result.sequence : result.lastH;
  return returnState ? [output, ...states] : output;
}

/** The fused layer that takes the place of a stock one. @param className `LSTM`, `GRU` or `SimpleRNN` */
export function fuseRecurrent(
  Stock: LayerClass<StockRecurrentLayer>,
  className: string,
): LayerClass<StockRecurrentLayer> {
  return class extends Stock {
    static readonly className = className;
    override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
      if (!isFusible(this)) return super.call(inputs, options as Parameters<StockRecurrentLayer['call']>[1]);
      return tf.tidy(() => callFused(this, className, inputs, options ?? {}));
    }
  };
}
