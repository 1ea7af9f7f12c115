// Melodies made by arithmetic, for tests: each a walk over a scale, no two alike, and easy to learn.
// Not music anybody would play: nothing measured on it says how good a generator is.

import type { GeneratorConfig } from '../../../shared/contract/generators';
import type { Score } from '../../../shared/contract/score';
import { createRandom, hashSeed } from '../../../shared/dsp';
import { createPart, createScore, writeAbc, writeMidi } from '../../../shared/music';

const scale = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76];

/** A tune of eight bars of eighths in C. */
export function melody(number: number, bars = 8): Score {
  const random = createRandom(hashSeed('melody', number));
  let place = Math.floor(random() * scale.length);
  const notes = Array.from({ length: 8 * bars }, (_, i) => {
    place = Math.max(0, Math.min(scale.length - 1, place + Math.floor(random() * 5) - 2));
    return { pitch: scale[place], velocity: 90, onsetStep: i, durationSteps: 1 };
  });
  const keys = [{ step: 0, sharps: 0, tonic: 0, mode: 'major' as const }];
  return createScore({ title: `Melody ${number}`, stepsPerQuarter: 2, parts: [createPart(notes)], keys });
}

/** Files as the page would send them: half MIDI, half one book of ABC. */
export function melodyFiles(count = 20): { name: string; bytes: Uint8Array }[] {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const book = numbers.filter((n) => n % 2 === 1).map((n) => writeAbc(melody(n), n));
  return [
    ...numbers
      .filter((n) => n % 2 === 0)
      .map((n) => ({ name: `melody-${n}.mid`, bytes: writeMidi(melody(n)) })),
    { name: 'book.abc', bytes: new TextEncoder().encode(book.join('\n')) },
  ];
}

/** A generator that learns such tunes in a second. */
export const tinyGenerator: GeneratorConfig = {
  ...{ tokens: 'melody', stepsPerQuarter: 2, cell: 'gru', units: [16], embedding: 8, window: 32 },
  ...{ keys: 'as-written', epochs: 2, batchSize: 4, learningRate: 0.01, learningRateSchedule: 'constant' },
  ...{ dropout: 0, clipping: { by: 'norm', limit: 1 }, earlyStoppingPatience: null },
  ...{ seed: 7, backend: 'auto', maxMinutes: null },
};
