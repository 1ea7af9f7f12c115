// The generator's network: tokens in, the next token's logits out, its state carried from call to call.
// Not its training (generatorLearner.ts), and not what is drawn from it (writeTune.ts).

import * as tf from '@tensorflow/tfjs';
import type { GeneratorConfig, RecurrentCell } from '../../../shared/contract/generators';
import type { DropoutStream } from '../models/seededDropout';
import { SeededDropout } from '../models/seededDropout';
import { createRecurrentLayer } from '../models/layers';
import { initialiseWeights } from '../models/weights';

/** What decides a network. */
export interface NetworkShape extends Pick<GeneratorConfig, 'cell' | 'units' | 'embedding' | 'dropout'> {
  readonly vocabSize: number;
  readonly seed: number;
}

/** States of all recurrent layers, [rows, units] each: h, and for LSTM c, from the input up. */
export type States = readonly tf.Tensor2D[];

/** A generator's layers, apart so that states can pass between calls. */
export interface GeneratorNetwork {
  /** Token ids [rows, time] (one-hot [rows, time, vocabSize] without embedding) -> probabilities [rows, time, vocabSize]. */
  readonly model: tf.LayersModel;
  readonly vocabSize: number;
  readonly dropoutStream: DropoutStream;
  /** The embedding's matrix, null for one-hot input. */
  readonly embedding: tf.LayerVariable | null;
  readonly recurrent: readonly {
    readonly layer: tf.RNN;
    readonly states: number;
    readonly dropout: tf.layers.Layer | null;
  }[];
  readonly outputLayer: tf.layers.Layer;
  dispose(): void;
}

const cells = {
  lstm: { className: 'LSTM', gates: 4, states: 2 },
  gru: { className: 'GRU', gates: 3, states: 1 },
  rnn: { className: 'SimpleRNN', gates: 1, states: 1 },
} as const satisfies Record<RecurrentCell, object>;

/** Weights are set by {@link initialiseWeights} or read from a file: starting from zeros costs nothing. */
const fromZeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;

function recurrentLayer(cell: RecurrentCell, units: number, place: number): tf.RNN {
  const options = {
    ...fromZeros,
    recurrentInitializer: 'zeros',
    units,
    returnSequences: true,
    // The saved layers give their states out, so that plain TensorFlow.js can go on from token to token too.
    returnState: true,
    name: `${cell}_${place}`,
  };
  const gated = { ...options, recurrentActivation: 'sigmoid' };
  if (cell === 'lstm') return createRecurrentLayer('LSTM', { ...gated, unitForgetBias: false });
  return createRecurrentLayer(cells[cell].className, cell === 'gru' ? gated : options);
}

type Symbolic = tf.SymbolicTensor;

/** Builds a network with its initial weights: the same seed gives the same, whatever the backend. */
export function buildNetwork(shape: NetworkShape): GeneratorNetwork {
  const { cell, units, embedding, vocabSize, dropout, seed } = shape;
  const stream: DropoutStream = { seed, step: 0 };
  const input = tf.input({ shape: embedding > 0 ? [null] : [null, vocabSize], name: 'tokens' });
  const embed = tf.layers.embedding({
    inputDim: vocabSize,
    outputDim: Math.max(1, embedding),
    embeddingsInitializer: 'zeros',
    name: 'embedding',
  });
  let x = embedding > 0 ? (embed.apply(input) as Symbolic) : input;
  units.forEach((size, index) => {
    const [sequence] = recurrentLayer(cell, size, index + 1).apply(x) as Symbolic[];
    x = new SeededDropout(dropout, stream, index + 1).apply(sequence) as Symbolic;
  });
  const output = tf.layers.dense({
    ...fromZeros,
    units: vocabSize,
    activation: 'softmax',
    name: 'probabilities',
  });
  const model = tf.model({ inputs: input, outputs: output.apply(x) as Symbolic, name: `${cell}_generator` });
  initialiseWeights(model, seed);
  return takeApart(model, stream);
}

const isRecurrent = (layer: tf.layers.Layer): boolean =>
  Object.values(cells).some(({ className }) => className === layer.getClassName());

/**
 * A network from a model with these layers, built here or read from a file.
 * @param stream where dropout masks come from; only training draws any
 */
export function takeApart(
  model: tf.LayersModel,
  stream: DropoutStream = { seed: 0, step: 0 },
): GeneratorNetwork {
  const layers = model.layers;
  const embedding = layers.find((layer) => layer.getClassName() === 'Embedding')?.weights[0] ?? null;
  const outputLayer = layers[layers.length - 1];
  const recurrent = layers.flatMap((layer, i) => {
    if (!isRecurrent(layer)) return [];
    const next = layers[i + 1];
    const states = layer.getClassName() === 'LSTM' ? 2 : 1;
    return [{ layer: layer as tf.RNN, states, dropout: next instanceof SeededDropout ? next : null }];
  });
  const [kernel] = outputLayer.weights;
  const vocabSize = (kernel.shape as number[])[1];
  const dispose = () => void model.dispose();
  return { model, vocabSize, dropoutStream: stream, embedding, recurrent, outputLayer, dispose };
}

/** Tokens as vectors [rows, time, vocabSize], one 1 each. */
function oneHot(tokens: Int32Array, rows: number, vocabSize: number): tf.Tensor3D {
  const values = new Float32Array(tokens.length * vocabSize);
  tokens.forEach((token, i) => (values[i * vocabSize + token] = 1));
  return tf.tensor3d(values, [rows, tokens.length / rows, vocabSize]);
}

/** What the first recurrent layer reads. A product rather than a lookup: its gradient is a product too, not a scatter. */
function embed(network: GeneratorNetwork, tokens: Int32Array, rows: number): tf.Tensor3D {
  const { vocabSize, embedding } = network;
  const vectors = oneHot(tokens, rows, vocabSize);
  if (!embedding) return vectors;
  const matrix = embedding.read() as tf.Tensor2D;
  const flat = tf.matMul(tf.reshape(vectors, [tokens.length, vocabSize]), matrix);
  return tf.reshape(flat, [rows, tokens.length / rows, matrix.shape[1]]);
}

/** What a call of the network gives. */
export interface NetworkRun {
  /** [rows * time, vocabSize]: logits of the token behind each place. */
  readonly logits: tf.Tensor2D;
  /** At the end. */
  readonly states: States;
}

/**
 * Runs embedded tokens through the network.
 * @param vectors [rows, time, width]: embedded, or one-hot where the network has no embedding
 * @param states what an earlier call on the same rows ended with; null = zeros
 */
export function runVectors(
  network: GeneratorNetwork,
  vectors: tf.Tensor3D,
  states: States | null,
  training = false,
): NetworkRun {
  return tf.tidy(() => {
    let x: tf.Tensor = vectors;
    const ended: tf.Tensor2D[] = [];
    for (const { layer, states: count, dropout } of network.recurrent) {
      const initialState = states ? states.slice(ended.length, ended.length + count) : null;
      const [sequence, ...last] = layer.call(x, { initialState, training }) as tf.Tensor[];
      ended.push(...(last as tf.Tensor2D[]));
      x = training && dropout ? (dropout.call(sequence, { training }) as tf.Tensor) : sequence;
    }
    const [kernel, bias] = network.outputLayer.weights.map((weight) => weight.read());
    const [rows, time] = vectors.shape;
    const flat = tf.reshape(x, [rows * time, kernel.shape[0]]) as tf.Tensor2D;
    return { logits: tf.add(tf.matMul(flat, kernel as tf.Tensor2D), bias) as tf.Tensor2D, states: ended };
  });
}

/**
 * Runs tokens through the network.
 * @param tokens [rows, time], row by row
 * @param states what an earlier call on the same rows ended with; null = zeros
 */
export function runNetwork(
  network: GeneratorNetwork,
  tokens: Int32Array,
  rows: number,
  states: States | null,
  training = false,
): NetworkRun {
  return tf.tidy(() => {
    const run = runVectors(network, embed(network, tokens, rows), states, training);
    return { logits: run.logits, states: [...run.states] };
  });
}

/** Numbers a network learns, without building it. */
export function countNetworkParameters({
  cell,
  units,
  embedding,
  vocabSize,
}: Omit<NetworkShape, 'dropout' | 'seed'>): number {
  let inputs = embedding > 0 ? embedding : vocabSize;
  let parameters = embedding * vocabSize;
  for (const size of units) {
    parameters += cells[cell].gates * (inputs + size + 1) * size;
    inputs = size;
  }
  return parameters + (inputs + 1) * vocabSize;
}
