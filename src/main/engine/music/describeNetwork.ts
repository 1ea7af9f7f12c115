// A generator's layers in words, without TensorFlow.js: lists of presets need nothing else.
// Not the layers: network.ts.

import type { GeneratorConfig, RecurrentCell } from '../../../shared/contract/generators';

const titles: Readonly<Record<RecurrentCell, string>> = { lstm: 'LSTM', gru: 'GRU', rnn: 'SimpleRNN' };

/** The layers in words, e.g. `LSTM(256, sequences)`. */
export function describeNetwork({
  cell,
  units,
  embedding,
  dropout,
}: Pick<GeneratorConfig, 'cell' | 'units' | 'embedding' | 'dropout'>): readonly string[] {
  const hidden = units.flatMap((size) => [`${titles[cell]}(${size}, sequences)`, `Dropout(${dropout})`]);
  return [embedding > 0 ? `Embedding(${embedding})` : 'one-hot', ...hidden, 'Dense(softmax)'];
}
