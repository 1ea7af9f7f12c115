// Where memory goes: nothing new once a model has taken its first steps, nothing left behind, nothing shared by accident.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTrainer, validateBatch } from '../../training/trainingStep';
import { recurrentSequence } from './recurrentSequence';
import { values } from './testing/compare';
import { runners } from './testing/runners';
import { smallBatch, smallRecognizer } from './testing/steps';

const noClipping = { by: 'none', limit: 1 } as const;

describe.each(runners)('$name', ({ name, runner, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
    // Threads of WebAssembly take their stacks with the first operation.
    tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dispose();
  });
  afterAll(() => tf.setBackend('cpu'));

  const now = () => ({
    tensors: tf.memory().numTensors,
    data: tf.engine().backend.numDataIds(),
    inUse: runner.memory.bytesInUse(),
  });

  it.each(['conv-bilstm-small', 'gru', 'conv-pool'] as const)(
    'takes nothing new after the first steps of %s, and gives everything back',
    (recognizerName) => {
      const before = now();
      const recognizer = smallRecognizer(recognizerName);
      const trainer = createTrainer(recognizer, noClipping);
      const batch = smallBatch(8);
      for (let i = 0; i < 3; i++) trainer.step(batch, 1e-3);
      const [steady, bytes] = [now(), runner.memory.bytes()];
      for (let i = 0; i < 8; i++) trainer.step(batch, 1e-3);
      expect(now()).toEqual(steady);
      expect(runner.memory.bytes()).toBe(bytes);
      trainer.dispose();
      recognizer.dispose();
      expect(now()).toEqual(before);
    },
  );

  it('stays bounded over batches of every size', () => {
    const recognizer = smallRecognizer('conv-bilstm-small');
    const batches = Array.from({ length: 60 }, (_, i) => smallBatch(60 - i));
    batches.slice(0, 2).forEach((batch) => validateBatch(recognizer, batch));
    const bytes = runner.memory.bytes();
    batches.forEach((batch) => validateBatch(recognizer, batch));
    expect(runner.memory.bytes()).toBeLessThan(2 * bytes + 16 * 2 ** 20);
    recognizer.dispose();
  });

  it('gives back what a forward pass kept, with or without a backward pass', () => {
    const before = now();
    tf.tidy(() => {
      const [x, kernel, recurrentKernel] = [values([3, 4, 5], 1), values([5, 12], 2), values([3, 12], 3)];
      const run = (t: tf.Tensor) =>
        recurrentSequence({
          cell: 'lstm',
          x: t as tf.Tensor3D,
          kernel: kernel as tf.Tensor2D,
          recurrentKernel: recurrentKernel as tf.Tensor2D,
        }).lastH;
      run(x);
      tf.grad((t) => tf.sum(run(t)))(x);
    });
    expect(now()).toEqual(before);
  });

  it('keeps nothing of a call that is refused', () => {
    const before = now();
    const call = () =>
      tf.tidy(() => {
        recurrentSequence({
          cell: 'lstm',
          x: values([3, 4, 5], 1) as tf.Tensor3D,
          kernel: values([6, 12], 2) as tf.Tensor2D,
          recurrentKernel: values([3, 12], 3) as tf.Tensor2D,
        });
      });
    expect(call).toThrow('expected kernel float32 [5, 12], got float32 [6, 12]');
    expect(now()).toEqual(before);
  });

  it('shares no memory between a tensor and what is cut from it', () => {
    const sum = tf.add(values([4, 6], 1), 0);
    const expected = sum.dataSync().slice(6, 18);
    const [cut, row, , ...others] = [sum.slice([1, 0], [2, 6]), ...tf.unstack(sum), ...tf.split(sum, 2, 0)];
    const whole = tf.slice(sum, [0, 0], [4, 6]);
    const first = sum.dataSync().slice(0, 6);
    sum.dispose();
    const overwritten = Array.from({ length: 20 }, () => tf.add(tf.ones([4, 6]), 1));
    expect(cut.dataSync()).toEqual(expected);
    expect(row.dataSync()).toEqual(first);
    expect(whole.dataSync().slice(6, 18)).toEqual(expected);
    tf.dispose([cut, row, whole, ...others, ...overwritten]);
  });

  it('reads tensors that come from another backend, and gives its own to it', async () => {
    await tf.setBackend('cpu');
    const foreign = tf.tensor1d([1, 2, 3]);
    await tf.setBackend(name);
    const doubled = tf.add(foreign, foreign);
    await tf.setBackend('cpu');
    expect(tf.mul(doubled, 2).dataSync()).toEqual(Float32Array.of(4, 8, 12));
    await tf.setBackend(name);
    tf.dispose([foreign, doubled]);
  });
});
