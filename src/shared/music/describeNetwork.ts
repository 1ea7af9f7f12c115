// A generator's layers in words: for presets, and for settings a person changes.
// Not the layers: src/main/engine/music/network.ts makes them.

import type { GeneratorConfig, RecurrentCell } from '../contract/generators';

/** The names of the cells as the field writes them. */
export const cellTitles: Readonly<Record<RecurrentCell, string>> = {
  lstm: 'LSTM',
  gru: 'GRU',
  rnn: 'SimpleRNN',
};

/**
 * The layers in words, from the input up.
 * @returns e.g. `['Embedding(64)', 'LSTM(256, sequences)', 'Dropout(0.3)', 'Dense(softmax)']`
 */
export function describeNetwork({
  cell,
  units,
  embedding,
  dropout,
}: Pick<GeneratorConfig, 'cell' | 'units' | 'embedding' | 'dropout'>): readonly string[] {
  const hidden = units.flatMap((size) => [`${cellTitles[cell]}(${size}, sequences)`, `Dropout(${dropout})`]);
  return [embedding > 0 ? `Embedding(${embedding})` : 'one-hot', ...hidden, 'Dense(softmax)'];
}
