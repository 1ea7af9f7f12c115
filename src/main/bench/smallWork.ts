// The short measurements beside training steps: live recognition, one generated token, the ceiling of matrix products,
// features. Not the training steps: models.ts.

import * as tf from '@tensorflow/tfjs';
import { defaultFeatureConfig } from '../../shared/contract/features';
import { createFastMfcc, createMfccExtractor, createRandom } from '../../shared/dsp';
import { createRecurrentLayer } from '../engine/models/layers';
import { createRecognizer } from '../engine/models/recognizers';
import { generatorShape, recognizerShape } from './models';
import type { Timing } from './timing';
import { time } from './timing';

/** One window through A, as live recognition asks. */
export function timeInference(seconds: number): Timing {
  const { frames, coefficients, outputs } = recognizerShape;
  const model = createRecognizer('conv-bilstm', { frames, coefficients, outputs, dropout: 0, seed: 1 });
  const window = new Float32Array(frames * coefficients).map((_, i) => Math.sin(i));
  const timing = time(
    () => {
      tf.tidy(() => (model.predict(tf.tensor3d(window, [1, frames, coefficients])) as tf.Tensor).dataSync());
    },
    { seconds },
  );
  model.dispose();
  return timing;
}

interface StatefulLayer {
  readonly layer: tf.layers.Layer;
  states: tf.Tensor[];
}

function statefulLayer(inputs: number): StatefulLayer {
  const { units } = generatorShape;
  const layer = createRecurrentLayer('LSTM', {
    units,
    recurrentActivation: 'sigmoid',
    recurrentInitializer: 'glorotUniform',
    returnState: true,
  });
  layer.build([1, null, inputs]);
  return { layer, states: [tf.zeros([1, units]), tf.zeros([1, units])] };
}

/** One token through B's net with its state carried on: two LSTM layers and the output layer, read back. */
export function timeToken(seconds: number): Timing {
  const { tokens, units } = generatorShape;
  const layers = [statefulLayer(tokens), statefulLayer(units)];
  const output = tf.layers.dense({ units: tokens });
  output.build([1, units]);
  const oneHot = new Float32Array(tokens);
  let token = 0;
  const step = () => {
    oneHot.fill(0)[token] = 1;
    const kept = layers.map((each) => each.states);
    token = tf.tidy(() => {
      let x: tf.Tensor = tf.tensor2d(oneHot, [1, tokens]);
      for (const each of layers) {
        const input = tf.reshape(x, [1, 1, x.size]);
        const [y, ...states] = each.layer.call(input, { initialState: each.states }) as tf.Tensor[];
        each.states = states.map((state) => tf.keep(state));
        x = y;
      }
      const logits = (output.apply(x) as tf.Tensor).dataSync() as Float32Array;
      return logits.reduce((best, value, i) => (value > logits[best] ? i : best), 0);
    });
    tf.dispose(kept);
  };
  const timing = time(step, { seconds });
  tf.dispose(layers.map((each) => each.states));
  return timing;
}

/** GFLOP/s of a product of two matrices of 1024 x 1024: what the processor gives at best to this backend. */
export function measureCeiling(seconds: number): number {
  const size = 1024;
  const [a, b] = [tf.randomUniform([size, size]), tf.randomUniform([size, size])];
  const { minMs } = time(() => tf.matMul(a, b).dispose(), { seconds });
  tf.dispose([a, b]);
  return (2 * size ** 3) / 1e6 / minMs;
}

/** Milliseconds for the features of one second of sound, by Meyda and by the fast extractor. */
export function timeFeatures(seconds: number): { readonly meyda: Timing; readonly fast: Timing } {
  const random = createRandom(5);
  const samples = Float32Array.from({ length: defaultFeatureConfig.sampleRate }, () => 0.2 * random() - 0.1);
  const [meyda, fast] = [createMfccExtractor(defaultFeatureConfig), createFastMfcc(defaultFeatureConfig)];
  return {
    meyda: time(() => void meyda.clip(samples), { seconds }),
    fast: time(() => void fast.clip(samples), { seconds }),
  };
}
