// The nets that are timed: A (the recognizer), B (the generator's net), L (one LSTM layer), at the sizes that PyTorch is
// timed at (scripts/bench/torch_step.py). One step = forward, backward, and for A and B Adam's update.

import * as tf from '@tensorflow/tfjs';
import { softmaxCrossEntropy } from '../engine/backend/earshot/crossEntropy';
import { createRecurrentLayer } from '../engine/models/layers';
import { buildRecognizer } from '../engine/models/recognizers';
import type { DropoutStream } from '../engine/models/seededDropout';
import { SeededDropout } from '../engine/models/seededDropout';
import type { AdamState } from '../engine/training/adam';
import { applyAdam, createAdam, disposeAdam } from '../engine/training/adam';
import { createTrainer } from '../engine/training/trainingStep';
import type { RecognizerName } from '../../shared/contract/training';
import { createRandom } from '../../shared/dsp/random';
import type { ModelName } from './options';

export interface BenchModel {
  /** Arithmetic of one step, GFLOP: two a multiplication, backward twice forward but for the gradient of the input. */
  readonly gflop: number;
  step(): void;
  dispose(): void;
}

/** Multiplications of an LSTM layer over a batch, forward. */
const lstmProducts = (rows: number, inputs: number, units: number) => ({
  input: rows * inputs * 4 * units,
  state: rows * units * 4 * units,
});

/** GFLOP of a step; the first part's input needs no gradient. */
function gflopOf(first: number, rest: number): number {
  return (2 * (2 * first + 3 * rest)) / 1e9;
}

export const recognizerShape = { frames: 98, coefficients: 40, outputs: 12, batch: 32 } as const;

function recognizerGflop(): number {
  const { frames, coefficients, outputs, batch } = recognizerShape;
  const steps = batch * Math.floor(frames / 2);
  const layers = [lstmProducts(steps, 64, 128), lstmProducts(steps, 256, 64)];
  const recurrent = layers.reduce((sum, { input, state }) => sum + 2 * (input + state), 0);
  return gflopOf(batch * frames * coefficients * 3 * 64, recurrent + batch * 128 * outputs);
}

const randomValues = (length: number, seed: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 2 * random() - 1);
};

interface RecognizerSize {
  readonly frames: number;
  readonly coefficients: number;
  readonly outputs: number;
  readonly batch: number;
}

/** One of the lab's recognizers with the lab's own training step. */
export function createRecognizerStep(name: RecognizerName, size: RecognizerSize): Omit<BenchModel, 'gflop'> {
  const { frames, coefficients, outputs, batch } = size;
  const recognizer = buildRecognizer(name, { frames, coefficients, outputs, dropout: 0, seed: 1 });
  const trainer = createTrainer(recognizer, { by: 'none', limit: 1 });
  const features = randomValues(batch * frames * coefficients, 2);
  const labels = Int32Array.from({ length: batch }, (_, i) => i % outputs);
  return {
    step: () => void trainer.step({ features, labels, count: batch }, 1e-3),
    dispose: () => {
      trainer.dispose();
      recognizer.dispose();
    },
  };
}

const createA = (): BenchModel => ({
  gflop: recognizerGflop(),
  ...createRecognizerStep('conv-bilstm', recognizerShape),
});

export const generatorShape = { batch: 64, time: 64, tokens: 128, units: 256 } as const;

const lstm = (units: number, options: object): tf.layers.Layer =>
  createRecurrentLayer('LSTM', {
    units,
    recurrentActivation: 'sigmoid',
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: 'glorotUniform',
    ...options,
  });

/** [batch, time, tokens] one-hot -> LSTM(256) -> Dropout(0.3) -> LSTM(256) -> Dense(128) logits. */
function generatorNet(stream: DropoutStream): tf.LayersModel {
  const { time, tokens, units } = generatorShape;
  const net = tf.sequential();
  net.add(lstm(units, { returnSequences: true, inputShape: [time, tokens] }));
  net.add(new SeededDropout(0.3, stream, 1));
  net.add(lstm(units, {}));
  net.add(tf.layers.dense({ units: tokens }));
  return net;
}

function createB(): BenchModel {
  const { batch, time, tokens, units } = generatorShape;
  const stream: DropoutStream = { seed: 1, step: 0 };
  const net = generatorNet(stream);
  const variables = net.trainableWeights.map((weight) => weight.read() as tf.Variable);
  let state: AdamState = createAdam(variables);
  const random = createRandom(3);
  const draw = (length: number) => Int32Array.from({ length }, () => Math.floor(tokens * random()));
  const tensor = tf.tensor2d(draw(batch * time), [batch, time], 'int32');
  const x = tf.oneHot(tensor, tokens, 1, 0, 'float32');
  tensor.dispose();
  const labels = draw(batch);
  const step = () =>
    tf.tidy(() => {
      stream.step = state.step;
      const { grads } = tf.variableGrads(
        () => softmaxCrossEntropy(net.apply(x, { training: true }) as tf.Tensor2D, labels),
        variables,
      );
      state = applyAdam(
        state,
        variables,
        variables.map(({ name }) => grads[name]),
        1e-3,
      );
      state.means.forEach((mean) => tf.keep(mean));
      state.squares.forEach((square) => tf.keep(square));
    });
  const first = lstmProducts(batch * time, tokens, units);
  const second = lstmProducts(batch * time, units, units);
  return {
    gflop: gflopOf(first.input, first.state + second.input + second.state + batch * units * tokens),
    step,
    dispose: () => {
      disposeAdam(state);
      x.dispose();
      net.dispose();
    },
  };
}

/** One LSTM layer, [64, 64, 128] -> 256, forward and backward with the gradient of its input, no optimizer. */
function createL(): BenchModel {
  const { batch, time, tokens, units } = generatorShape;
  const variable = (shape: number[], seed: number) =>
    tf.tidy(() => tf.variable(tf.tensor(randomValues(tf.util.sizeFromShape(shape), seed), shape)));
  const [x, dy] = [variable([batch, time, tokens], 1), variable([batch, time, units], 2)];
  const layer = lstm(units, { returnSequences: true });
  tf.tidy(() => void layer.apply(x));
  const variables = [x, ...layer.trainableWeights.map((weight) => weight.read() as tf.Variable)];
  const { input, state } = lstmProducts(batch * time, tokens, units);
  return {
    gflop: gflopOf(0, input + state),
    step: () => tf.tidy(() => void tf.engine().gradients(() => layer.apply(x) as tf.Tensor, variables, dy)),
    dispose: () => {
      tf.dispose([x, dy]);
      layer.dispose();
    },
  };
}

const creators: Readonly<Record<ModelName, () => BenchModel>> = { A: createA, B: createB, L: createL };

/** Makes a model on the backend in force. */
export const createModel = (name: ModelName): BenchModel => creators[name]();
