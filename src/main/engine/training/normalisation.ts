// Mean and deviation of every coefficient over the training clips, and taking them out of features.
// Not part of the model's graph: the numbers stand in features.json beside it.

/** One number a coefficient. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** A coefficient that hardly moves is left at its scale rather than blown up. */
const smallestDeviation = 1e-3;

/**
 * Mean and standard deviation of every coefficient over all frames.
 * @param features any number of frames, each of `coefficients` values
 */
export function measureNormalisation(features: Float32Array, coefficients: number): Normalisation {
  const frames = features.length / coefficients;
  const mean = new Float64Array(coefficients);
  const variance = new Float64Array(coefficients);
  for (let i = 0; i < features.length; i++) mean[i % coefficients] += features[i] / frames;
  for (let i = 0; i < features.length; i++) {
    const difference = features[i] - mean[i % coefficients];
    variance[i % coefficients] += (difference * difference) / frames;
  }
  const std = Array.from(variance, (value) => {
    const deviation = Math.sqrt(value);
    return deviation < smallestDeviation ? 1 : deviation;
  });
  return { mean: Array.from(mean), std };
}

/**
 * (feature - mean) / std, coefficient by coefficient.
 * @param features frames of coefficients, not changed
 * @param into where the normalised values go, from `offset` on
 */
export function normaliseInto(
  features: Float32Array,
  { mean, std }: Normalisation,
  into: Float32Array,
  offset = 0,
): void {
  const coefficients = mean.length;
  for (let i = 0; i < features.length; i++) {
    const coefficient = i % coefficients;
    into[offset + i] = (features[i] - mean[coefficient]) / std[coefficient];
  }
}
