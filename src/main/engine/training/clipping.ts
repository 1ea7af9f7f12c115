// The size of a gradient, and keeping it within limits. Not the optimizer.

import * as tf from '@tensorflow/tfjs';
import type { GradientClipping } from '../../../shared/contract/training';
import { squaredNorm } from '../backend/earshot/gradientNorm';

/** Square root of the sum of all squares over all tensors. */
export function globalNorm(gradients: readonly tf.Tensor[]): number {
  return Math.sqrt(gradients.reduce((sum, gradient) => sum + squaredNorm(gradient), 0));
}

export interface ClippedGradients {
  readonly gradients: tf.Tensor[];
  /** Before clipping. */
  readonly norm: number;
  /** Whether clipping changed anything. */
  readonly clipped: boolean;
}

const largestValue = (gradients: readonly tf.Tensor[]): number =>
  tf.tidy(() => Math.max(...gradients.map((gradient) => tf.max(tf.abs(gradient)).dataSync()[0])));

/**
 * Clips gradients by their global norm (Pascanu et al. 2013), by value, or not at all.
 * @param gradients are used up: disposed of where others take their place
 */
export function clipGradients(gradients: tf.Tensor[], { by, limit }: GradientClipping): ClippedGradients {
  const norm = globalNorm(gradients);
  const clipped = by === 'norm' ? norm > limit : by === 'value' && largestValue(gradients) > limit;
  // A norm that is not finite would turn weights into NaN: the loop stops there, before the optimizer.
  if (!clipped || !Number.isFinite(norm)) return { gradients, norm, clipped: false };
  const change = (gradient: tf.Tensor) =>
    by === 'norm' ? tf.mul(gradient, limit / norm) : tf.clipByValue(gradient, -limit, limit);
  const changed = gradients.map(change);
  tf.dispose(gradients);
  return { gradients: changed, norm, clipped };
}
