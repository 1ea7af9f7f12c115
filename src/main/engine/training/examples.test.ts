// The examples of an epoch: each once, in a seeded order, the same again for the same seed, varied between epochs.

import { describe, expect, it } from 'vitest';
import type { AugmentationConfig } from '../../../shared/contract/training';
import { createRandom, frameCount, synthesiseNoise } from '../../../shared/dsp';
import { createBackgrounds } from './backgrounds';
import type { ClipSounds } from './clipSounds';
import { createExamples } from './examples';
import { toneConfig, toneFeatures } from './testing/toneDataset';
import type { Batch } from './trainingStep';

const size = frameCount(toneFeatures) * toneFeatures.coefficients;
const clips = 10;
const still = toneConfig.augmentation;
const shaken: AugmentationConfig = {
  ...still,
  timeShiftSeconds: 0.1,
  gainDb: 6,
  timeMasks: 1,
  timeMaskFrames: 5,
};

/** Clip i is the value i all over, so that a batch tells what went into it. */
const clean = Float32Array.from({ length: clips * size }, (_, i) => Math.floor(i / size));
const sounds: ClipSounds = {
  samples: (index) => synthesiseNoise('white', 4000, createRandom(index)),
  heldBytes: () => 0,
};
const identity = {
  mean: new Array<number>(toneFeatures.coefficients).fill(0),
  std: new Array<number>(toneFeatures.coefficients).fill(1),
};

function examplesWith({ augmentation = still, seed = 1, batchSize = 4, silence = 0, from = sounds } = {}) {
  return createExamples({
    features: toneFeatures,
    config: { augmentation, seed, batchSize },
    normalisation: identity,
    backgrounds: createBackgrounds([]),
    sounds: from,
    clean,
    labels: Int32Array.from({ length: clips }, (_, i) => i % 2),
    silence: { count: silence, label: 2 },
  });
}

const epochOf = (examples: ReturnType<typeof createExamples>, epoch: number): Batch[] => [
  ...examples.batches(epoch),
];
const orderOf = (batches: readonly Batch[]) =>
  batches.flatMap((batch) => Array.from(batch.labels, (_, i) => batch.features[i * size]));

describe('createExamples', () => {
  it('gives every clip once, the last batch as small as what is left', () => {
    const examples = examplesWith();
    const batches = epochOf(examples, 1);
    expect(examples.steps).toBe(3);
    expect(batches.map(({ count }) => count)).toEqual([4, 4, 2]);
    expect(orderOf(batches).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { labels, features } of batches)
      labels.forEach((label, i) => expect(label).toBe(features[i * size] % 2));
  });

  it('has one batch where a batch is larger than all', () => {
    expect(epochOf(examplesWith({ batchSize: 64 }), 1).map(({ count }) => count)).toEqual([10]);
  });

  it('has another order each epoch, the same for the same seed', () => {
    const order = (seed: number, epoch: number) => orderOf(epochOf(examplesWith({ seed }), epoch));
    expect(order(1, 1)).toEqual(order(1, 1));
    expect(order(1, 2)).not.toEqual(order(1, 1));
    expect(order(2, 1)).not.toEqual(order(1, 1));
  });

  it('takes the clean features of a clip whose file has gone while it trained', () => {
    const samples = () => {
      throw new Error('ENOENT');
    };
    const augmentation = { ...shaken, timeMasks: 0 };
    const batches = epochOf(examplesWith({ augmentation, from: { samples, heldBytes: () => 0 } }), 1);
    expect(orderOf(batches).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('varies sounds between epochs, repeatably', () => {
    const epoch = (number: number) => epochOf(examplesWith({ augmentation: shaken }), number);
    expect(epoch(1)).toEqual(epoch(1));
    const of = (batches: readonly Batch[]) => new Set(orderOf(batches));
    expect([...of(epoch(1))].filter((value) => of(epoch(2)).has(value)).length).toBeLessThan(clips / 2);
  });

  it('leaves some clips clean, so that training sees what testing will', () => {
    const untouched = [1, 2, 3, 4].flatMap((epoch) =>
      orderOf(epochOf(examplesWith({ augmentation: { ...still, gainDb: 6 } }), epoch)).filter(
        Number.isInteger,
      ),
    );
    // A fifth of forty on average; never fewer than one or more than twenty at this seed.
    expect(untouched.length).toBeGreaterThanOrEqual(1);
    expect(untouched.length).toBeLessThan(20);
  });

  it('does not depend on the batch size in what an example is', () => {
    const all = (batchSize: number) =>
      epochOf(examplesWith({ augmentation: shaken, batchSize, silence: 3 }), 1).flatMap(({ features }) =>
        Array.from(features),
      );
    expect(all(4)).toEqual(all(64));
  });

  it('puts windows of silence between the clips', () => {
    const labels = epochOf(examplesWith({ silence: 5 }), 1).flatMap((batch) => Array.from(batch.labels));
    expect(labels.filter((label) => label === 2)).toHaveLength(5);
    expect(labels).toHaveLength(15);
  });
});
