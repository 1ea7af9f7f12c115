// Seeded initial weights, made in plain typed arrays. Not TensorFlow.js' initialisers: its orthogonal one runs a
// QR op by op and hangs for minutes at 256 units, and one seed for a whole model is all a run keeps.

import * as tf from '@tensorflow/tfjs';
import type { Random } from '../../../shared/dsp/random';
import { createGaussian, createRandom, hashSeed } from '../../../shared/dsp/random';

/**
 * Uniform in +-sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010).
 * @param shape the last two axes are [in, out]; axes before them are the filter's extent
 */
export function glorotUniform(shape: readonly number[], random: Random): Float32Array {
  const extent = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  const fanIn = shape[shape.length - 2] * extent;
  const fanOut = shape[shape.length - 1] * extent;
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return Float32Array.from({ length: fanIn * shape[shape.length - 1] }, () => (2 * random() - 1) * limit);
}

function subtractProjection(row: Float64Array, onto: Float64Array): void {
  let dot = 0;
  for (let i = 0; i < row.length; i++) dot += row[i] * onto[i];
  for (let i = 0; i < row.length; i++) row[i] -= dot * onto[i];
}

/**
 * Rows of an orthogonal matrix, uniform over all of them (Saxe et al. 2013): Gram-Schmidt of normal vectors, each
 * row orthogonalised twice, which is exact to rounding (Giraud et al. 2005).
 * @returns size * size values, row-major
 */
export function orthogonal(size: number, random: Random): Float32Array {
  const rows: Float64Array[] = [];
  const matrix = new Float32Array(size * size);
  const normal = createGaussian(random);
  for (let r = 0; r < size; r++) {
    const row = Float64Array.from({ length: size }, normal);
    for (let pass = 0; pass < 2; pass++) for (const before of rows) subtractProjection(row, before);
    const norm = Math.hypot(...row);
    for (let i = 0; i < size; i++) row[i] /= norm;
    rows.push(row);
    matrix.set(row, r * size);
  }
  return matrix;
}

/** Recurrent weights [units, gates * units]: every gate's square block is orthogonal, as Keras has it. */
function recurrentKernel([units, columns]: readonly number[], random: Random): Float32Array {
  const kernel = new Float32Array(units * columns);
  for (let first = 0; first < columns; first += units) {
    const block = orthogonal(units, random);
    for (let r = 0; r < units; r++)
      kernel.set(block.subarray(r * units, (r + 1) * units), r * columns + first);
  }
  return kernel;
}

/** Vectors of tokens: normal, mean 0 and variance 1, so that what they feed starts with inputs of a usual size. */
const embeddings = (shape: readonly number[], random: Random): Float32Array =>
  Float32Array.from({ length: shape[0] * shape[1] }, createGaussian(random));

/** Zeros, but one for an LSTM's forget gate (Jozefowicz et al. 2015): gates stand in Keras' order i, f, c, o. */
function bias([columns]: readonly number[], isLstm: boolean): Float32Array {
  const values = new Float32Array(columns);
  return isLstm ? values.fill(1, columns / 4, columns / 2) : values;
}

function initialValues(
  name: string,
  shape: readonly number[],
  isLstm: boolean,
  random: Random,
): Float32Array | null {
  const kind = name.slice(name.lastIndexOf('/') + 1).replace(/_\d+$/, '');
  if (kind === 'recurrent_kernel') return recurrentKernel(shape, random);
  if (kind === 'kernel') return glorotUniform(shape, random);
  if (kind === 'embeddings') return embeddings(shape, random);
  if (kind === 'bias') return bias(shape, isLstm);
  return null;
}

/**
 * Gives every kernel, bias and embedding of a model its initial values; batch normalisation keeps its ones and zeros.
 * @param seed every weight draws from its own stream: the seed, the layer's place and the weight's place
 */
export function initialiseWeights(model: tf.LayersModel, seed: number): void {
  model.layers.forEach((layer, place) => {
    const isLstm = layer.name.includes('lstm');
    const weights = layer.weights.map((weight, index) => {
      const random = createRandom(hashSeed('weights', seed, place, index));
      const values = initialValues(weight.originalName, weight.shape as number[], isLstm, random);
      return values ? tf.tensor(values, weight.shape as number[]) : null;
    });
    weights.forEach((values, index) => {
      if (values) layer.weights[index].write(values);
    });
    tf.dispose(weights.filter((values) => values !== null));
  });
}
