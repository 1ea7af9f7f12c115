// The fields of what every training has in common, whatever it trains.
// The hints of some name what is learned from: clips for recognizers, tunes for generators.

import type { LearningConfig } from '../../shared/contract/training';
import { optionalField, plainField, rangedField } from './numberField';
import type { NumberField } from './numberField';

/** What the hints call the things that are learned from. */
export interface LearningWords {
  /** `clips`. */
  readonly items: string;
  /** Whole sentences. */
  readonly batchSize: string;
  readonly seed: string;
}

export interface LearningFields<Settings> {
  readonly epochs: NumberField<Settings>;
  readonly batchSize: NumberField<Settings>;
  readonly learningRate: NumberField<Settings>;
  readonly dropout: NumberField<Settings>;
  readonly clipLimit: NumberField<Settings>;
  readonly patience: NumberField<Settings>;
  readonly timeLimit: NumberField<Settings>;
  readonly seed: NumberField<Settings>;
}

export function learningFields<Settings extends LearningConfig>(
  words: LearningWords,
): LearningFields<Settings> {
  return { ...sizeFields(words), ...optimizerFields(words), ...limitFields(words) };
}

function sizeFields<Settings extends LearningConfig>({ items, batchSize }: LearningWords) {
  return {
    epochs: plainField<Settings, 'epochs'>(
      'epochs',
      'Epochs',
      { min: 1, max: 1000, step: 1 },
      `Passes over all training ${items}. More cost time; early stopping ends a run that no longer gains.`,
    ),
    batchSize: plainField<Settings, 'batchSize'>(
      'batchSize',
      'Batch size',
      { min: 1, max: 512, step: 1 },
      batchSize,
    ),
    learningRate: plainField<Settings, 'learningRate'>(
      'learningRate',
      'Learning rate',
      { min: 0.000001, max: 1, step: 0.0001, whole: false },
      "Peak step size of Adam. Too high and the loss jumps or diverges, too low and nothing moves. 0.001 is Adam's usual value.",
    ),
  };
}

function optimizerFields<Settings extends LearningConfig>({ items }: LearningWords) {
  const clipLimit: NumberField<Settings> = {
    ...rangedField(
      'Clip at',
      'The limit: of the global norm over all weights, or of each element of the gradient.',
      { min: 0.001, max: 1000, step: 0.5 },
    ),
    active: ({ clipping }) => clipping.by !== 'none',
    read: ({ clipping }) => clipping.limit,
    write: (settings, value) =>
      value === null ? settings : { ...settings, clipping: { ...settings.clipping, limit: value } },
  };
  return {
    dropout: plainField<Settings, 'dropout'>(
      'dropout',
      'Dropout',
      { min: 0, max: 0.9, step: 0.05 },
      `Share of units switched off at random in each training step, against learning the ${items} by heart. 0 is off.`,
    ),
    clipLimit,
  };
}

function limitFields<Settings extends LearningConfig>({ seed }: LearningWords) {
  return {
    patience: optionalField<Settings, 'earlyStoppingPatience'>(
      'earlyStoppingPatience',
      'Early stopping',
      'never',
      { min: 1, max: 1000, step: 1, suffix: ' epochs' },
      'Stops after this many epochs without a better validation loss. Empty: never. The best weights are kept either way.',
    ),
    timeLimit: optionalField<Settings, 'maxMinutes'>(
      'maxMinutes',
      'Time limit',
      'no limit',
      { min: 0.1, max: 1440, step: 1, suffix: ' min', whole: false },
      'Stops after this many minutes of training and keeps the best weights. Empty: no limit.',
    ),
    seed: plainField<Settings, 'seed'>('seed', 'Seed', { min: 0, max: 2147483647, step: 1 }, seed),
  };
}
