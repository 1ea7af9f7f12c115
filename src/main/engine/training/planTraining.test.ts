// What a plan says about datasets of all kinds, without a file being read.

import { describe, expect, it } from 'vitest';
import type { Split } from '../../../shared/contract/clips';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { TrainingConfig } from '../../../shared/contract/training';
import type { Dataset } from '../dataset';
import { presets } from '../models/presets';
import { planTraining } from './planTraining';
import { hashData, outputsOf, requireTrainable, selectClips } from './selection';

type Group = readonly [label: string, split: Split, count: number, speaker?: string];

/** Clips that exist only as records: whoever reads one fails. */
function datasetOf(...groups: readonly Group[]): Dataset {
  const clips = groups.flatMap(([label, split, count, speaker = `${split} speaker`], group) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${group}-${i}`,
      label,
      speaker,
      split,
      path: '/nowhere',
      trim: null,
      sha256: `${label}${group}${i}`,
    })),
  );
  return { name: 'words', clips, backgrounds: [], features: defaultFeatureConfig, cacheFolder: null };
}

const config: TrainingConfig = { ...presets[0].config, labels: ['yes', 'no'], epochs: 10, batchSize: 8 };
const good = datasetOf(
  ['yes', 'train', 20],
  ['no', 'train', 24],
  ['yes', 'validation', 4],
  ['no', 'validation', 6],
  ['yes', 'test', 3],
  ['no', 'test', 3],
  ['junk', 'train', 99],
);

describe('planTraining', () => {
  it('counts clips and windows of silence, parameters and steps', () => {
    const plan = planTraining(good, config);
    expect(plan.counts).toEqual({
      yes: { train: 20, validation: 4, test: 3 },
      no: { train: 24, validation: 6, test: 3 },
      _silence_: { train: 22, validation: 5, test: 0 },
    });
    expect(plan.problems).toEqual([]);
    expect(plan.warnings).toEqual([]);
    // 66 examples in batches of 8: nine steps an epoch.
    expect(plan.steps).toBe(90);
    expect(plan.parameters).toBeGreaterThan(1000);
  });

  it.each<[string, readonly Group[], RegExp]>([
    [
      'few clips',
      [
        ['yes', 'train', 9],
        ['no', 'train', 20],
      ],
      /Fewer than 10 clips to train on: yes\./,
    ],
    [
      'imbalance',
      [
        ['yes', 'train', 20],
        ['no', 'train', 61],
      ],
      /Uneven: no has 61 .* yes 20/,
    ],
    [
      'no validation clips',
      [
        ['yes', 'train', 20],
        ['no', 'train', 20],
        ['no', 'test', 5],
      ],
      /No clip for validation/,
    ],
    [
      'no test clips',
      [
        ['yes', 'train', 20],
        ['no', 'train', 20],
        ['no', 'validation', 5],
      ],
      /No clip for the test/,
    ],
    [
      'one speaker',
      [
        ['yes', 'train', 20, 'ada'],
        ['no', 'train', 20, 'ada'],
        ['no', 'test', 5, 'ada'],
      ],
      /One speaker in all splits \(ada\)/,
    ],
    [
      'shared speakers',
      [
        ['yes', 'train', 20, 'ada'],
        ['no', 'train', 20, 'bob'],
        ['no', 'test', 5, 'ada'],
      ],
      /1 of 2 speakers are heard both/,
    ],
  ])('warns of %s', (_, groups, warning) => {
    const plan = planTraining(datasetOf(...groups), config);
    expect(plan.problems).toEqual([]);
    expect(plan.warnings.join('\n')).toMatch(warning);
  });

  it('names labels that have nothing to train on', () => {
    const dataset = datasetOf(['yes', 'train', 20], ['no', 'test', 5]);
    expect(planTraining(dataset, config).problems.join()).toContain('A label has no clip to train on: no.');
  });

  it('names labels that stand twice, and asks for two', () => {
    expect(planTraining(good, { ...config, labels: ['yes', 'yes'] }).problems.join()).toContain(
      'more than once: yes',
    );
    const alone = { ...config, labels: ['yes'], silenceClass: false };
    expect(planTraining(good, alone).problems.join()).toContain('At least two labels');
    expect(planTraining(good, { ...config, labels: ['yes'] }).problems).toEqual([]);
  });
});

describe('outputsOf', () => {
  it('puts the class of silence last, once', () => {
    expect(outputsOf(config)).toEqual(['yes', 'no', '_silence_']);
    expect(outputsOf({ ...config, silenceClass: false })).toEqual(['yes', 'no']);
    expect(outputsOf({ labels: ['_silence_', 'yes'], silenceClass: false })).toEqual(['yes', '_silence_']);
  });
});

it('requireTrainable refuses with all reasons', () => {
  const refused = () =>
    requireTrainable(datasetOf(['yes', 'train', 1]), { ...config, labels: ['yes', 'no', 'up'] });
  expect(refused).toThrowError(
    expect.objectContaining({ code: 'bad-data', message: expect.stringContaining('no, up') }),
  );
});

describe('hashData', () => {
  const clips = selectClips(good, config, 'train');
  it('does not depend on the order, but on sound, label and split', () => {
    const hash = hashData(clips);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashData([...clips].reverse())).toBe(hash);
    for (const change of [{ sha256: 'other' }, { label: 'maybe' }, { split: 'test' as const }]) {
      expect(hashData([{ ...clips[0], ...change }, ...clips.slice(1)])).not.toBe(hash);
    }
  });
});
