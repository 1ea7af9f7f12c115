// Initial weights: the properties that define them, and that a seed repeats them.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../../shared/dsp/random';
import { useBackend } from '../backend';
import { buildRecognizer } from './recognizers';
import { glorotUniform, initialiseWeights, orthogonal } from './weights';

beforeAll(async () => {
  await useBackend('wasm');
});

describe('orthogonal', () => {
  it.each([1, 2, 64, 256])('rows of %i are orthonormal', (size) => {
    const matrix = orthogonal(size, createRandom(1));
    const product = new Float32Array(size * size);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let dot = 0;
        for (let i = 0; i < size; i++) dot += matrix[a * size + i] * matrix[b * size + i];
        product[a * size + b] = dot;
      }
    }
    const identity = Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
    expect(product).toBeAllclose(identity, { atol: 1e-6 });
  });

  it('runs no operation of TensorFlow.js, whose QR takes minutes op by op', () => {
    const runKernel = vi.spyOn(tf.engine(), 'runKernel');
    orthogonal(256, createRandom(1));
    expect(runKernel).not.toHaveBeenCalled();
    tf.square(2).dispose();
    expect(runKernel).toHaveBeenCalled();
    runKernel.mockRestore();
  });
});

describe('glorotUniform', () => {
  it('lies within its limit and has the variance 2 / (fanIn + fanOut)', () => {
    // A filter of width 3 from 20 to 50 channels: fanIn 60, fanOut 150 (Glorot and Bengio 2010, equation 16).
    const values = glorotUniform([3, 20, 50], createRandom(1));
    expect(values).toHaveLength(3000);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 210));
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance).toBeGreaterThan(0.9 * (2 / 210));
    expect(variance).toBeLessThan(1.1 * (2 / 210));
  });
});

describe('initialiseWeights', () => {
  const shape = { frames: 12, coefficients: 5, outputs: 3, dropout: 0.3 };
  const weightsOf = (seed: number) => {
    const recognizer = buildRecognizer('conv-bilstm-small', { ...shape, seed });
    const values = new Map(
      recognizer.model.weights.map(({ originalName, shape: size }, i) => {
        return [originalName, { size, data: Array.from(recognizer.model.getWeights()[i].dataSync()) }];
      }),
    );
    recognizer.dispose();
    return values;
  };

  it('gives the same weights for the same seed and others for another', () => {
    const [first, again, other] = [weightsOf(1), weightsOf(1), weightsOf(2)];
    expect(again).toEqual(first);
    expect(other.get('conv1d_1/kernel')).not.toEqual(first.get('conv1d_1/kernel'));
  });

  it('gives the two directions of a layer weights of their own', () => {
    const weights = weightsOf(1);
    const of = (direction: string) => weights.get(`bidirectional_lstm_3/${direction}_lstm_3/kernel`)?.data;
    expect(of('forward')).not.toEqual(of('backward'));
  });

  it('sets the forget gate of an LSTM to one and other biases to zero', () => {
    const bias = weightsOf(1).get('bidirectional_lstm_3/forward_lstm_3/bias')?.data;
    expect(bias).toEqual(Array.from({ length: 128 }, (_, i) => (i >= 32 && i < 64 ? 1 : 0)));
    expect(
      weightsOf(1)
        .get('conv1d_1/bias')
        ?.data.every((value) => value === 0),
    ).toBe(true);
  });

  it('draws the vectors of tokens from a normal distribution of variance 1', () => {
    const layer = tf.layers.embedding({
      inputDim: 60,
      outputDim: 50,
      inputShape: [null],
      embeddingsInitializer: 'zeros',
    });
    const model = tf.sequential({ layers: [layer] });
    initialiseWeights(model, 1);
    const values = model.getWeights()[0].dataSync() as Float32Array;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance).toBeGreaterThan(0.9); // 3000 draws: a standard error of 0.026
    expect(variance).toBeLessThan(1.1);
    model.dispose();
  });
});
