// Dropout whose masks follow from a seed, the layer and the step. Not TensorFlow.js' own: with a seed that one drops
// the same units in every step, without one it cannot be repeated. Saved, it is a stock `Dropout`.

import * as tf from '@tensorflow/tfjs';
import { hashSeed } from '../../../shared/dsp/random';
import { dropWithSeed } from '../backend/earshot/dropout';

/** Where dropout masks come from; the training loop moves `step` on. */
export interface DropoutStream {
  readonly seed: number;
  step: number;
}

/** Dropout of a share of units, `rate` in [0, 1), the others scaled by 1 / (1 - rate); the identity outside training. */
export class SeededDropout extends tf.layers.Layer {
  /** What a saved model calls it: any TensorFlow.js or Keras reads it back as its own layer. */
  static readonly className = 'Dropout';

  constructor(
    private readonly rate: number,
    private readonly stream: DropoutStream,
    private readonly place: number,
  ) {
    super({ name: `dropout_${place}` });
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  /** Zeros a share `rate` of the values and scales the rest by 1 / (1 - rate), while training (Srivastava et al. 2014). */
  override call(inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    if (!options.training || this.rate === 0) return input.clone();
    const seed = hashSeed('dropout', this.stream.seed, this.stream.step, this.place);
    return dropWithSeed(input, this.rate, seed);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, noiseShape: null, seed: null };
  }
}
