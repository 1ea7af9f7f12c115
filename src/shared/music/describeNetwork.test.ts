// The words of a network's layers.

import { describe, expect, it } from 'vitest';
import { describeNetwork } from './describeNetwork';

describe('layers in words', () => {
  it('stand in order, from the input up', () => {
    expect(describeNetwork({ cell: 'lstm', units: [256, 128], embedding: 64, dropout: 0.3 })).toEqual([
      'Embedding(64)',
      'LSTM(256, sequences)',
      'Dropout(0.3)',
      'LSTM(128, sequences)',
      'Dropout(0.3)',
      'Dense(softmax)',
    ]);
    expect(describeNetwork({ cell: 'rnn', units: [8], embedding: 0, dropout: 0 })).toEqual([
      'one-hot',
      'SimpleRNN(8, sequences)',
      'Dropout(0)',
      'Dense(softmax)',
    ]);
  });
});
