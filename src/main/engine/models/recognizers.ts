// Makes TensorFlow.js models of the recognizers: stock layers, own initial weights, own dropout while training.
// Not their description (architectures.ts), nor reading and writing them (modelFolder.ts).

import * as tf from '@tensorflow/tfjs';
import type { RecognizerName } from '../../../shared/contract/training';
import type { Stage } from './architectures';
import { architectures } from './architectures';
import type { DropoutStream } from './seededDropout';
import { SeededDropout } from './seededDropout';
import {
  createBidirectionalLayer,
  createConvolutionLayer,
  createNormalisationLayer,
  createRecurrentLayer,
} from './layers';
import { initialiseWeights } from './weights';

export interface RecognizerShape {
  readonly frames: number;
  readonly coefficients: number;
  /** Number of labels, `_silence_` included. */
  readonly outputs: number;
  /** Share of units dropped while training, 0 to 0.9. */
  readonly dropout: number;
  readonly seed: number;
}

/** A recognizer under training. */
export interface Recognizer {
  /** [count, frames, coefficients] normalised features -> [count, outputs] probabilities. */
  readonly model: tf.LayersModel;
  /** The same without the output layer: its loss is computed from logits, which never overflow. */
  readonly body: tf.LayersModel;
  readonly outputLayer: tf.layers.Layer;
  readonly dropoutStream: DropoutStream;
  dispose(): void;
}

type Symbolic = tf.SymbolicTensor;

/**
 * Every weight is set by {@link initialiseWeights} or read from a file, so layers start from zeros: it costs nothing,
 * also for whoever opens a saved model.
 */
const fromZeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;

const classNames = { lstm: 'LSTM', gru: 'GRU', simpleRnn: 'SimpleRNN' } as const;

function recurrentLayer(stage: Extract<Stage, { kind: 'recurrent' }>, place: number): tf.layers.Layer {
  const options = {
    ...fromZeros,
    recurrentInitializer: 'zeros',
    units: stage.units,
    returnSequences: stage.sequences,
    name: `${stage.cell}_${place}`,
  } as const;
  const gated = { ...options, recurrentActivation: 'sigmoid' } as const;
  const layer = createRecurrentLayer(
    classNames[stage.cell],
    stage.cell === 'lstm' ? { ...gated, unitForgetBias: false } : gated,
  );
  if (!stage.bidirectional) return layer;
  return createBidirectionalLayer({
    layer,
    mergeMode: 'concat',
    name: `bidirectional_${stage.cell}_${place}`,
  });
}

function normalisedConvolution(
  stage: Extract<Stage, { kind: 'normalisedConvolution' }>,
  place: number,
  x: Symbolic,
): Symbolic {
  const convolution = createConvolutionLayer({
    ...fromZeros,
    filters: stage.filters,
    kernelSize: stage.width,
    padding: 'same',
    useBias: false,
    name: `conv1d_${place}`,
  });
  const normalisation = createNormalisationLayer({
    momentum: 0.9,
    epsilon: 1e-3,
    name: `normalisation_${place}`,
  });
  const relu = tf.layers.activation({ activation: 'relu', name: `relu_${place}` });
  return relu.apply(normalisation.apply(convolution.apply(x))) as Symbolic;
}

function meanAndMax(place: number, x: Symbolic): Symbolic {
  const mean = tf.layers.globalAveragePooling1d({ name: `mean_${place}` }).apply(x) as Symbolic;
  const maximum = tf.layers.globalMaxPooling1d({ name: `maximum_${place}` }).apply(x) as Symbolic;
  return tf.layers.concatenate({ name: `mean_and_maximum_${place}` }).apply([mean, maximum]) as Symbolic;
}

function applyStage(stage: Stage, place: number, x: Symbolic, rate: number, stream: DropoutStream): Symbolic {
  switch (stage.kind) {
    case 'convolution': {
      const { filters, width: kernelSize } = stage;
      const options = { ...fromZeros, filters, kernelSize, padding: 'same', activation: 'relu' } as const;
      return createConvolutionLayer({ ...options, name: `conv1d_${place}` }).apply(x) as Symbolic;
    }
    case 'normalisedConvolution':
      return normalisedConvolution(stage, place, x);
    case 'maxPooling':
      return tf.layers
        .maxPooling1d({ poolSize: stage.size, name: `max_pooling1d_${place}` })
        .apply(x) as Symbolic;
    case 'recurrent':
      return recurrentLayer(stage, place).apply(x) as Symbolic;
    case 'meanAndMaxOverTime':
      return meanAndMax(place, x);
    case 'dropout':
      return new SeededDropout(rate, stream, place).apply(x) as Symbolic;
  }
}

/** Builds a recognizer with its initial weights, ready to train. */
export function buildRecognizer(name: RecognizerName, shape: RecognizerShape): Recognizer {
  const dropoutStream: DropoutStream = { seed: shape.seed, step: 0 };
  const input = tf.input({ shape: [shape.frames, shape.coefficients], name: 'features' });
  const top = architectures[name].reduce(
    (x, stage, index) => applyStage(stage, index + 1, x, shape.dropout, dropoutStream),
    input,
  );
  const outputLayer = tf.layers.dense({
    ...fromZeros,
    units: shape.outputs,
    activation: 'softmax',
    name: 'probabilities',
  });
  const model = tf.model({ inputs: input, outputs: outputLayer.apply(top) as Symbolic, name });
  const body = tf.model({ inputs: input, outputs: top, name: `${name}_body` });
  initialiseWeights(model, shape.seed);
  return { model, body, outputLayer, dropoutStream, dispose: () => void model.dispose() };
}

/**
 * A recognizer with its initial weights: [count, frames, coefficients] -> [count, outputs] probabilities.
 * @param shape the same seed gives the same weights, whatever the backend
 */
export function createRecognizer(name: RecognizerName, shape: RecognizerShape): tf.LayersModel {
  return buildRecognizer(name, shape).model;
}

/**
 * What goes into the output layer's softmax.
 * @param features [count, frames, coefficients], normalised
 * @returns [count, outputs], unbounded
 */
export function computeLogits(recognizer: Recognizer, features: tf.Tensor3D, training: boolean): tf.Tensor2D {
  return tf.tidy(() => {
    const top = recognizer.body.apply(features, { training }) as tf.Tensor2D;
    const [kernel, bias] = recognizer.outputLayer.weights.map((weight) => weight.read());
    return tf.add(tf.matMul(top, kernel as tf.Tensor2D), bias) as tf.Tensor2D;
  });
}
