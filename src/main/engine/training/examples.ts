// The training examples of an epoch: clips varied in sound and features, windows of silence, in a seeded order.
// Not the loop, and not what the variations are: those are src/shared/dsp.

import type { FeatureConfig, Matrix } from '../../../shared/contract/features';
import type { AugmentationConfig, TrainingConfig } from '../../../shared/contract/training';
import type { Random } from '../../../shared/dsp';
import {
  augmentSamples,
  clipLength,
  createFastMfcc,
  createRandom,
  frameCount,
  hashSeed,
  shuffle,
  specAugment,
} from '../../../shared/dsp';
import type { Backgrounds } from './backgrounds';
import type { ClipSounds } from './clipSounds';
import type { Normalisation } from './normalisation';
import { normaliseInto } from './normalisation';
import { makeSilence } from './silence';
import type { Batch } from './trainingStep';

export interface ExampleOptions {
  readonly features: FeatureConfig;
  readonly config: Pick<TrainingConfig, 'augmentation' | 'seed' | 'batchSize'>;
  readonly normalisation: Normalisation;
  readonly backgrounds: Pick<Backgrounds, 'stretch'>;
  /** Sounds of the clips, by index. */
  readonly sounds: ClipSounds;
  /** [clips, frames, coefficients], clean, not normalised */
  readonly clean: Float32Array;
  /** Output of each clip. */
  readonly labels: Int32Array;
  /** Windows of `_silence_` an epoch, and its output. */
  readonly silence: { readonly count: number; readonly label: number };
}

/** The share of clips that stay as they are in an epoch, so that training also sees what testing will. */
const cleanShare = 0.2;

export interface Examples {
  readonly steps: number;
  /** All batches of an epoch (from 1), one after the other; the last may be smaller. */
  batches(epoch: number): Generator<Batch, void>;
}

/** Whether anything is done to the sound itself; masks on features alone need no new features. */
const changesSound = ({ timeShiftSeconds, gainDb, noiseProbability }: AugmentationConfig): boolean =>
  timeShiftSeconds > 0 || gainDb > 0 || noiseProbability > 0;

/**
 * Examples for a run. Each follows from the seed, the epoch and its index alone: neither the order nor the batch size
 * changes what it is.
 */
export function createExamples(options: ExampleOptions): Examples {
  const { features, config, normalisation, sounds, clean, labels, silence } = options;
  const { augmentation, seed, batchSize } = config;
  const rows = frameCount(features);
  const cols = features.coefficients;
  const size = rows * cols;
  const fast = createFastMfcc(features);
  const total = labels.length + silence.count;
  const augmentsSound = changesSound(augmentation);

  function varySound(index: number, random: Random): Float32Array {
    const samples = sounds.samples(index);
    const background = options.backgrounds.stretch('training', samples.length, random);
    const { sampleRate } = features;
    return fast.clip(augmentSamples(samples, { config: augmentation, sampleRate, random, background })).data;
  }

  function clipFeatures(index: number, random: Random): Float32Array {
    const isClean = random() < cleanShare || !augmentsSound;
    return isClean ? clean.subarray(index * size, (index + 1) * size) : varySound(index, random);
  }

  function writeExample(index: number, epoch: number, into: Float32Array): void {
    const random = createRandom(hashSeed('example', seed, epoch, index));
    const isSilence = index >= labels.length;
    const mfcc = isSilence
      ? fast.clip(makeSilence(options.backgrounds, 'training', clipLength(features), random)).data
      : clipFeatures(index, random);
    normaliseInto(mfcc, normalisation, into);
    const masked: Matrix = { data: into, rows, cols };
    if (!isSilence) specAugment(masked, augmentation, random);
  }

  function makeBatch(order: Int32Array, epoch: number): Batch {
    const batch = {
      features: new Float32Array(order.length * size),
      labels: new Int32Array(order.length),
      count: order.length,
    };
    order.forEach((index, place) => {
      writeExample(index, epoch, batch.features.subarray(place * size, (place + 1) * size));
      batch.labels[place] = index < labels.length ? labels[index] : silence.label;
    });
    return batch;
  }

  return {
    steps: Math.ceil(total / batchSize),
    *batches(epoch) {
      const order = shuffle(
        Int32Array.from({ length: total }, (_, i) => i),
        createRandom(hashSeed('order', seed, epoch)),
      );
      for (let start = 0; start < total; start += batchSize)
        yield makeBatch(order.subarray(start, start + batchSize), epoch);
    },
  };
}
