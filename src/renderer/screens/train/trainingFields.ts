// The settings of a run as fields: their words, ranges, and where each lies in the configuration.
// Not a form: the screen lays them out, this file only says what they are.

import type { AugmentationConfig, TrainingConfig } from '../../../shared/contract/training';

/** A configuration without its labels: those are the project's. */
export type TrainingSettings = Omit<TrainingConfig, 'labels'>;

export interface NumberField {
  readonly label: string;
  /** What it does and when to change it, in the field's words. */
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly whole: boolean;
  readonly suffix: string;
  /** Null where the setting is off. */
  read(settings: TrainingSettings): number | null;
  write(settings: TrainingSettings, value: number | null): TrainingSettings;
  /** What an empty field means, e.g. `no limit`; null where it must be filled. */
  readonly empty: string | null;
  /** False while another setting makes it moot. */
  readonly active?: (settings: TrainingSettings) => boolean;
}

type Range = Pick<NumberField, 'min' | 'max' | 'step'> & {
  readonly suffix?: string;
  readonly whole?: boolean;
};

const ranged = (label: string, hint: string, range: Range) => ({
  label,
  hint,
  suffix: '',
  whole: Number.isInteger(range.step),
  empty: null,
  ...range,
});

/** A number directly in the configuration. */
function plain(
  key: 'epochs' | 'batchSize' | 'learningRate' | 'dropout' | 'seed',
  label: string,
  range: Range,
  hint: string,
): NumberField {
  return {
    ...ranged(label, hint, range),
    read: (settings) => settings[key],
    write: (settings, value) => (value === null ? settings : { ...settings, [key]: value }),
  };
}

/** A number that may be left out. */
function optional(
  key: 'earlyStoppingPatience' | 'maxMinutes',
  label: string,
  empty: string,
  range: Range,
  hint: string,
): NumberField {
  return {
    ...ranged(label, hint, range),
    empty,
    read: (settings) => settings[key],
    write: (settings, value) => ({ ...settings, [key]: value }),
  };
}

type AugmentationNumber = {
  [K in keyof AugmentationConfig]: AugmentationConfig[K] extends number ? K : never;
}[keyof AugmentationConfig];

function augmentation(
  key: AugmentationNumber,
  label: string,
  range: Range,
  hint: string,
  active?: NumberField['active'],
): NumberField {
  return {
    ...ranged(label, hint, range),
    active,
    read: (settings) => settings.augmentation[key],
    write: (settings, value) =>
      value === null ? settings : { ...settings, augmentation: { ...settings.augmentation, [key]: value } },
  };
}

/** One end of the range of signal-to-noise ratios; the other end moves along rather than cross it. */
function snr(end: 0 | 1, label: string): NumberField {
  const hint =
    'Signal-to-noise ratio of mixed noise, drawn evenly between the two. 0 dB is as loud as the word, 25 dB hardly there.';
  return {
    ...ranged(label, hint, { min: -10, max: 50, step: 1, suffix: ' dB' }),
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

/** In view without asking. */
export const simpleFields: readonly NumberField[] = [
  plain(
    'epochs',
    'Epochs',
    { min: 1, max: 1000, step: 1 },
    'Passes over all training clips. More cost time; early stopping ends a run that no longer gains.',
  ),
  plain(
    'batchSize',
    'Batch size',
    { min: 1, max: 512, step: 1 },
    'Clips a step. Larger is steadier and faster per clip; smaller updates the weights more often.',
  ),
  plain(
    'learningRate',
    'Learning rate',
    { min: 0.000001, max: 1, step: 0.0001, whole: false },
    "Peak step size of Adam. Too high and the loss jumps or diverges, too low and nothing moves. 0.001 is Adam's usual value.",
  ),
];

export const optimizerFields: readonly NumberField[] = [
  plain(
    'dropout',
    'Dropout',
    { min: 0, max: 0.9, step: 0.05 },
    'Share of units switched off at random in each training step, against learning the clips by heart. 0 is off.',
  ),
  {
    ...ranged(
      'Clip at',
      'The limit: of the global norm over all weights, or of each element of the gradient.',
      { min: 0.001, max: 1000, step: 0.5 },
    ),
    active: ({ clipping }) => clipping.by !== 'none',
    read: ({ clipping }) => clipping.limit,
    write: (settings, value) =>
      value === null ? settings : { ...settings, clipping: { ...settings.clipping, limit: value } },
  },
  optional(
    'earlyStoppingPatience',
    'Early stopping',
    'never',
    { min: 1, max: 1000, step: 1, suffix: ' epochs' },
    'Stops after this many epochs without a better validation loss. Empty: never. The best weights are kept either way.',
  ),
  optional(
    'maxMinutes',
    'Time limit',
    'no limit',
    { min: 0.1, max: 1440, step: 1, suffix: ' min', whole: false },
    'Stops after this many minutes of training and keeps the best weights. Empty: no limit.',
  ),
];

export const augmentationFields: readonly NumberField[] = [
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

export const seedField: NumberField = plain(
  'seed',
  'Seed',
  { min: 0, max: 2147483647, step: 1 },
  'Decides initial weights, order, dropout and augmentation: the same seed, data and backend give the same run.',
);

/** The value a field takes for what was typed: inside its range, whole where it must be; null for nothing. */
export function acceptNumber(field: NumberField, typed: number | string): number | null {
  const value = typeof typed === 'number' ? typed : Number.parseFloat(typed);
  if (!Number.isFinite(value)) return null;
  const inside = Math.min(field.max, Math.max(field.min, value));
  return field.whole ? Math.round(inside) : inside;
}
