// The generators a person can choose, each with its defaults. Not their layers: network.ts.

import type { GeneratorConfig, GeneratorPreset } from '../../../shared/contract/generators';
import { describeNetwork } from '../../../shared/music/describeNetwork';

const common: GeneratorConfig = {
  tokens: 'melody',
  stepsPerQuarter: 12,
  cell: 'lstm',
  units: [256, 256],
  embedding: 64,
  window: 96,
  keys: 'random-key',
  epochs: 60,
  batchSize: 32,
  learningRate: 0.003,
  learningRateSchedule: 'cosine',
  dropout: 0.3,
  clipping: { by: 'norm', limit: 1 },
  earlyStoppingPatience: 10,
  seed: 1,
  backend: 'auto',
  maxMinutes: null,
};

interface PresetText {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly recommended?: boolean;
  readonly changes: Partial<GeneratorConfig>;
}

const texts: readonly PresetText[] = [
  {
    name: 'melody-lstm',
    title: 'Melodies: two LSTMs',
    description: 'One voice at a time, from collections of a hundred melodies and more.',
    recommended: true,
    changes: {},
  },
  {
    name: 'melody-small',
    title: 'Melodies: one small LSTM',
    description:
      'For some forty tunes, trained in about a minute; look at the copy meter: so few are soon known by heart.',
    // 4.1 on the starter book's validation tunes, counting 6.8; two layers or more dropout were worse there.
    changes: { units: [128], embedding: 32, window: 64, batchSize: 8, epochs: 120, maxMinutes: 2.5 },
  },
  {
    name: 'frames-lstm',
    title: 'Chords and voices: two LSTMs',
    description: 'Everything that sounds, sixteenth by sixteenth: chorales, piano, songs with chords.',
    changes: { tokens: 'frames', stepsPerQuarter: 4 },
  },
  {
    name: 'melody-gru',
    title: 'Melodies: two GRUs',
    description: 'Gated recurrent units: fewer gates than an LSTM, a little quicker.',
    changes: { cell: 'gru' },
  },
  {
    name: 'melody-rnn',
    title: 'Melodies: two simple recurrent layers',
    description: 'Recurrence without gates: to hear why gates were invented.',
    changes: { cell: 'rnn', learningRate: 0.001 },
  },
];

export const generatorPresets: readonly GeneratorPreset[] = texts.map(
  ({ name, title, description, recommended = false, changes }) => {
    const config = { ...common, ...changes };
    return { name, title, description, layers: describeNetwork(config), recommended, config };
  },
);
