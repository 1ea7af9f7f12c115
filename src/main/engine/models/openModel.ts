// Opens a model folder and gives out predictions.
// Not the checks of its files (checkModel.ts), not training, and not the decoder that turns posteriors into events.

import * as tf from '@tensorflow/tfjs';
import { LabError } from '../../../shared/contract/errors';
import type { FeatureConfig } from '../../../shared/contract/features';
import type { DecoderConfig } from '../../../shared/contract/live';
import { useBackend } from '../backend';
import type { Normalisation } from '../training/normalisation';
import { normaliseInto } from '../training/normalisation';
import type { CheckedModel } from './checkModel';
import { checkModelFolder } from './checkModel';
import type { Receipt } from './modelFiles';
import { buildNetwork } from './readFolder';

/** A trained recognizer, ready to be asked. */
export interface RecognizerModel {
  /** Outputs in order. */
  readonly labels: readonly string[];
  readonly features: FeatureConfig;
  readonly decoder: DecoderConfig;
  readonly normalisation: Normalisation;
  readonly receipt: Receipt;
  /** Frames the model sees at once. */
  readonly windowFrames: number;
  /** Name of the backend in force when it was opened. */
  readonly backend: string;
  /**
   * Probabilities of windows.
   * @param mfcc [count, windowFrames, coefficients], not normalised
   * @returns [count, labels], each row sums to 1
   * @throws feature-mismatch when the length is not that of `count` windows
   */
  predict(mfcc: Float32Array, count: number): Promise<Float32Array>;
  dispose(): void;
}

/** Windows given to the network at once. */
const batchWindows = 128;

function predictBatch(
  network: tf.LayersModel,
  features: Float32Array,
  shape: [number, number, number],
): Float32Array {
  return tf.tidy(
    () => (network.predict(tf.tensor3d(features, shape)) as tf.Tensor).dataSync() as Float32Array,
  );
}

/** Probabilities of any number of windows, some at a time. */
function createPredictor(network: tf.LayersModel, { features, receipt }: CheckedModel) {
  const { coefficients } = features.config;
  const windowSize = features.frames * coefficients;
  const outputs = receipt.outputs.length;
  return (mfcc: Float32Array, count: number): Float32Array => {
    if (mfcc.length !== count * windowSize) {
      const expected = `${count} windows of ${features.frames} frames of ${coefficients} coefficients`;
      const message = `Expected ${expected} (${count * windowSize} values), got ${mfcc.length}.`;
      throw new LabError('feature-mismatch', message, { expected: count * windowSize, got: mfcc.length });
    }
    const normalised = new Float32Array(mfcc.length);
    normaliseInto(mfcc, features.normalisation, normalised);
    const probabilities = new Float32Array(count * outputs);
    for (let start = 0; start < count; start += batchWindows) {
      const windows = Math.min(batchWindows, count - start);
      const batch = normalised.subarray(start * windowSize, (start + windows) * windowSize);
      probabilities.set(
        predictBatch(network, batch, [windows, features.frames, coefficients]),
        start * outputs,
      );
    }
    return probabilities;
  };
}

/**
 * Opens a model folder.
 * @param backend where it computes; `auto` by default
 * @throws bad-model, naming the file that is missing, altered or not what it should be; unsupported for the backend
 */
export async function openModel(path: string, backend = 'auto'): Promise<RecognizerModel> {
  const checked = await checkModelFolder(path);
  const { name } = await useBackend(backend);
  const { features, receipt, decoder } = checked;
  const network = await buildNetwork(checked.folder, checked.model, checked.files['weights.bin'], [
    [null, features.frames, features.config.coefficients],
    [null, receipt.outputs.length],
  ]);
  const predictNow = createPredictor(network, checked);
  return {
    labels: receipt.outputs,
    features: features.config,
    decoder,
    normalisation: features.normalisation,
    receipt,
    windowFrames: features.frames,
    backend: name,
    // A promise by contract: other backends answer later.
    predict: (mfcc, count) => new Promise((resolve) => resolve(predictNow(mfcc, count))),
    dispose: () => void network.dispose(),
  };
}
