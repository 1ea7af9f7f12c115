// A matrix of features as pixels: which value gets which shade, and where on the time axis a frame lies.
// Pure; HeatMap.tsx puts it on a canvas.

import type { FeatureConfig, Matrix } from '../../shared/contract/features';
import { viridisTable } from '../theme/colorMap';

/** How values become shades. */
export type Shading =
  /** From the smallest to the largest value of the whole matrix: levels can be compared. */
  | 'whole'
  /** Each column (coefficient) over its own range, as normalisation before the model does. */
  | 'columns';

interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * One pixel a value, lowest column at the bottom.
 * @param matrix [frames, columns]
 * @returns RGBA words, row-major, width = frames, height = columns
 */
export function heatMapPixels({ data, rows, cols }: Matrix, shading: Shading): Uint32Array {
  const pixels = new Uint32Array(rows * cols);
  const whole = shading === 'whole' ? rangeOf(data, 0, 1) : null;
  for (let col = 0; col < cols; col++) {
    const { low, high } = whole ?? rangeOf(data, col, cols);
    const scale = high > low ? 255 / (high - low) : 0;
    const top = (cols - 1 - col) * rows;
    for (let row = 0; row < rows; row++) {
      pixels[top + row] = viridisTable[Math.round((data[row * cols + col] - low) * scale)];
    }
  }
  return pixels;
}

function rangeOf(data: Float32Array, start: number, step: number): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let i = start; i < data.length; i += step) {
    if (data[i] < low) low = data[i];
    if (data[i] > high) high = data[i];
  }
  return { low, high };
}

/**
 * Where the picture of `frames` frames lies on the time axis: a frame stands for the hop around its centre.
 * @returns seconds
 */
export function framesSpan(
  frames: number,
  config: FeatureConfig,
): { readonly start: number; readonly end: number } {
  const start = (config.frameLength - config.hopLength) / 2 / config.sampleRate;
  return { start, end: start + (frames * config.hopLength) / config.sampleRate };
}

const toMel = (hertz: number) => 1125 * Math.log(1 + hertz / 700);

/**
 * Height of a frequency in a picture of mel bands, as a share from the bottom; bands are evenly spaced in mel.
 * @param hertz 0 to half the sample rate
 */
export function melHeight(hertz: number, { melBands, sampleRate }: FeatureConfig): number {
  const share = toMel(hertz) / toMel(sampleRate / 2);
  return (share * (melBands + 1) - 0.5) / melBands;
}

/** Frequencies to write beside a picture of mel bands. */
export function frequencyMarks(config: FeatureConfig): readonly number[] {
  return [500, 1000, 2000, 4000].filter((hertz) => hertz < config.sampleRate / 2);
}
