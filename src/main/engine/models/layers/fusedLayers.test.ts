// The fused layers against TensorFlow.js' own: same outputs, same files, same behaviour where the kernels do not apply.
// Expected values: stock layers on the cpu backend with the same weights.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareOn, values } from '../../backend/earshot/testing/compare';
import { runners } from '../../backend/earshot/testing/runners';
import { createBidirectionalLayer, createConvolutionLayer, createRecurrentLayer } from '.';

const [batch, time, inputs, units] = [3, 6, 4, 5];
const cells = ['LSTM', 'GRU', 'SimpleRNN'] as const;
type ClassName = (typeof cells)[number];
const gateCounts = { LSTM: 4, GRU: 3, SimpleRNN: 1 } as const;
const tolerance = { rtol: 1e-4, atol: 1e-5 };

// Stock constructors, which stay what they are: the fused layers only take the place of names.
const stock = { LSTM: tf.layers.lstm, GRU: tf.layers.gru, SimpleRNN: tf.layers.simpleRNN };
const makeStock = (className: ClassName, config: object): tf.RNN =>
  stock[className](config as never) as tf.RNN;

const zeros = {
  kernelInitializer: 'zeros',
  recurrentInitializer: 'zeros',
  recurrentActivation: 'sigmoid',
} as const;
const configOf = (className: ClassName, more: object = {}): object => ({
  ...zeros,
  units,
  ...more,
  name: className,
});

/** Layers by backend: the stock one on cpu, the fused one elsewhere. */
const makeLayer = (className: ClassName, more: object = {}): tf.RNN =>
  (tf.getBackend() === 'cpu' ? makeStock : createRecurrentLayer)(className, configOf(className, more));

function setWeights(layer: tf.layers.Layer, width = inputs): void {
  layer.build([batch, time, width]);
  layer.setWeights(layer.getWeights().map((weight, i) => values(weight.shape, 10 + i)));
}

const x = () => values([batch, time, inputs], 1) as tf.Tensor3D;
const asList = (value: unknown): tf.Tensor[] => (Array.isArray(value) ? value : [value]) as tf.Tensor[];

/** Outputs of a layer, and the gradient of their sum of squares. */
function runLayer(layer: tf.layers.Layer, options: object = {}): tf.Tensor[] {
  // A copy: the stock wrapper changes what it is given.
  const call = (t: tf.Tensor) => asList(layer.call(t, { ...options } as never));
  const loss = (t: tf.Tensor) => tf.addN(call(t).map((each) => tf.sum(tf.square(each)))) as tf.Scalar;
  return [...call(x()), tf.grad(loss)(x())];
}

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(() => {
    use();
  });
  afterAll(() => tf.setBackend('cpu'));
  const compare = (compute: () => tf.Tensor[]) => compareOn(name, compute);

  describe.each(cells)('%s', (className) => {
    it.each([
      { returnSequences: true },
      { returnState: true },
      { returnSequences: true, goBackwards: true, returnState: true },
      { useBias: false },
    ])('gives what the stock layer gives: %j', (config) =>
      compare(() => {
        const layer = makeLayer(className, config);
        setWeights(layer);
        return runLayer(layer);
      }),
    );

    it('starts from a given state and skips masked steps', () =>
      compare(() => {
        const layer = makeLayer(className, { returnSequences: true, returnState: true });
        setWeights(layer);
        const states = [values([batch, units], 5), values([batch, units], 6)];
        const initialState = className === 'LSTM' ? states : states.slice(0, 1);
        const mask = tf.tensor2d(
          [1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0],
          [batch, time],
          'bool',
        );
        return runLayer(layer, { initialState, mask });
      }));

    it('keeps its state from batch to batch when stateful', () =>
      compare(() => {
        const layer = makeLayer(className, { stateful: true, batchInputShape: [batch, time, inputs] });
        setWeights(layer);
        const outputs = [1, 2, 3].map(() => (layer.call(x(), {}) as tf.Tensor).clone());
        layer.resetStates();
        return [...outputs, layer.call(x(), {}) as tf.Tensor];
      }));

    it('skips padded steps behind a Masking layer', () =>
      compare(() => {
        const model = tf.sequential();
        model.add(tf.layers.masking({ maskValue: 0, inputShape: [time, inputs] }));
        const layer = makeLayer(className);
        model.add(layer);
        layer.setWeights(layer.getWeights().map((weight, i) => values(weight.shape, 10 + i)));
        const padded = tf.mul(x(), tf.tensor3d([1, 1, 1, 1, 0, 0], [1, time, 1]));
        return [model.predict(padded) as tf.Tensor];
      }));

    it('leaves other activations to the stock layer', () =>
      compare(() => {
        const layer = makeLayer(className, { activation: 'relu', returnSequences: true });
        setWeights(layer);
        return runLayer(layer);
      }));
  });

  it.each(cells)(
    '%s drops the share of inputs and states asked for, only while training',
    async (className) => {
      await tf.setBackend(name);
      const dropped = { dropout: 0.5, recurrentDropout: 0.5 };
      const layer = createRecurrentLayer(className, configOf(className, dropped));
      const plain = createRecurrentLayer(className, configOf(className));
      [layer, plain].forEach((each) => setWeights(each));
      const outputOf = (each: tf.RNN, training: boolean) =>
        (each.call(x(), { training }) as tf.Tensor).dataSync() as Float32Array;
      const whole = outputOf(plain, false);
      expect(outputOf(layer, false)).toEqual(whole);
      const drawn = [1, 2].map(() => outputOf(layer, true));
      expect(drawn[0]).not.toEqual(whole);
      expect(drawn[0]).not.toEqual(drawn[1]);
    },
  );

  it('drops the same inputs at every step', async () => {
    await tf.setBackend(name);
    // Weights of one reach nothing but the input: what a dropped channel would add is missing in every step.
    const wide = 40;
    const config = configOf('SimpleRNN', { dropout: 0.5, returnSequences: true });
    const layer = createRecurrentLayer('SimpleRNN', config);
    layer.build([1, time, wide]);
    const [kernel, ...others] = layer.getWeights();
    layer.setWeights([tf.fill(kernel.shape, 0.01), ...others.map((weight) => tf.zerosLike(weight))]);
    const ones = tf.ones([1, time, wide]);
    const [y] = asList(layer.call(ones, { training: true }));
    const steps = y.slice([0, 0, 0], [1, time, 1]).dataSync();
    expect(steps).toBeAllclose(Float32Array.from({ length: time }, () => steps[0]));
    // 0.01 for each channel kept, doubled; 20 of 40 are kept on average.
    expect(Math.atanh(steps[0]) / 0.02).toBeCloseTo(Math.round(Math.atanh(steps[0]) / 0.02), 3);
  });

  describe('Bidirectional', () => {
    const makeWrapper = (className: ClassName, more: object, mergeMode: string) => {
      const layer = makeLayer(className, more);
      return tf.getBackend() === 'cpu'
        ? tf.layers.bidirectional({ layer, mergeMode: mergeMode as 'concat' })
        : createBidirectionalLayer({ layer, mergeMode });
    };

    it.each(
      cells.flatMap((className) =>
        [
          { className, more: { returnSequences: true }, mergeMode: 'concat' },
          { className, more: {}, mergeMode: 'concat' },
          { className, more: { returnSequences: true, returnState: true }, mergeMode: 'concat' },
          { className, more: { returnSequences: true }, mergeMode: 'sum' },
        ].map((each) => ({ ...each, shown: JSON.stringify(each.more) })),
      ),
    )(
      'of $className gives what the stock wrapper gives: $mergeMode, $shown',
      ({ className, more, mergeMode }) =>
        compare(() => {
          const wrapper = makeWrapper(className, more, mergeMode);
          setWeights(wrapper);
          return runLayer(wrapper);
        }),
    );

    it('skips masked steps and starts from given states', () =>
      compare(() => {
        const wrapper = makeWrapper('LSTM', { returnSequences: true, returnState: true }, 'concat');
        setWeights(wrapper);
        const mask = tf.tensor2d(
          [1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
          [batch, time],
          'bool',
        );
        const initialState = [5, 6, 7, 8].map((seed) => values([batch, units], seed));
        return runLayer(wrapper, { mask, initialState });
      }));
  });

  it.each([
    { activation: 'relu', padding: 'same', strides: 1 },
    { activation: 'linear', padding: 'valid', strides: 2 },
    { activation: 'relu', padding: 'same', strides: 1, useBias: false },
    { activation: 'tanh', padding: 'same', strides: 1 },
  ])('Conv1D gives what the stock layer gives: %j', (config) =>
    compare(() => {
      const whole = { ...config, filters: 7, kernelSize: 3, kernelInitializer: 'zeros' } as Parameters<
        typeof tf.layers.conv1d
      >[0];
      const layer = tf.getBackend() === 'cpu' ? tf.layers.conv1d(whole) : createConvolutionLayer(whole);
      setWeights(layer);
      return runLayer(layer);
    }),
  );

  it('Conv1D leaves dilation to the stock layer', () =>
    compare(() => {
      const config = { filters: 7, kernelSize: 3, kernelInitializer: 'zeros', dilationRate: 2 } as const;
      const layer = tf.getBackend() === 'cpu' ? tf.layers.conv1d(config) : createConvolutionLayer(config);
      setWeights(layer);
      return asList(layer.call(x(), {}));
    }));

  describe('files', () => {
    const build = (fused: boolean): tf.LayersModel => {
      const model = tf.sequential();
      const conv = {
        filters: 6,
        kernelSize: 3,
        activation: 'relu',
        padding: 'same',
        inputShape: [time, inputs],
      };
      model.add(fused ? createConvolutionLayer(conv) : tf.layers.conv1d(conv as never));
      const recurrent = fused ? createRecurrentLayer : makeStock;
      const layer = recurrent('LSTM', { ...configOf('LSTM'), returnSequences: true });
      model.add(
        fused ? createBidirectionalLayer({ layer }) : tf.layers.bidirectional({ layer, mergeMode: 'concat' }),
      );
      model.add(recurrent('GRU', { ...configOf('GRU'), returnSequences: true }));
      model.add(recurrent('SimpleRNN', configOf('SimpleRNN')));
      model.setWeights(model.getWeights().map((weight, i) => values(weight.shape, 20 + i)));
      return model;
    };

    async function saved(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
      let artifacts: tf.io.ModelArtifacts = {};
      await model.save(
        tf.io.withSaveHandler((given) => {
          artifacts = given;
          return Promise.resolve({
            modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
          });
        }),
      );
      return artifacts;
    }

    it.each([true, false])(
      'written by fused layers (%s) open in the others with equal outputs',
      async (fused) => {
        await tf.setBackend(fused ? name : 'cpu');
        const written = build(fused);
        const artifacts = await saved(written);
        const expected = (written.predict(x()) as tf.Tensor).dataSync();
        const text = JSON.stringify(artifacts.modelTopology);
        expect(text).not.toMatch(/Fused|Earshot/);
        await tf.setBackend(fused ? 'cpu' : name);
        const read = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
        expect((read.predict(x()) as tf.Tensor).dataSync()).toBeAllclose(expected, tolerance);
        expect(JSON.stringify((await saved(read)).modelTopology)).toBe(text);
      },
    );
  });
});

it('has as many weights a layer as Keras', () => {
  for (const className of cells) {
    const layer = createRecurrentLayer(className, configOf(className));
    layer.build([batch, time, inputs]);
    const columns = gateCounts[className] * units;
    expect(layer.getWeights().map(({ shape }) => shape)).toEqual([
      [inputs, columns],
      [units, columns],
      [columns],
    ]);
  }
});
