// Which clips a configuration trains on, and what a person should know before it does. Pure: no sound is read,
// no model is built.

import { createHash } from 'node:crypto';
import { splits } from '../../../shared/contract/clips';
import type { Split } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import { SILENCE_LABEL } from '../../../shared/contract/projects';
import type { SplitCounts, TrainingConfig } from '../../../shared/contract/training';
import type { Dataset, DatasetClip } from '../dataset';

/** Labels a model gives out, in order: the configuration's, then `_silence_` where it is asked for. */
export function outputsOf(config: Pick<TrainingConfig, 'labels' | 'silenceClass'>): string[] {
  const labels = config.labels.filter((label) => label !== SILENCE_LABEL);
  const silence = config.silenceClass || labels.length < config.labels.length;
  return silence ? [...labels, SILENCE_LABEL] : labels;
}

/** Clips of a split whose label is trained, in the dataset's order. */
export function selectClips(dataset: Dataset, config: TrainingConfig, split: Split): readonly DatasetClip[] {
  const labels = new Set(config.labels.filter((label) => label !== SILENCE_LABEL));
  return dataset.clips.filter((clip) => clip.split === split && labels.has(clip.label));
}

const emptyCounts = (): Record<Split, number> => ({ train: 0, validation: 0, test: 0 });

/** How many windows of `_silence_` a split gets: as many as its labels have clips on average. */
function silenceCount(counts: readonly Record<Split, number>[], split: Split): number {
  if (split === 'test' || counts.length === 0) return 0;
  return Math.round(counts.reduce((sum, count) => sum + count[split], 0) / counts.length);
}

/** Clips of every output in every split; `_silence_` is counted as it is made. */
export function countClips(dataset: Dataset, config: TrainingConfig): SplitCounts {
  const outputs = outputsOf(config);
  const counts = new Map(outputs.map((label) => [label, emptyCounts()]));
  for (const clip of dataset.clips) {
    const count = clip.label === SILENCE_LABEL ? undefined : counts.get(clip.label);
    if (count) count[clip.split] += 1;
  }
  const silence = counts.get(SILENCE_LABEL);
  if (silence) {
    const spoken = [...counts].filter(([label]) => label !== SILENCE_LABEL).map(([, count]) => count);
    for (const split of splits) silence[split] = silenceCount(spoken, split);
  }
  return Object.fromEntries(counts);
}

/** Reasons a configuration cannot be trained on a dataset, in words; empty where it can. */
export function findProblems(config: TrainingConfig, counts: SplitCounts): readonly string[] {
  const problems: string[] = [];
  const repeated = config.labels.filter((label, index) => config.labels.indexOf(label) !== index);
  if (repeated.length > 0)
    problems.push(`Labels stand more than once: ${[...new Set(repeated)].join(', ')}.`);
  if (Object.keys(counts).length < 2) {
    problems.push(
      'At least two labels are needed to tell apart: record another word, or switch the silence class on.',
    );
  }
  const empty = config.labels.filter((label) => label !== SILENCE_LABEL && counts[label].train === 0);
  if (empty.length > 0) {
    const plural = empty.length > 1 ? 'Labels have' : 'A label has';
    problems.push(
      `${plural} no clip to train on: ${empty.join(', ')}. Record or import some, or leave them out.`,
    );
  }
  return problems;
}

/** @throws bad-data with all reasons where a configuration cannot be trained */
export function requireTrainable(dataset: Dataset, config: TrainingConfig): SplitCounts {
  const counts = countClips(dataset, config);
  const problems = findProblems(config, counts);
  if (problems.length > 0) {
    throw new LabError('bad-data', `${dataset.name} cannot be trained yet. ${problems.join(' ')}`, {
      problems,
      counts,
    });
  }
  return counts;
}

/**
 * A fingerprint of the data: which sounds, under which labels, in which splits.
 * @returns sha256, hex, over [label, split, sha256 of the wav] of every clip used, sorted
 */
export function hashData(clips: readonly DatasetClip[]): string {
  const lines = clips.map((clip) => JSON.stringify([clip.label, clip.split, clip.sha256])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
