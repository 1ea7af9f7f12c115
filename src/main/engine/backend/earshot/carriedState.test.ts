// Truncated backpropagation through time: a sequence run in two pieces, the state carried over, is the sequence run at
// once, and so are its gradients when the state's gradient is carried back.

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecurrentSequenceResult } from './recurrentSequence';
import { recurrentSequence } from './recurrentSequence';
import { values } from './testing/compare';
import { runners } from './testing/runners';

const [batch, time, cut, inputs, units] = [3, 10, 4, 5, 6];
const gateCounts = { lstm: 4, gru: 3, simpleRnn: 1 } as const;
type Cell = keyof typeof gateCounts;

interface Setting {
  readonly cell: Cell;
  readonly x: tf.Tensor3D;
  readonly weights: readonly tf.Tensor[];
}

function run(
  { cell, weights }: Setting,
  x: tf.Tensor3D,
  state: readonly tf.Tensor[],
): RecurrentSequenceResult {
  const [kernel, recurrentKernel, bias] = weights;
  return recurrentSequence({
    cell,
    x,
    kernel: kernel as tf.Tensor2D,
    recurrentKernel: recurrentKernel as tf.Tensor2D,
    bias: bias as tf.Tensor1D,
    initialH: state[0] as tf.Tensor2D | undefined,
    initialC: state[1] as tf.Tensor2D | undefined,
    returnSequences: true,
  });
}

const piecesOf = ({ x }: Setting): tf.Tensor3D[] => tf.split(x, [cut, time - cut], 1);
const stateOf = (cell: Cell, { lastH, lastC }: RecurrentSequenceResult): tf.Tensor[] =>
  cell === 'lstm' ? [lastH, lastC] : [lastH];

describe.each(runners)('$name', ({ name, use }) => {
  beforeAll(async () => {
    use();
    await tf.setBackend(name);
  });
  afterAll(() => tf.setBackend('cpu'));

  describe.each(['lstm', 'gru', 'simpleRnn'] as const)('%s', (cell) => {
    const columns = gateCounts[cell] * units;
    const settingOf = (): Setting => ({
      cell,
      x: values([batch, time, inputs], 1) as tf.Tensor3D,
      weights: [values([inputs, columns], 2), values([units, columns], 3), values([columns], 4)],
    });

    it('carries its state from piece to piece', () =>
      void tf.tidy(() => {
        const setting = settingOf();
        const whole = run(setting, setting.x, []);
        const [first, second] = piecesOf(setting);
        const begun = run(setting, first, []);
        const ended = run(setting, second, stateOf(cell, begun));
        const joined = tf.concat([begun.sequence, ended.sequence], 1);
        expect(joined.dataSync()).toBeAllclose(whole.sequence.dataSync(), { rtol: 1e-5, atol: 1e-6 });
        expect(ended.lastH.dataSync()).toBeAllclose(whole.lastH.dataSync(), { rtol: 1e-5, atol: 1e-6 });
      }));

    it('carries the gradient of its state back', () =>
      void tf.tidy(() => {
        const setting = settingOf();
        const dy = values([batch, time, units], 5);
        const weigh = (y: tf.Tensor, by: tf.Tensor) => tf.sum(tf.mul(y, by));
        const whole = tf.grad((x) => weigh(run(setting, x as tf.Tensor3D, []).sequence, dy))(setting.x);
        const [first, second] = piecesOf(setting);
        const [dyFirst, dySecond] = tf.split(dy, [cut, time - cut], 1);
        const state = stateOf(cell, run(setting, first, []));
        const [dSecond, ...dState] = tf.grads((x, ...carried: tf.Tensor[]) =>
          weigh(run(setting, x as tf.Tensor3D, carried).sequence, dySecond),
        )([second, ...state]);
        const dFirst = tf.grad((x) => {
          const result = run(setting, x as tf.Tensor3D, []);
          const carried = stateOf(cell, result).map((each, i) => weigh(each, dState[i]));
          return tf.addN([weigh(result.sequence, dyFirst), ...carried]);
        })(first);
        const joined = tf.concat([dFirst, dSecond], 1);
        expect(joined.dataSync()).toBeAllclose(whole.dataSync(), { rtol: 1e-4, atol: 1e-6 });
      }));
  });
});
