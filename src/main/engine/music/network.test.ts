// The network: carried states, gradients that end at the window, parameters, and likelihoods computed by hand.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recurrentCells } from '../../../shared/contract/generators';
import type { RecurrentCell } from '../../../shared/contract/generators';
import { createRandom } from '../../../shared/dsp';
import { useBackend } from '../backend';
import { createGeneratorLearner } from './generatorLearner';
import { measureTunes, validateTunes } from './likelihood';
import type { GeneratorNetwork, NetworkShape } from './network';
import { buildNetwork, countNetworkParameters, runNetwork } from './network';
import { createTokenSession } from './tokenSession';
import { readWindows } from './tuneWindows';

const vocabSize = 13;
const shape: NetworkShape = { cell: 'lstm', units: [7, 5], embedding: 4, dropout: 0, vocabSize, seed: 3 };
const random = createRandom(5);
const draw = (length: number) =>
  Int32Array.from({ length }, (_, i) => (i === 0 ? 0 : 1 + Math.floor((vocabSize - 1) * random())));

beforeAll(() => useBackend('auto'));

describe.each(['auto', 'wasm'])('on %s', (backend) => {
  beforeAll(() => useBackend(backend));
  afterAll(() => useBackend('auto'));

  it.each(recurrentCells)(
    '%s carries its state: two windows are one long one',
    (cell) =>
      void tf.tidy(() => {
        const network = buildNetwork({ ...shape, cell });
        const tokens = [draw(12), draw(12)];
        const whole = runNetwork(network, Int32Array.from([...tokens[0], ...tokens[1]]), 2, null);
        const part = (from: number, to: number) =>
          Int32Array.from([...tokens[0].slice(from, to), ...tokens[1].slice(from, to)]);
        const first = runNetwork(network, part(0, 5), 2, null);
        const second = runNetwork(network, part(5, 12), 2, first.states);
        const joined = tf.concat(
          [tf.reshape(first.logits, [2, 5, vocabSize]), tf.reshape(second.logits, [2, 7, vocabSize])],
          1,
        );
        expect(joined.dataSync()).toBeAllclose(whole.logits.dataSync(), { rtol: 1e-5, atol: 1e-6 });
        expect(second.states[0].dataSync()).toBeAllclose(whole.states[0].dataSync(), {
          rtol: 1e-5,
          atol: 1e-6,
        });
        network.dispose();
      }),
  );
});

/** Loss and gradients of every window of rows of tunes, without any update. */
function learn(network: GeneratorNetwork, rows: readonly (readonly Int32Array[])[], window: number) {
  const learner = createGeneratorLearner(network);
  const results = [...readWindows(rows, window)].map((batch) => {
    const { loss, correct, gradients } = learner.computeGradients(batch);
    const values = gradients.map((gradient) => gradient.dataSync() as Float32Array);
    tf.dispose(gradients);
    return { loss, correct, count: batch.count, gradients: values };
  });
  learner.dispose();
  return results;
}

describe('learning', () => {
  it('sums the loss over every token of every tune, paddings left out, states carried', async () => {
    const network = buildNetwork(shape);
    const [a, b, c] = [draw(9), draw(15), draw(4)];
    const windows = learn(network, [[a, c], [b]], 6);
    const sum = windows.reduce((total, { loss, count }) => total + loss * count, 0);
    const measured = await measureTunes(network, [a, b, c]);
    const expected = measured.reduce((total, { nll }) => total + nll.reduce((x, y) => x + y, 0), 0);
    expect([sum]).toBeAllclose([expected], { rtol: 1e-5, atol: 0 });
    const correct = windows.reduce((total, window) => total + window.correct, 0);
    expect(correct).toBe(measured.reduce((total, tune) => total + tune.correct, 0));
    network.dispose();
  });

  it('gives no gradient to what is behind the end of a tune', () => {
    const network = buildNetwork(shape);
    const tune = draw(8);
    const [alone] = learn(network, [[tune]], 7);
    const [padded] = learn(network, [[tune], []], 12);
    padded.gradients.forEach((values, i) =>
      expect(values).toBeAllclose(alone.gradients[i], { rtol: 1e-4, atol: 1e-6 }),
    );
    network.dispose();
  });

  it('lets no gradient cross windows: the second is learned from as if its state were given', () => {
    const network = buildNetwork(shape);
    const tune = draw(13);
    const [, second] = learn(network, [[tune]], 6);
    const variables = network.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const expected = tf.tidy(() => {
      const { states } = runNetwork(network, tune.slice(0, 6), 1, null);
      const { grads } = tf.variableGrads(() => {
        const { logits } = runNetwork(network, tune.slice(6, 12), 1, states);
        const targets = tf.oneHot(tf.tensor1d(tune.slice(7, 13), 'int32'), vocabSize);
        return tf.losses.softmaxCrossEntropy(targets, logits) as tf.Scalar;
      }, variables);
      return variables.map(({ name }) => grads[name].dataSync() as Float32Array);
    });
    second.gradients.forEach((values, i) =>
      expect(values).toBeAllclose(expected[i], { rtol: 1e-3, atol: 1e-6 }),
    );
    network.dispose();
  });

  it('agrees with finite differences of the loss', () => {
    const network = buildNetwork({ ...shape, units: [4], cell: 'gru' });
    const rows = [[draw(7)], [draw(5)]];
    const [{ gradients }] = learn(network, rows, 8);
    const variable = network.model.trainableWeights[0].read() as tf.Variable;
    const values = variable.dataSync().slice();
    const lossWith = (change: number) => {
      const changed = Float32Array.from(values);
      changed[0] += change; // START's vector
      const tensor = tf.tensor(changed, variable.shape);
      variable.assign(tensor);
      tensor.dispose();
      return learn(network, rows, 8)[0].loss;
    };
    const slope = (lossWith(0.01) - lossWith(-0.01)) / 0.02;
    expect([gradients[0][0]]).toBeAllclose([slope], { rtol: 0.02, atol: 1e-4 });
    network.dispose();
  });

  it('leaves no tensor behind', () => {
    const network = buildNetwork(shape);
    learn(network, [[draw(9)], [draw(20)]], 6);
    const before = tf.memory().numTensors;
    learn(network, [[draw(9)], [draw(20)]], 6);
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });
});

describe('likelihood', () => {
  it('is what the probabilities of the saved model say, token by token', async () => {
    const network = buildNetwork(shape);
    const tune = draw(300); // more than is given to the network at once
    const [{ nll, correct }] = await measureTunes(network, [tune]);
    const probabilities = tf.tidy(
      () =>
        (
          network.model.predict(tf.tensor2d(tune.slice(0, -1), [1, 299], 'int32')) as tf.Tensor
        ).arraySync() as number[][][],
    )[0];
    const expected = probabilities.map((row, i) => -Math.log(row[tune[i + 1]]));
    expect(nll[0]).toBe(0);
    expect(nll.slice(1)).toBeAllclose(expected, { rtol: 1e-4, atol: 1e-5 });
    const right = probabilities.filter((row, i) => row.indexOf(Math.max(...row)) === tune[i + 1]).length;
    expect(correct).toBe(right);
    network.dispose();
  });

  it('of many tunes of all lengths is that of each alone', async () => {
    const network = buildNetwork(shape);
    const tunes = Array.from({ length: 40 }, (_, i) => draw(2 + ((i * 37) % 150)));
    const together = await measureTunes(network, tunes);
    for (const i of [0, 17, 39]) {
      const [alone] = await measureTunes(network, [tunes[i]]);
      expect(together[i].nll).toBeAllclose(alone.nll, { rtol: 1e-5, atol: 1e-6 });
    }
    expect(await validateTunes(network, [])).toEqual({ validationLoss: NaN, validationAccuracy: NaN });
    network.dispose();
  });

  it('stops on request', async () => {
    const network = buildNetwork(shape);
    await expect(measureTunes(network, [draw(9)], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    network.dispose();
  });
});

describe('a session', () => {
  it('hears token by token what it would hear at once', () => {
    const network = buildNetwork(shape);
    const tune = draw(9);
    const [whole, single] = [createTokenSession(network), createTokenSession(network)];
    const expected = whole.hear(tune).slice();
    let logits: Float32Array = new Float32Array();
    tune.forEach((token) => (logits = single.hear(Int32Array.of(token)).slice()));
    expect(logits).toBeAllclose(expected, { rtol: 1e-5, atol: 1e-6 });
    whole.dispose();
    single.dispose();
    network.dispose();
  });
});

describe('a network', () => {
  const shapes: readonly [RecurrentCell, readonly number[], number][] = [
    ['lstm', [6, 5], 4],
    ['gru', [6], 0],
    ['rnn', [3, 4, 5], 2],
  ];
  it.each(shapes)('of %s %j with embedding %i is counted without being built', (cell, units, embedding) => {
    const own = { ...shape, cell, units, embedding };
    const network = buildNetwork(own);
    expect(countNetworkParameters(own)).toBe(network.model.countParams());
    network.dispose();
  });

  it('begins the same for the same seed, and not from zeros', () => {
    const values = (seed: number) => {
      const network = buildNetwork({ ...shape, seed });
      const weights = network.model.getWeights().map((weight) => Array.from(weight.dataSync()));
      network.dispose();
      return weights;
    };
    expect(values(1)).toEqual(values(1));
    expect(values(1)).not.toEqual(values(2));
    expect(values(1)[0].some((value) => value !== 0)).toBe(true);
  });
});
