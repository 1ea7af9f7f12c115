import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSuffixAutomaton, longestShared } from './suffixAutomaton';

describe('the suffix automaton', () => {
  it('knows every run of a sequence and no other (property)', () => {
    const text = fc.array(fc.nat(2), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (sequence, run) => {
        const automaton = createSuffixAutomaton(sequence);
        let state = 0;
        for (const symbol of run) state = state < 0 ? -1 : automaton.next(state, symbol);
        const joined = sequence.join('');
        expect(state >= 0).toBe(joined.includes(run.join('')));
        if (state >= 0) expect(automaton.end(state)).toBe(joined.indexOf(run.join('')) + run.length - 1);
      }),
    );
  });

  it('finds the longest shared run that a search of all runs finds (property)', () => {
    const text = fc.array(fc.nat(1), { maxLength: 24 });
    fc.assert(
      fc.property(text, text, (sequence, other) => {
        const { length, end, otherEnd } = longestShared(createSuffixAutomaton(sequence), other);
        let best = 0;
        for (let from = 0; from < other.length; from++) {
          for (let to = from + 1; to <= other.length; to++) {
            if (sequence.join('').includes(other.slice(from, to).join(''))) best = Math.max(best, to - from);
          }
        }
        expect(length).toBe(best);
        const there = other.slice(otherEnd - length + 1, otherEnd + 1);
        expect(sequence.slice(end - length + 1, end + 1)).toEqual(there);
      }),
      { numRuns: 500 },
    );
  });
});
