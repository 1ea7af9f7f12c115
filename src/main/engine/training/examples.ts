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
import type { EpochBatches } from './epochs';
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

/** Batches of clips; the last of an epoch may be smaller. */
export type Examples = EpochBatches<Batch>;

/** Whether anything is done to the sound itself; masks on features alone need no new features. */
const changesSound = ({ timeShiftSeconds, gainDb, noiseProbability }: AugmentationConfig): boolean =>
  timeShiftSeconds > 0 || gainDb > 0 || noiseProbability > 0;

/** Writes one example, normalised and masked, into a batch. */
type ExampleWriter = (index: number, epoch: number, into: Float32Array) => void;

function createExampleWriter(options: ExampleOptions): ExampleWriter {
  const { features, config, normalisation, backgrounds, sounds, clean, labels } = options;
  const { augmentation, seed } = config;
  const { sampleRate, coefficients: cols } = features;
  const rows = frameCount(features);
  const fast = createFastMfcc(features);
  const varies = changesSound(augmentation);

  const cleanOf = (index: number) => clean.subarray(index * rows * cols, (index + 1) * rows * cols);

  /** Null where the file is not there any more: people may move and remove clips while a run trains. */
  function readSound(index: number): Float32Array | null {
    try {
      return sounds.samples(index);
    } catch {
      return null;
    }
  }

  function varySound(index: number, random: Random): Float32Array {
    const samples = readSound(index);
    if (!samples) return cleanOf(index);
    const background = backgrounds.stretch('training', samples.length, random);
    return fast.clip(augmentSamples(samples, { config: augmentation, sampleRate, random, background })).data;
  }

  function clipFeatures(index: number, random: Random): Float32Array {
    const isClean = random() < cleanShare || !varies;
    return isClean ? cleanOf(index) : varySound(index, random);
  }

  const silence = (random: Random) =>
    fast.clip(makeSilence(backgrounds, 'training', clipLength(features), random)).data;

  return (index, epoch, into) => {
    const random = createRandom(hashSeed('example', seed, epoch, index));
    const isClip = index < labels.length;
    normaliseInto(isClip ? clipFeatures(index, random) : silence(random), normalisation, into);
    const masked: Matrix = { data: into, rows, cols };
    if (isClip) specAugment(masked, augmentation, random);
  };
}

/**
 * Examples for a run. Each follows from the seed, the epoch and its index alone: neither the order nor the batch size
 * changes what it is.
 */
export function createExamples(options: ExampleOptions): Examples {
  const { features, config, labels, silence } = options;
  const { seed, batchSize } = config;
  const size = frameCount(features) * features.coefficients;
  const total = labels.length + silence.count;
  const writeExample = createExampleWriter(options);

  function makeBatch(order: Int32Array, epoch: number): Batch {
    const { length: count } = order;
    const batch = { features: new Float32Array(count * size), labels: new Int32Array(count), count };
    order.forEach((index, place) => {
      writeExample(index, epoch, batch.features.subarray(place * size, (place + 1) * size));
      batch.labels[place] = index < labels.length ? labels[index] : silence.label;
    });
    return batch;
  }

  return {
    steps: Math.ceil(total / batchSize),
    *batches(epoch) {
      const indices = Int32Array.from({ length: total }, (_, i) => i);
      const order = shuffle(indices, createRandom(hashSeed('order', seed, epoch)));
      for (let start = 0; start < total; start += batchSize) {
        yield makeBatch(order.subarray(start, start + batchSize), epoch);
      }
    },
  };
}
