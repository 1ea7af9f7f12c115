// The recognizers: shapes, sizes, stock layers, dropout, gradients, and that building leaves nothing behind.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { recognizerNames } from '../../../shared/contract/training';
import { useBackend } from '../backend';
import { computeGradients, validateBatch } from '../training/trainingStep';
import { countParameters, describeLayers } from './architectures';
import { presets, recommendedPreset } from './presets';
import { buildRecognizer, computeLogits, createRecognizer } from './recognizers';
import { SeededDropout } from './seededDropout';

const shape = { frames: 12, coefficients: 5, outputs: 4, dropout: 0.4, seed: 3 };

beforeAll(async () => {
  await useBackend('wasm');
});

const features = (count: number) =>
  tf.randomNormal([count, shape.frames, shape.coefficients], 0, 1, 'float32', 7) as tf.Tensor3D;

function makeBatch(count: number) {
  const values = tf.tidy(() => features(count).dataSync() as Float32Array);
  return { features: values, labels: Int32Array.from({ length: count }, (_, i) => i % shape.outputs), count };
}

interface LayerJson {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const layersOf = (model: tf.LayersModel) =>
  (JSON.parse(model.toJSON() as string) as { config: { layers: LayerJson[] } }).config.layers;

describe.each(recognizerNames)('%s', (name) => {
  it('gives probabilities', () => {
    const model = createRecognizer(name, shape);
    const output = tf.tidy(() => model.predict(features(3)) as tf.Tensor2D);
    expect(output.shape).toEqual([3, shape.outputs]);
    expect(tf.tidy(() => output.sum(1).dataSync())).toBeAllclose([1, 1, 1], { atol: 1e-6 });
    output.dispose();
    model.dispose();
  });

  it('has as many parameters as were counted without building it', () => {
    const model = createRecognizer(name, shape);
    expect(countParameters(name, shape)).toBe(model.countParams());
    model.dispose();
  });

  it('consists of stock layers, so that any TensorFlow.js opens it', () => {
    const model = createRecognizer(name, shape);
    const layers = layersOf(model);
    const stock = new Set(Object.keys(tf.layers).map((key) => key.toLowerCase()));
    for (const { class_name: className } of layers) expect(stock).toContain(className.toLowerCase());
    model.dispose();
  });

  it('computes the same from logits as its own softmax', () => {
    const recognizer = buildRecognizer(name, shape);
    const [expected, got] = tf.tidy(() => {
      const input = features(3);
      const logits = computeLogits(recognizer, input, false);
      return [recognizer.model.predict(input) as tf.Tensor, tf.softmax(logits)].map((tensor) =>
        tensor.dataSync(),
      );
    });
    expect(got).toBeAllclose(expected, { atol: 1e-6 });
    recognizer.dispose();
  });

  it('has gradients equal to finite differences in every weight', () => {
    // Without dropout, and with an even number of frames: finite differences need the same function each time.
    const recognizer = buildRecognizer(name, { ...shape, dropout: 0 });
    const variables = recognizer.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const batch = makeBatch(4);
    const { gradients } = computeGradients(recognizer, variables, batch);
    const lossNow = () =>
      tf.tidy(() => {
        const input = tf.tensor3d(batch.features, [batch.count, shape.frames, shape.coefficients]);
        const expected = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), shape.outputs);
        return tf.losses.softmaxCrossEntropy(expected, computeLogits(recognizer, input, true)).dataSync()[0];
      });
    variables.forEach((variable, v) => {
      // Along the gradient itself the loss must rise by the square of its norm, times the step.
      const norm = tf.tidy(() => tf.norm(gradients[v]).dataSync()[0]);
      if (norm < 1e-4) return;
      const before = tf.tidy(() => variable.clone());
      const step = 2e-3 / norm;
      const moved = (by: number) => {
        tf.tidy(() => variable.assign(tf.add(before, tf.mul(gradients[v], by))));
        return lossNow();
      };
      const slope = (moved(step) - moved(-step)) / (2 * step);
      variable.assign(before);
      before.dispose();
      expect([slope]).toBeAllclose([norm * norm], { rtol: 0.05, atol: 1e-3 });
    });
    tf.dispose(gradients);
    recognizer.dispose();
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const recognizer = buildRecognizer(name, shape);
    const built = tf.memory().numTensors;
    const variables = recognizer.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    for (let i = 0; i < 3; i++) {
      tf.dispose(computeGradients(recognizer, variables, makeBatch(4)).gradients);
      validateBatch(recognizer, makeBatch(4));
    }
    expect(tf.memory().numTensors).toBe(built);
    recognizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('dropout', () => {
  const apply = (step: number, training = true, seed = 1) => {
    const layer = new SeededDropout(0.25, { seed, step }, 1);
    return tf.tidy(() =>
      Array.from((layer.apply(tf.ones([100, 100]), { training }) as tf.Tensor).dataSync()),
    );
  };

  it('drops its share and keeps the mean', () => {
    const values = apply(1);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    const dropped = values.filter((value) => value === 0).length / values.length;
    // Three standard deviations of a share of 10,000.
    expect(Math.abs(dropped - 0.25)).toBeLessThan(0.013);
  });

  it('drops others in the next step, the same when repeated, others with another seed', () => {
    expect(apply(1)).toEqual(apply(1));
    expect(apply(2)).not.toEqual(apply(1));
    expect(apply(1, true, 2)).not.toEqual(apply(1));
  });

  it('does nothing but in training', () => {
    expect(apply(1, false).every((value) => value === 1)).toBe(true);
  });

  it('has the rate of the recognizer, under the stock name', () => {
    const model = createRecognizer('conv-pool', shape);
    const layers = layersOf(model);
    const dropout = layers.filter(({ class_name: className }) => className === 'Dropout');
    expect(dropout.map(({ config }) => config.rate)).toEqual([0.4]);
    model.dispose();
  });
});

describe('presets', () => {
  it('are one for each recognizer, one of them recommended', () => {
    expect(presets.map(({ name }) => name)).toEqual([...recognizerNames]);
    expect(presets.filter(({ recommended }) => recommended).map(({ name }) => name)).toEqual([
      recommendedPreset,
    ]);
    for (const preset of presets) expect(preset.config.recognizer).toBe(preset.name);
  });

  it('describe their layers as built', () => {
    expect(describeLayers('conv-bilstm')).toEqual([
      'Conv1D(64, 3, relu)',
      'MaxPooling1D(2)',
      'Bidirectional(LSTM(128, sequences))',
      'Dropout',
      'Bidirectional(LSTM(64))',
      'Dropout',
      'Dense(softmax)',
    ]);
  });
});
