// What a stock recurrent layer keeps, as far as a fused call needs it, and the fused call's arguments from it.
// Not the layers: fusedRecurrent.ts and fusedBidirectional.ts.

import * as tf from '@tensorflow/tfjs';
import { recurrentKernels } from '../../backend/earshot/kernels/recurrent';
import type { RecurrentCellName } from '../../backend/earshot/kernels/recurrentArguments';
import type { DirectionResult, RecurrentDirection } from '../../backend/earshot/recurrentSequence';
import type { CallOptions } from './stockClasses';
import { nameOf, only } from './stockClasses';

interface Cell {
  readonly units: number;
  readonly activation: tf.serialization.Serializable;
  readonly recurrentActivation?: tf.serialization.Serializable;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly dropoutFunc?: unknown;
  readonly kernel: tf.LayerVariable;
  readonly recurrentKernel: tf.LayerVariable;
  readonly bias: tf.LayerVariable | null;
}

export interface StockRecurrentLayer extends tf.layers.Layer {
  readonly cell: Cell;
  readonly goBackwards: boolean;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly stateful: boolean;
  readonly states_: tf.Tensor[] | null;
  resetStates(states?: tf.Tensor[], training?: boolean): void;
}

/** Cells by the class name of the layer. */
export const cellNames: Readonly<Record<string, RecurrentCellName>> = {
  LSTM: 'lstm',
  GRU: 'gru',
  SimpleRNN: 'simpleRnn',
};

/** Whether the fused kernel computes exactly what this layer says, on the backend in force. */
export function isFusible({ cell }: StockRecurrentLayer, directions: 1 | 2 = 1): boolean {
  return (
    Boolean(tf.getKernel(recurrentKernels[directions], tf.getBackend())) &&
    nameOf(cell.activation) === 'tanh' &&
    (nameOf(cell.recurrentActivation) ?? 'sigmoid') === 'sigmoid' &&
    !cell.dropoutFunc
  );
}

/** Inverted dropout mask, the same at every time step (Gal and Ghahramani 2016), as the stock cells draw it. */
const dropoutMask = (shape: number[], rate: number): tf.Tensor => tf.dropout(tf.ones(shape), rate);

/** x, a share of its channels dropped over the whole sequence while training. */
export function dropInputs(x: tf.Tensor3D, { dropout }: Cell, training: boolean | undefined): tf.Tensor3D {
  if (!training || dropout <= 0) return x;
  return tf.mul(x, dropoutMask([x.shape[0], 1, x.shape[2]], dropout));
}

/** Weights and states of a layer, as one direction of a fused call. */
export function directionOf(
  { cell }: StockRecurrentLayer,
  batch: number,
  initial: readonly tf.Tensor[],
  training: boolean | undefined,
): RecurrentDirection {
  const { units, recurrentDropout } = cell;
  const drops = training && recurrentDropout > 0;
  return {
    kernel: cell.kernel.read() as tf.Tensor2D,
    recurrentKernel: cell.recurrentKernel.read() as tf.Tensor2D,
    bias: cell.bias ? (cell.bias.read() as tf.Tensor1D) : undefined,
    initialH: initial[0] as tf.Tensor2D | undefined,
    initialC: initial[1] as tf.Tensor2D | undefined,
    recurrentMask: drops ? (dropoutMask([batch, units], recurrentDropout) as tf.Tensor2D) : undefined,
  };
}

/** The mask of padded steps as kernels take it. */
export function maskOf({ mask }: CallOptions): tf.Tensor2D | undefined {
  return mask ? (tf.cast(only(mask), 'float32') as tf.Tensor2D) : undefined;
}

/** A layer's states in the order of the stock layer: h, and for LSTM c. */
export const statesOf = (cellName: RecurrentCellName, { lastH, lastC }: DirectionResult): tf.Tensor[] =>
  cellName === 'lstm' ? [lastH, lastC] : [lastH];
