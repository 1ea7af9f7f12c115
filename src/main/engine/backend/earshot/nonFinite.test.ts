// NaN and infinity anywhere in the features reach the loss: a run that has gone wrong must not look well.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recognizerNames } from '../../../../shared/contract/training';
import { createTrainer, validateBatch } from '../../training/trainingStep';
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

  it.each(recognizerNames.flatMap((recognizerName) => wrong.map((each) => ({ recognizerName, ...each }))))(
    '$recognizerName: $what reaches the loss, and no weight changes',
    ({ recognizerName, value, at }) => {
      const recognizer = smallRecognizer(recognizerName);
      const trainer = createTrainer(recognizer, { by: 'none', limit: 1 });
      const batch = smallBatch(4, (features) => {
        features[at] = value;
      });
      const before = recognizer.model.getWeights().map((weight) => weight.dataSync());
      const { finite, loss } = trainer.step(batch, 1e-3);
      expect([finite, Number.isFinite(loss)]).toEqual([false, false]);
      expect(Number.isFinite(validateBatch(recognizer, batch).lossSum)).toBe(false);
      recognizer.model.trainableWeights.forEach((weight) => {
        const index = recognizer.model.weights.indexOf(weight);
        expect(recognizer.model.getWeights()[index].dataSync()).toEqual(before[index]);
      });
      trainer.dispose();
      recognizer.dispose();
    },
  );
});
