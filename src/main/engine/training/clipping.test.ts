// Clipping of gradients: by norm, by value, not at all; what it reports, and what it does with what is not a number.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GradientClipping } from '../../../shared/contract/training';
import { useBackend } from '../backend';
import { clipGradients, globalNorm } from './clipping';

beforeAll(async () => {
  await useBackend('wasm');
});

/** Norm of all together: sqrt(9 + 16 + 144) = 13. */
const make = () => [tf.tensor1d([3, -4]), tf.tensor2d([[12], [0]])] as tf.Tensor[];

function clip(clipping: GradientClipping, gradients = make()) {
  const { gradients: clippedGradients, ...rest } = clipGradients(gradients, clipping);
  const values = clippedGradients.flatMap((gradient) => Array.from(gradient.dataSync()));
  tf.dispose(clippedGradients);
  return { values, ...rest };
}

describe('clipGradients', () => {
  it('scales all alike when their common norm is over the limit', () => {
    const { values, norm, clipped } = clip({ by: 'norm', limit: 6.5 });
    expect(values).toBeAllclose([1.5, -2, 6, 0]);
    expect([norm, clipped]).toEqual([13, true]);
  });

  it('leaves them when it is not', () => {
    expect(clip({ by: 'norm', limit: 13 })).toEqual({ values: [3, -4, 12, 0], norm: 13, clipped: false });
  });

  it('cuts each value', () => {
    expect(clip({ by: 'value', limit: 3.5 })).toEqual({ values: [3, -3.5, 3.5, 0], norm: 13, clipped: true });
    expect(clip({ by: 'value', limit: 12 }).clipped).toBe(false);
  });

  it('tells the norm also when it does nothing', () => {
    expect(clip({ by: 'none', limit: 1 })).toEqual({ values: [3, -4, 12, 0], norm: 13, clipped: false });
  });

  it('leaves alone what is not finite: the loop stops on it', () => {
    const { norm, clipped } = clip({ by: 'norm', limit: 1 }, [tf.tensor1d([NaN, 1])]);
    expect([norm, clipped]).toEqual([NaN, false]);
    expect(clip({ by: 'norm', limit: 1 }, [tf.tensor1d([Infinity])]).clipped).toBe(false);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    for (const by of ['norm', 'value', 'none'] as const) clip({ by, limit: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('globalNorm is the root of the sum of squares over all tensors', () => {
  const gradients = make();
  expect(globalNorm(gradients)).toBe(13);
  tf.dispose(gradients);
});
