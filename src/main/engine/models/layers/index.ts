// The layers that are fused where the backend has kernels for them: put in the place of the stock ones by name, or made.

import type * as tf from '@tensorflow/tfjs';
import { fuseBidirectional } from './fusedBidirectional';
import { fuseConvolution } from './fusedConvolution';
import { fuseNormalisation } from './fusedNormalisation';
import { fuseRecurrent } from './fusedRecurrent';
import { cellNames } from './recurrentLayer';
import { classNamed, putInPlace } from './stockClasses';

let inPlace = false;

/**
 * Puts the fused layers in the place of `LSTM`, `GRU`, `SimpleRNN`, `Bidirectional`, `Conv1D` and `BatchNormalization`: models that are read
 * find them by name. Once a thread; on backends without the kernels they behave as before.
 */
export function useFusedLayers(): void {
  if (inPlace) return;
  inPlace = true;
  for (const className of Object.keys(cellNames)) putInPlace(fuseRecurrent(classNamed(className), className));
  putInPlace(fuseBidirectional(classNamed('Bidirectional')));
  putInPlace(fuseConvolution(classNamed('Conv1D')));
  putInPlace(fuseNormalisation(classNamed('BatchNormalization')));
}

function createLayer(className: string, config: object): tf.layers.Layer {
  useFusedLayers();
  return new (classNamed(className))(config as tf.serialization.ConfigDict);
}

/**
 * Makes a recurrent layer that is fused where it can be.
 * @param className `LSTM`, `GRU` or `SimpleRNN`
 * @param config as the stock layer takes it
 */
export const createRecurrentLayer = (className: 'LSTM' | 'GRU' | 'SimpleRNN', config: object): tf.RNN =>
  createLayer(className, config) as tf.RNN;

/** Makes a bidirectional wrapper that is fused where it can be. @param config as the stock wrapper takes it */
export const createBidirectionalLayer = (config: {
  readonly layer: tf.RNN;
  readonly mergeMode?: string;
  readonly name?: string;
}): tf.layers.Layer => createLayer('Bidirectional', config);

/** Makes a convolution over time that is fused where it can be. @param config as the stock layer takes it */
export const createConvolutionLayer = (config: object): tf.layers.Layer => createLayer('Conv1D', config);

/** Makes a batch normalisation that is fused where it can be. @param config as the stock layer takes it */
export const createNormalisationLayer = (config: object): tf.layers.Layer =>
  createLayer('BatchNormalization', config);
