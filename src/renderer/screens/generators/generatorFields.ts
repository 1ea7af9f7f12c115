// The numbers of a generator's settings as fields: their words, ranges, and where each lies in the configuration.
// Not a form: the screen lays them out, this file only says what they are.

import type { GeneratorConfig } from '../../../shared/contract/generators';
import { learningFields } from '../../learning/learningFields';
import { plainField, rangedField } from '../../learning/numberField';
import type { NumberField } from '../../learning/numberField';

type GeneratorField = NumberField<GeneratorConfig>;

const { epochs, batchSize, learningRate, dropout, clipLimit, patience, timeLimit, seed } =
  learningFields<GeneratorConfig>({
    items: 'tunes',
    batchSize:
      'Tunes side by side in a step. Larger is steadier and faster per token; smaller updates the weights more often.',
    seed: 'Decides initial weights, order, keys and dropout: the same seed, tunes and backend give the same run.',
  });

/** In view without asking. */
export const simpleFields: readonly GeneratorField[] = [epochs, batchSize, learningRate];

export const gridField: GeneratorField = plainField<GeneratorConfig, 'stepsPerQuarter'>(
  'stepsPerQuarter',
  'Steps a quarter',
  { min: 1, max: 24, step: 1 },
  'Grid of the tokens: how finely a quarter note is divided. 4 holds sixteenths, 12 triplets too. Notes between the steps move to the nearest one; a fine grid makes frames many and long.',
);

/** Most recurrent layers. */
const MAX_LAYERS = 4;

export const layersField: GeneratorField = {
  ...rangedField(
    'Layers',
    'Recurrent layers on top of each other. One is quick and often enough; two hold longer forms and need more tunes.',
    { min: 1, max: MAX_LAYERS, step: 1 },
  ),
  read: ({ units }) => units.length,
  write: (settings, count) =>
    count === null ? settings : { ...settings, units: resized(settings.units, count) },
};

/** As many layers as asked for; a new one has the size of the last. */
function resized(units: readonly number[], count: number): readonly number[] {
  const last = units.at(-1) ?? 128;
  return Array.from({ length: count }, (_, index) => units[index] ?? last);
}

/** One field for the units of each layer, from the input up. */
export function unitsFields({ units }: Pick<GeneratorConfig, 'units'>): readonly GeneratorField[] {
  return units.map((_, layer) => ({
    ...rangedField(
      units.length === 1 ? 'Units' : `Units of layer ${layer + 1}`,
      'Width of the recurrent layer: how much it can remember. Twice the units are about four times the weights and the time.',
      { min: 8, max: 1024, step: 8 },
    ),
    read: (settings) => settings.units[layer] ?? null,
    write: (settings, value) =>
      value === null ? settings : { ...settings, units: settings.units.with(layer, value) },
  }));
}

export const embeddingField: GeneratorField = plainField<GeneratorConfig, 'embedding'>(
  'embedding',
  'Embedding size',
  { min: 1, max: 1024, step: 8 },
  'Numbers that stand for a token at the input; they are learned too, so that tokens used alike become alike.',
);

export const windowField: GeneratorField = plainField<GeneratorConfig, 'window'>(
  'window',
  'Window',
  { min: 2, max: 4096, step: 16, suffix: ' tokens' },
  'Truncated backpropagation through time: a tune is learned in windows of this many tokens. What the layers remember is carried into the next window, but gradients flow no further back than the beginning of theirs. Longer learns longer dependencies, and costs memory and time.',
);

export const optimizerFields: readonly GeneratorField[] = [dropout, clipLimit, patience, timeLimit];

export const seedField: GeneratorField = seed;
