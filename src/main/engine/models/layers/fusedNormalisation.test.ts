// The fused batch normalisation against the stock layer: training, running means, inference, what it leaves to the stock
// layer, and that it stays a stock layer in files. Expected values: TensorFlow.js' own layer on its cpu backend.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { values } from '../../backend/earshot/testing/compare';
import { runners } from '../../backend/earshot/testing/runners';
import { createNormalisationLayer } from './index';

const tolerance = { rtol: 1e-4, atol: 1e-5 };
const channels = 21;
/** Before the first test: `createNormalisationLayer` puts the fused class in the stock one's place. */
const StockLayer = tf.layers.batchNormalization({}).constructor as new (config: object) => tf.layers.Layer;

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(() => {
    use();
  });
  afterAll(() => tf.setBackend('cpu'));

  /** Three steps of training, gradients of the last, then inference. */
  function run(layer: tf.layers.Layer, shape: number[]): Float32Array[] {
    return tf.tidy(() => {
      layer.build(shape);
      layer.setWeights(layer.getWeights().map((weight, i) => tf.abs(values(weight.shape, i))));
      const call = (x: tf.Tensor, training: boolean) => layer.call(x, { training }) as tf.Tensor;
      call(values(shape, 10), true);
      call(values(shape, 11), true);
      const x = tf.variable(values(shape, 12));
      const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
      const loss = () => tf.sum(tf.mul(call(x, true), values(shape, 13))) as tf.Scalar;
      const { value, grads } = tf.variableGrads(loss, [x, ...weights]);
      const gradients = [x, ...weights].map((variable) => grads[variable.name]);
      const tensors = [value, ...gradients, ...layer.getWeights(), call(x, false)];
      return tensors.map((tensor) => tensor.dataSync().slice() as Float32Array);
    }) as unknown as Float32Array[];
  }

  it.each([
    { config: {}, shape: [4, 9, channels] },
    { config: { momentum: 0.7, epsilon: 0.01 }, shape: [6, channels] },
  ])('gives what the stock layer gives: %j', async ({ config, shape }) => {
    await tf.setBackend('cpu');
    const expected = run(new StockLayer(config), shape);
    await tf.setBackend(name);
    run(createNormalisationLayer(config), shape).forEach((got, i) =>
      expect(got, `tensor ${i}`).toBeAllclose(expected[i], tolerance),
    );
  });

  it('leaves another axis to the stock layer', async () => {
    const normalise = (layer: tf.layers.Layer) => {
      const y = layer.apply(values([4, 9, channels], 1), { training: true }) as tf.Tensor;
      return y.dataSync();
    };
    await tf.setBackend('cpu');
    const expected = normalise(new StockLayer({ axis: 1 }));
    await tf.setBackend(name);
    expect(normalise(createNormalisationLayer({ axis: 1 }))).toBeAllclose(expected, tolerance);
  });

  it('is saved as the stock layer is, and leaves no tensor behind in a step', async () => {
    await tf.setBackend(name);
    const layer = createNormalisationLayer({ name: 'norm', momentum: 0.9 });
    expect(layer.getClassName()).toBe('BatchNormalization');
    expect(layer.getConfig()).toEqual(new StockLayer({ name: 'norm', momentum: 0.9 }).getConfig());
    layer.build([2, channels]);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) tf.tidy(() => void layer.call(values([2, channels], i), { training: true }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
