// NaN and infinity anywhere in the features reach the loss: a run that has gone wrong must not look well.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recognizerNames } from '../../../../shared/contract/training';
import { createTrainer, validateBatch } from '../../training/trainingStep';
import { sameBits } from './testing/compare';
import { runners } from './testing/runners';
import { smallBatch, smallRecognizer } from './testing/steps';

const wrong = [
  { what: 'NaN', value: NaN, at: 0 },
  { what: 'infinity', value: Infinity, at: 777 },
  { what: 'minus infinity', value: -Infinity, at: 1100 },
  // A frame in the middle of the last clip.
  { what: 'NaN late', value: NaN, at: 3 * 390 + 200 },
];

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
  });
  afterAll(() => tf.setBackend('cpu'));

  it.each(recognizerNames)(
    '%s: what is no number reaches the loss, and no weight changes',
    (recognizerName) => {
      const recognizer = smallRecognizer(recognizerName);
      const trainer = createTrainer(recognizer, { by: 'none', limit: 1 });
      const initial = recognizer.model.getWeights().map((weight) => weight.clone());
      const trained = () =>
        recognizer.model.trainableWeights.map((weight) => weight.read().dataSync() as Float32Array);
      const before = trained();
      for (const { what, value, at } of wrong) {
        const batch = smallBatch(4, (features) => {
          features[at] = value;
        });
        expect(Number.isFinite(validateBatch(recognizer, batch).lossSum), what).toBe(false);
        const { finite, loss } = trainer.step(batch, 1e-3);
        expect([finite, Number.isFinite(loss)], what).toEqual([false, false]);
        trained().forEach((values, i) =>
          expect(sameBits(values, before[i]), `${what}, weight ${i}`).toBe(true),
        );
        // Running means of batch normalisation have seen it.
        recognizer.model.setWeights(initial);
      }
      trainer.dispose();
      recognizer.dispose();
      tf.dispose(initial);
    },
  );
});
