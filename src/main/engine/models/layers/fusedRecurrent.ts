// Recurrent layers that run a whole sequence in one kernel where the backend has one, and TensorFlow.js' own step by
// step where it has not. They bear the stock class names, so a model saved by either opens in the other.

import * as tf from '@tensorflow/tfjs';
import { recurrentKernel } from '../../backend/earshot/kernels/recurrent';
import type { RecurrentCellName } from '../../backend/earshot/kernels/recurrentArguments';
import { recurrentSequence } from '../../backend/earshot/recurrentSequence';

/** What the stock layers and their cells keep, as far as a fused call needs it. */
interface Cell {
  readonly units: number;
  readonly activation: tf.serialization.Serializable;
  readonly recurrentActivation?: tf.serialization.Serializable;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly kernel: tf.LayerVariable;
  readonly recurrentKernel: tf.LayerVariable;
  readonly bias: tf.LayerVariable | null;
}

interface StockLayer extends tf.layers.Layer {
  readonly cell: Cell;
  readonly goBackwards: boolean;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly stateful: boolean;
  readonly states_: tf.Tensor[] | null;
  resetStates(states?: tf.Tensor[], training?: boolean): void;
}

interface CallOptions {
  readonly mask?: tf.Tensor | tf.Tensor[] | null;
  readonly training?: boolean;
  readonly initialState?: tf.Tensor[] | null;
}

type LayerClass = new (config: tf.serialization.ConfigDict) => StockLayer;

const cellNames: Readonly<Record<string, RecurrentCellName>> = {
  LSTM: 'lstm',
  GRU: 'gru',
  SimpleRNN: 'simpleRnn',
};

/** Whether the fused kernel computes exactly what this layer says. */
function isFusible(cell: Cell): boolean {
  const gates = cell.recurrentActivation?.getClassName() ?? 'sigmoid';
  return (
    Boolean(tf.getKernel(recurrentKernel, tf.getBackend())) &&
    cell.activation.getClassName() === 'tanh' &&
    gates === 'sigmoid'
  );
}

const only = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);

/** Inverted dropout mask, the same at every time step (Gal and Ghahramani 2016), as the stock cells draw it. */
const dropoutMask = (shape: number[], rate: number): tf.Tensor => tf.dropout(tf.ones(shape), rate);

function dropInputs(x: tf.Tensor3D, rate: number, training: boolean | undefined): tf.Tensor3D {
  if (!training || rate <= 0) return x;
  return tf.mul(x, dropoutMask([x.shape[0], 1, x.shape[2]], rate));
}

function callFused(
  layer: StockLayer,
  cellName: RecurrentCellName,
  inputs: tf.Tensor | tf.Tensor[],
  options: CallOptions,
) {
  const { cell, goBackwards, returnSequences, returnState, stateful } = layer;
  const x = only(inputs) as tf.Tensor3D;
  const initial = options.initialState ?? (stateful ? layer.states_ : null) ?? [];
  const mask = options.mask ? only(options.mask) : null;
  const recurrent = options.training && cell.recurrentDropout > 0;
  const result = recurrentSequence({
    cell: cellName,
    x: dropInputs(x, cell.dropout, options.training),
    kernel: cell.kernel.read() as tf.Tensor2D,
    recurrentKernel: cell.recurrentKernel.read() as tf.Tensor2D,
    bias: cell.bias ? (cell.bias.read() as tf.Tensor1D) : undefined,
    initialH: initial[0] as tf.Tensor2D | undefined,
    initialC: initial[1] as tf.Tensor2D | undefined,
    mask: mask ? (tf.cast(mask, 'float32') as tf.Tensor2D) : undefined,
    recurrentMask: recurrent
      ? (dropoutMask([x.shape[0], cell.units], cell.recurrentDropout) as tf.Tensor2D)
      : undefined,
    reverse: goBackwards,
    returnSequences,
  });
  const states: tf.Tensor[] = cellName === 'lstm' ? [result.lastH, result.lastC] : [result.lastH];
  if (stateful) layer.resetStates(states, options.training);
  const output = returnSequences ? result.sequence : result.lastH;
  return returnState ? [output, ...states] : output;
}

function fuse(Stock: LayerClass, className: string): LayerClass {
  return class extends Stock {
    static readonly className = className;
    override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
      if (!isFusible(this.cell)) return super.call(inputs, options as Parameters<StockLayer['call']>[1]);
      return tf.tidy(() => callFused(this, cellNames[className], inputs, options ?? {}));
    }
  };
}

let fused = false;

/**
 * Puts the fused layers in the place of `LSTM`, `GRU` and `SimpleRNN`: models that are read and `Bidirectional` find
 * them by name. Once a thread; on backends without the kernels they behave as before.
 */
export function useFusedRecurrentLayers(): void {
  if (fused) return;
  fused = true;
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  for (const className of Object.keys(cellNames)) {
    const Stock = classNameMap[className][0] as unknown as LayerClass;
    tf.serialization.registerClass(
      fuse(Stock, className) as unknown as Parameters<typeof tf.serialization.registerClass>[0],
    );
  }
}

/**
 * Makes a recurrent layer that is fused where it can be.
 * @param className `LSTM`, `GRU` or `SimpleRNN`
 * @param config as the stock layer takes it
 */
export function createRecurrentLayer(className: 'LSTM' | 'GRU' | 'SimpleRNN', config: object): tf.RNN {
  useFusedRecurrentLayers();
  const Fused = tf.serialization.SerializationMap.getMap().classNameMap[
    className
  ][0] as unknown as LayerClass;
  return new Fused(config as tf.serialization.ConfigDict) as unknown as tf.RNN;
}
