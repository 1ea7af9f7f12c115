// Masks on features: stretches of time and bands of coefficients are blanked out in training.
// Not changes of the sound: those are augment.ts.

import type { Matrix } from '../contract/features';
import type { AugmentationConfig } from '../contract/training';
import type { Random } from './random';

/** The fields of {@link AugmentationConfig} that SpecAugment reads. */
export type SpecAugmentConfig = Pick<
  AugmentationConfig,
  'timeMasks' | 'timeMaskFrames' | 'frequencyMasks' | 'frequencyMaskBins'
>;

/**
 * Masks features in place, as SpecAugment does (Park et al. 2019, without time warping): each mask's width is uniform
 * from 0 to its largest, its place uniform over where it fits.
 * @param mfcc [frames, coefficients]; its data are changed
 * @param fill what a masked coefficient becomes, one value each: the training mean, which normalisation turns into 0.
 *   Default 0, for features already normalised
 */
export function specAugment(
  mfcc: Matrix,
  config: SpecAugmentConfig,
  random: Random,
  fill?: ArrayLike<number>,
): void {
  const { data, rows, cols } = mfcc;
  const mask = (fromRow: number, toRow: number, fromCol: number, toCol: number) => {
    for (let row = fromRow; row < toRow; row++) {
      for (let col = fromCol; col < toCol; col++) data[row * cols + col] = fill?.[col] ?? 0;
    }
  };
  for (let i = 0; i < config.timeMasks; i++) {
    const [start, end] = randomStretch(rows, config.timeMaskFrames, random);
    mask(start, end, 0, cols);
  }
  for (let i = 0; i < config.frequencyMasks; i++) {
    const [start, end] = randomStretch(cols, config.frequencyMaskBins, random);
    mask(0, rows, start, end);
  }
}

/** A stretch of up to `widest` out of `size`; two draws always. */
function randomStretch(size: number, widest: number, random: Random): readonly [start: number, end: number] {
  const width = Math.floor(random() * (Math.min(widest, size) + 1));
  const start = Math.floor(random() * (size - width + 1));
  return [start, start + width];
}
