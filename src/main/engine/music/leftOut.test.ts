// One line about the tunes that were left out, however many they are.

import { describe, expect, it } from 'vitest';
import { leftOutWords } from './leftOut';

const skipped = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ tuneId: `id${i}`, reason: 'drums only' }));

describe('tunes left out', () => {
  it('are named by their titles where they have one', () => {
    expect(leftOutWords([])).toEqual([]);
    expect(leftOutWords(skipped(2), new Map([['id0', 'Two notes']]))).toEqual([
      'Left out: Two notes (drums only); id1 (drums only).',
    ]);
  });

  it('are counted beyond the first three', () => {
    expect(leftOutWords(skipped(203))).toEqual([
      'Left out: id0 (drums only); id1 (drums only); id2 (drums only); and 200 more.',
    ]);
  });
});
