// What each recognizer consists of, as data: layers, parameter counts and descriptions all follow from it.
// Not TensorFlow.js layers: buildRecognizer.ts makes those.

import type { RecognizerName } from '../../../shared/contract/training';

/** One stage between the input [frames, coefficients] and the output layer, which every recognizer has alike. */
export type Stage =
  /** Conv1D, same padding, bias, relu. */
  | { readonly kind: 'convolution'; readonly filters: number; readonly width: number }
  /** Conv1D, same padding, no bias; batch normalisation; relu. */
  | { readonly kind: 'normalisedConvolution'; readonly filters: number; readonly width: number }
  | { readonly kind: 'maxPooling'; readonly size: number }
  | {
      readonly kind: 'recurrent';
      readonly cell: RecurrentCell;
      readonly units: number;
      readonly bidirectional: boolean;
      /** Whether it hands on every frame or only its last state. */
      readonly sequences: boolean;
    }
  /** Mean and maximum over time, concatenated. */
  | { readonly kind: 'meanAndMaxOverTime' }
  | { readonly kind: 'dropout' };

export type RecurrentCell = 'lstm' | 'gru' | 'simpleRnn';

const recurrent = (cell: RecurrentCell, units: number, sequences: boolean, bidirectional = false): Stage => ({
  kind: 'recurrent',
  cell,
  units,
  bidirectional,
  sequences,
});
const dropout: Stage = { kind: 'dropout' };
const maxPooling: Stage = { kind: 'maxPooling', size: 2 };

/** Two recurrent layers on the bare features. */
const stacked = (cell: RecurrentCell): readonly Stage[] => [
  recurrent(cell, 128, true),
  dropout,
  recurrent(cell, 64, false),
  dropout,
];

const convBilstm = (filters: number, first: number, second: number): readonly Stage[] => [
  { kind: 'convolution', filters, width: 3 },
  maxPooling,
  recurrent('lstm', first, true, true),
  dropout,
  recurrent('lstm', second, false, true),
  dropout,
];

export const architectures: Readonly<Record<RecognizerName, readonly Stage[]>> = {
  'conv-pool': [
    { kind: 'normalisedConvolution', filters: 96, width: 5 },
    maxPooling,
    { kind: 'normalisedConvolution', filters: 128, width: 5 },
    maxPooling,
    { kind: 'normalisedConvolution', filters: 160, width: 5 },
    { kind: 'meanAndMaxOverTime' },
    dropout,
  ],
  'conv-bilstm': convBilstm(64, 128, 64),
  'conv-bilstm-small': convBilstm(32, 32, 32),
  lstm: stacked('lstm'),
  gru: stacked('gru'),
  rnn: stacked('simpleRnn'),
};

const cellTitles: Readonly<Record<RecurrentCell, string>> = {
  lstm: 'LSTM',
  gru: 'GRU',
  simpleRnn: 'SimpleRNN',
};

function describeStage(stage: Stage): string {
  switch (stage.kind) {
    case 'convolution':
      return `Conv1D(${stage.filters}, ${stage.width}, relu)`;
    case 'normalisedConvolution':
      return `Conv1D(${stage.filters}, ${stage.width}) + batch normalisation + relu`;
    case 'maxPooling':
      return `MaxPooling1D(${stage.size})`;
    case 'recurrent': {
      const cell = `${cellTitles[stage.cell]}(${stage.units}${stage.sequences ? ', sequences' : ''})`;
      return stage.bidirectional ? `Bidirectional(${cell})` : cell;
    }
    case 'meanAndMaxOverTime':
      return 'mean and maximum over time';
    case 'dropout':
      return 'Dropout';
  }
}

/** The layers of a recognizer in words, output layer included, e.g. `Conv1D(64, 3, relu)`. */
export function describeLayers(name: RecognizerName): readonly string[] {
  return [...architectures[name].map(describeStage), 'Dense(softmax)'];
}

const gatesOf: Readonly<Record<RecurrentCell, number>> = { lstm: 4, gru: 3, simpleRnn: 1 };

/** Parameters of a stage and how many channels it hands on. */
function measureStage(
  stage: Stage,
  channels: number,
): { readonly parameters: number; readonly channels: number } {
  switch (stage.kind) {
    case 'convolution':
      return { parameters: (stage.width * channels + 1) * stage.filters, channels: stage.filters };
    case 'normalisedConvolution':
      // Per filter: the weights, then scale, offset, moving mean and moving variance.
      return { parameters: (stage.width * channels + 4) * stage.filters, channels: stage.filters };
    case 'recurrent': {
      const directions = stage.bidirectional ? 2 : 1;
      const perGate = (channels + stage.units + 1) * stage.units;
      return { parameters: directions * gatesOf[stage.cell] * perGate, channels: directions * stage.units };
    }
    case 'meanAndMaxOverTime':
      return { parameters: 0, channels: 2 * channels };
    default:
      return { parameters: 0, channels };
  }
}

/**
 * Numbers a recognizer learns or keeps, as TensorFlow.js' `countParams` has them, without building it.
 * @param shape coefficients per frame and labels given out; the number of frames does not matter
 */
export function countParameters(
  name: RecognizerName,
  shape: { readonly coefficients: number; readonly outputs: number },
): number {
  let channels = shape.coefficients;
  let parameters = 0;
  for (const stage of architectures[name]) {
    const measured = measureStage(stage, channels);
    parameters += measured.parameters;
    channels = measured.channels;
  }
  return parameters + (channels + 1) * shape.outputs;
}
