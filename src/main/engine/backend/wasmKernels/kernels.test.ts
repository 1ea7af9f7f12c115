// The kernels put into wasm: their values are held against TensorFlow.js' plain cpu backend, which computes each
// from its definition, and the gradients of whole layers against finite differences.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../chooseBackend';

beforeAll(async () => {
  await useBackend('wasm');
});

const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);

/** Values of what `compute` returns, one array a tensor. */
async function valuesOn(backend: string, compute: () => tf.Tensor[]): Promise<number[][]> {
  await tf.setBackend(backend);
  const tensors = tf.tidy(compute);
  const values = tensors.map((tensor) => Array.from(tensor.dataSync()));
  tf.dispose(tensors);
  await tf.setBackend('wasm');
  return values;
}

async function expectAsOnCpu(compute: () => tf.Tensor[]): Promise<void> {
  const expected = await valuesOn('cpu', compute);
  const got = await valuesOn('wasm', compute);
  expect(got).toHaveLength(expected.length);
  expected.forEach((values, i) => expect(got[i]).toBeAllclose(values, { rtol: 1e-4, atol: 1e-4 }));
}

describe('BatchMatMul', () => {
  const cases = [false, true].flatMap((a) => [false, true].map((b) => [a, b] as const));
  it.each(cases)('transposeA %s, transposeB %s', (transposeA, transposeB) =>
    expectAsOnCpu(() => {
      const a = random(transposeA ? [5, 7] : [7, 5], 1);
      const b = random(transposeB ? [3, 5] : [5, 3], 2);
      return [tf.matMul(a, b, transposeA, transposeB)];
    }),
  );

  it.each(cases)('batched, transposeA %s, transposeB %s', (transposeA, transposeB) =>
    expectAsOnCpu(() => {
      const a = random(transposeA ? [4, 5, 7] : [4, 7, 5], 1);
      const b = random(transposeB ? [4, 3, 5] : [4, 5, 3], 2);
      return [tf.matMul(a, b, transposeA, transposeB)];
    }),
  );
});

describe('Tile', () => {
  it.each([
    [[3], [4]],
    [
      [2, 3],
      [1, 1],
    ],
    [
      [2, 3],
      [2, 3],
    ],
    [
      [1, 1, 1, 5],
      [2, 1, 3, 1],
    ],
    [
      [2, 1, 3],
      [3, 4, 2],
    ],
    [
      [2, 0],
      [3, 2],
    ],
  ])('%j by %j', (shape, repeats) =>
    expectAsOnCpu(() => [
      tf.tile(random(shape, 1), repeats),
      tf.tile(tf.cast(random(shape, 2), 'int32'), repeats),
    ]),
  );
});

describe('gradients of convolution', () => {
  /** Gradients of a sum of squares, so that dL/dy is not all ones. */
  const gradients = (
    x: tf.Tensor4D,
    filter: tf.Tensor4D,
    stride: number | [number, number],
    pad: 'same' | 'valid' | number,
  ) =>
    tf.grads((a, b) => tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad))))([
      x,
      filter,
    ]);

  it.each([
    { shape: [2, 1, 9, 3], filter: [1, 3, 3, 4], stride: 1, pad: 'same' },
    { shape: [2, 1, 9, 3], filter: [1, 4, 3, 5], stride: 1, pad: 'same' },
    { shape: [2, 1, 9, 3], filter: [1, 3, 3, 4], stride: 1, pad: 'valid' },
    { shape: [2, 1, 10, 3], filter: [1, 3, 3, 4], stride: [1, 2], pad: 'same' },
    { shape: [3, 7, 6, 2], filter: [3, 2, 2, 5], stride: 1, pad: 'same' },
    { shape: [3, 7, 6, 2], filter: [3, 3, 2, 5], stride: [2, 3], pad: 'valid' },
    { shape: [1, 5, 5, 1], filter: [3, 3, 1, 1], stride: 1, pad: 1 },
    { shape: [1, 1, 1, 1], filter: [1, 1, 1, 1], stride: 1, pad: 'same' },
  ] as const)('$shape with $filter, stride $stride, $pad', ({ shape, filter, stride, pad }) =>
    expectAsOnCpu(() =>
      gradients(
        random([...shape], 1) as tf.Tensor4D,
        random([...filter], 2) as tf.Tensor4D,
        stride as number | [number, number],
        pad,
      ),
    ),
  );
});

describe('gradient of maximum pooling', () => {
  it.each([
    { shape: [2, 1, 6, 3], size: [1, 2], strides: [1, 2], pad: 'valid' },
    { shape: [2, 1, 7, 3], size: [1, 2], strides: [1, 2], pad: 'same' },
    { shape: [2, 6, 7, 3], size: [3, 3], strides: [1, 2], pad: 'same' },
    { shape: [2, 6, 7, 3], size: [3, 2], strides: [2, 1], pad: 'valid' },
  ] as const)('$shape by $size, strides $strides, $pad', ({ shape, size, strides, pad }) =>
    expectAsOnCpu(() => {
      const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, [...size], [...strides], pad);
      const x = random([...shape], 1);
      // Below zero too: wasm's own kernel gives such windows no gradient.
      return [x, tf.sub(x, 10)].map((input) => tf.grad((a) => tf.sum(tf.square(pool(a))))(input));
    }),
  );
});

describe('layers', () => {
  const recurrent = {
    units: 3,
    recurrentInitializer: 'glorotUniform',
    recurrentActivation: 'sigmoid',
  } as const;
  const layers: readonly (readonly [string, () => tf.layers.Layer])[] = [
    [
      'Conv1D, relu',
      () => tf.layers.conv1d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' }),
    ],
    ['Conv1D, valid, stride 2', () => tf.layers.conv1d({ filters: 4, kernelSize: 3, strides: 2 })],
    ['MaxPooling1D', () => tf.layers.maxPooling1d({ poolSize: 2 })],
    ['AveragePooling1D', () => tf.layers.averagePooling1d({ poolSize: 2 })],
    ['GlobalAveragePooling1D', () => tf.layers.globalAveragePooling1d({})],
    ['GlobalMaxPooling1D', () => tf.layers.globalMaxPooling1d({})],
    ['batch normalisation', () => tf.layers.batchNormalization()],
    ['Dense, softmax', () => tf.layers.dense({ units: 4, activation: 'softmax' })],
    ['SimpleRNN', () => tf.layers.simpleRNN({ units: 3, recurrentInitializer: 'glorotUniform' })],
    ['GRU', () => tf.layers.gru({ ...recurrent, returnSequences: true })],
    ['LSTM', () => tf.layers.lstm({ ...recurrent, returnSequences: true })],
    [
      'Bidirectional(LSTM)',
      () => tf.layers.bidirectional({ layer: tf.layers.lstm(recurrent) as tf.RNN, mergeMode: 'concat' }),
    ],
  ];

  /** A weighted sum of the layer's output, in training; every output has its own weight. */
  function lossOf(layer: tf.layers.Layer, input: tf.Tensor): tf.Scalar {
    const output = layer.apply(input, { training: true }) as tf.Tensor;
    return tf.sum(tf.mul(output, random(output.shape, 9)));
  }

  const lossWith = (layer: tf.layers.Layer, values: Float32Array, shape: number[]): number =>
    tf.tidy(() => lossOf(layer, tf.tensor(values, shape)).dataSync()[0]);

  it.each(layers)('%s: gradient of the input equals finite differences', (_, makeLayer) => {
    const shape = [2, 6, 3];
    const layer = makeLayer();
    tf.tidy(() => void layer.apply(tf.zeros(shape)));
    // The same weights each time: none of these leaves a rectified value within a step of its kink.
    layer.setWeights(tf.tidy(() => layer.getWeights().map((weight, i) => random(weight.shape, 20 + i))));
    const values = Float32Array.from(tf.tidy(() => random(shape, 3).dataSync()));
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => lossOf(layer, x))(tf.tensor(values, shape))
        .dataSync(),
    );
    // Central differences in float32: a step of 1e-2 balances rounding against curvature.
    const step = 1e-2;
    const numeric = values.map((value, i) => {
      const moved = (by: number) => lossWith(layer, values.with(i, value + by), shape);
      return (moved(step) - moved(-step)) / (2 * step);
    });
    expect(gradient).toBeAllclose(numeric, { rtol: 0.03, atol: 0.02 });
    layer.dispose();
  });

  it.each(layers)('%s: gradients of the weights equal those on cpu', async (_, makeLayer) => {
    await tf.setBackend('wasm');
    const layer = makeLayer();
    layer.apply(tf.tidy(() => random([2, 6, 3], 3)));
    const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    if (variables.length === 0) return;
    variables.forEach((variable, i) => variable.assign(tf.tidy(() => random(variable.shape, 20 + i))));
    await expectAsOnCpu(() => {
      const { grads } = tf.variableGrads(() => lossOf(layer, random([2, 6, 3], 3)), variables);
      return variables.map(({ name }) => grads[name]);
    });
  });

  it('leave nothing behind on the heap', () => {
    const { backend } = tf.engine();
    const layer = layers[0][1]();
    const input = tf.zeros([2, 6, 3]);
    const run = () => tf.tidy(() => void tf.grad((x) => lossOf(layer, x))(input));
    run();
    const before = { tensors: tf.memory().numTensors, data: backend.numDataIds() };
    for (let i = 0; i < 5; i++) run();
    expect({ tensors: tf.memory().numTensors, data: backend.numDataIds() }).toEqual(before);
  });
});
