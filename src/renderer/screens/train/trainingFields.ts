// The settings of a run as fields: their words, ranges, and where each lies in the configuration.
// Not a form: the screen lays them out, this file only says what they are.

import type { AugmentationConfig, TrainingConfig } from '../../../shared/contract/training';
import { learningFields } from '../../learning/learningFields';
import { rangedField } from '../../learning/numberField';
import type { FieldRange, NumberField } from '../../learning/numberField';

/** A configuration without its labels: those are the project's. */
export type TrainingSettings = Omit<TrainingConfig, 'labels'>;

type TrainingField = NumberField<TrainingSettings>;

type AugmentationNumber = {
  [K in keyof AugmentationConfig]: AugmentationConfig[K] extends number ? K : never;
}[keyof AugmentationConfig];

function augmentation(
  key: AugmentationNumber,
  label: string,
  range: FieldRange,
  hint: string,
  active?: TrainingField['active'],
): TrainingField {
  return {
    ...rangedField(label, hint, range),
    active,
    read: (settings) => settings.augmentation[key],
    write: (settings, value) =>
      value === null ? settings : { ...settings, augmentation: { ...settings.augmentation, [key]: value } },
  };
}

/** One end of the range of signal-to-noise ratios; the other end moves along rather than cross it. */
function snr(end: 0 | 1, label: string): TrainingField {
  const hint =
    'Signal-to-noise ratio of mixed noise, drawn evenly between the two. 0 dB is as loud as the word, 25 dB hardly there.';
  return {
    ...rangedField(label, hint, { min: -10, max: 50, step: 1, suffix: ' dB' }),
    active: ({ augmentation: { noiseProbability } }) => noiseProbability > 0,
    read: (settings) => settings.augmentation.noiseSnrDb[end],
    write: (settings, value) => {
      if (value === null) return settings;
      const other = settings.augmentation.noiseSnrDb[1 - end];
      const noiseSnrDb =
        end === 0 ? ([value, Math.max(value, other)] as const) : ([Math.min(value, other), value] as const);
      return { ...settings, augmentation: { ...settings.augmentation, noiseSnrDb } };
    },
  };
}

const { epochs, batchSize, learningRate, dropout, clipLimit, patience, timeLimit, seed } =
  learningFields<TrainingSettings>({
    items: 'clips',
    batchSize:
      'Clips a step. Larger is steadier and faster per clip; smaller updates the weights more often.',
    seed: 'Decides initial weights, order, dropout and augmentation: the same seed, data and backend give the same run.',
  });

/** In view without asking. */
export const simpleFields: readonly TrainingField[] = [epochs, batchSize, learningRate];

export const optimizerFields: readonly TrainingField[] = [dropout, clipLimit, patience, timeLimit];

export const seedField: TrainingField = seed;

export const augmentationFields: readonly TrainingField[] = [
  augmentation(
    'timeShiftSeconds',
    'Time shift',
    { min: 0, max: 1, step: 0.01, suffix: ' s' },
    'Moves each clip by up to this much either way, so that a word is known wherever it falls in the window.',
  ),
  augmentation(
    'gainDb',
    'Gain',
    { min: 0, max: 30, step: 1, suffix: ' dB' },
    'Makes each clip louder or softer by up to this much: MFCCs depend on loudness.',
  ),
  augmentation(
    'noiseProbability',
    'Noise',
    { min: 0, max: 1, step: 0.05 },
    'Share of clips that get background noise mixed in: your background recordings, or white, pink and brown noise.',
  ),
  snr(0, 'SNR from'),
  snr(1, 'SNR to'),
  augmentation(
    'timeMasks',
    'Time masks',
    { min: 0, max: 8, step: 1 },
    'SpecAugment: how many stretches of frames are blanked in each clip. 0 is off.',
  ),
  augmentation(
    'timeMaskFrames',
    'Longest time mask',
    { min: 1, max: 60, step: 1, suffix: ' frames' },
    'SpecAugment: the largest number of frames one mask may cover.',
    (settings) => settings.augmentation.timeMasks > 0,
  ),
  augmentation(
    'frequencyMasks',
    'Frequency masks',
    { min: 0, max: 8, step: 1 },
    'SpecAugment: how many bands of coefficients are blanked in each clip. 0 is off.',
  ),
  augmentation(
    'frequencyMaskBins',
    'Widest frequency mask',
    { min: 1, max: 20, step: 1, suffix: ' bins' },
    'SpecAugment: the largest number of coefficients one mask may cover.',
    (settings) => settings.augmentation.frequencyMasks > 0,
  ),
];
