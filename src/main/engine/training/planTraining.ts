// What training with a configuration would mean for a dataset, before anything is read or built.
// Not the training, and not the decision: problems stop a run, warnings do not.

import { UNKNOWN_LABEL, SILENCE_LABEL } from '../../../shared/contract/projects';
import type { SplitCounts, TrainingConfig, TrainingPlan } from '../../../shared/contract/training';
import type { Dataset } from '../dataset';
import { countParameters } from '../models/architectures';
import { countClips, findProblems, outputsOf } from './selection';

/** Below this a label is told to be small. */
const fewClips = 10;
/** Above this ratio of the largest to the smallest label the set is told to be uneven. */
const unevenRatio = 3;

/** Labels people record: `_unknown_` is many words and may be larger, `_silence_` is made. */
const wordsOf = (counts: SplitCounts): string[] =>
  Object.keys(counts).filter((label) => label !== SILENCE_LABEL && label !== UNKNOWN_LABEL);

function warnOfSize(counts: SplitCounts): string[] {
  const words = wordsOf(counts).filter((label) => counts[label].train > 0);
  const small = words.filter((label) => counts[label].train < fewClips);
  const sizes = words.map((label) => counts[label].train);
  const warnings: string[] = [];
  if (small.length > 0) {
    warnings.push(
      `Fewer than ${fewClips} clips to train on: ${small.join(', ')}. Some twenty a word make it reliable.`,
    );
  }
  if (words.length > 1 && Math.max(...sizes) > unevenRatio * Math.min(...sizes)) {
    const largest = words[sizes.indexOf(Math.max(...sizes))];
    const smallest = words[sizes.indexOf(Math.min(...sizes))];
    warnings.push(
      `Uneven: ${largest} has ${Math.max(...sizes)} clips to train on, ${smallest} ${Math.min(...sizes)}. ` +
        'The recognizer will lean towards the larger.',
    );
  }
  return warnings;
}

function warnOfSplits(dataset: Dataset, config: TrainingConfig, counts: SplitCounts): string[] {
  const words = Object.keys(counts).filter((label) => label !== SILENCE_LABEL);
  const total = (split: 'validation' | 'test') => words.reduce((sum, label) => sum + counts[label][split], 0);
  const warnings: string[] = [];
  if (total('validation') === 0) {
    warnings.push('No clip for validation: the best epoch is chosen by the training loss, which flatters.');
  }
  if (total('test') === 0)
    warnings.push('No clip for the test: nothing will say how good the recognizer is.');
  const clips = dataset.clips.filter((clip) => config.labels.includes(clip.label));
  const speakers = new Set(clips.map((clip) => clip.speaker));
  const inTraining = new Set(clips.filter((clip) => clip.split === 'train').map((clip) => clip.speaker));
  const shared = new Set(
    clips
      .filter((clip) => clip.split !== 'train' && inTraining.has(clip.speaker))
      .map((clip) => clip.speaker),
  );
  if (speakers.size === 1 && clips.length > 0) {
    warnings.push(
      `One speaker in all splits (${[...speakers][0]}): the scores say nothing about other voices.`,
    );
  } else if (shared.size > 0) {
    warnings.push(
      `${shared.size} of ${speakers.size} speakers are heard both in training and in validation or test: the scores flatter.`,
    );
  }
  return warnings;
}

/**
 * Counts, sizes, and what stands in the way or should be known.
 * @returns pure in its arguments: no file is read
 */
export function planTraining(dataset: Dataset, config: TrainingConfig): TrainingPlan {
  const counts = countClips(dataset, config);
  const examples = Object.values(counts).reduce((sum, count) => sum + count.train, 0);
  return {
    counts,
    parameters: countParameters(config.recognizer, {
      coefficients: dataset.features.coefficients,
      outputs: outputsOf(config).length,
    }),
    steps: config.epochs * Math.ceil(examples / config.batchSize),
    problems: findProblems(config, counts),
    warnings: [...warnOfSize(counts), ...warnOfSplits(dataset, config, counts)],
  };
}
