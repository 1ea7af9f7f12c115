import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCopyMeter } from './copyMeter';
import { movesOf, noteEvents } from './noteEvents';
import { quantise, transpose } from './operations';
import { createPart, createScore, sortNotes } from './score';
import type { Note, Score } from './score';
import { arbitraryLine } from './testing/arbitraryScore';

const line = (pitches: number[], durations: number[] = [], stepsPerQuarter = 12): Score => {
  let step = 0;
  const notes = pitches.map((pitch, i): Note => {
    const durationSteps = durations[i] ?? stepsPerQuarter;
    step += durationSteps;
    return { pitch, velocity: 90, onsetStep: step - durationSteps, durationSteps };
  });
  return createScore({ stepsPerQuarter, parts: [createPart(notes)] });
};

describe('the copy meter', () => {
  const training = [line([60, 62, 64, 65, 67, 69, 71, 72]), line([72, 71, 69, 67, 60, 64, 67, 72, 60, 61])];

  it('finds the longest run in another key, where it is from and where it is', () => {
    // the last six notes of the second training tune, five semitones up, behind two notes of its own
    const made = line([50, 90, 65, 69, 72, 77, 65, 66, 40]);
    const { longest, notes } = createCopyMeter(training).measure(made);
    expect(notes).toBe(9);
    expect(longest).toEqual({
      notes: 6,
      quarters: 6,
      tune: 1,
      semitones: 5,
      here: { startStep: 24, endStep: 96, firstBar: 1, lastBar: 2 },
      there: { startStep: 48, endStep: 120, firstBar: 2, lastBar: 3 },
    });
  });

  it('says so where nothing is shared', () => {
    expect(createCopyMeter(training).measure(line([60, 77])).longest).toBeNull();
    expect(createCopyMeter([]).measure(line([60, 62])).runs).toEqual([]);
    expect(createCopyMeter(training).measure(createScore({ stepsPerQuarter: 4 })).notes).toBe(0);
  });

  it('counts lengths up to the last onset, on any grid, whatever is held', () => {
    const copy = line([61, 63, 65, 66], [4, 4, 4, 9], 4);
    expect(createCopyMeter(training).measure(copy).longest).toMatchObject({
      notes: 4,
      tune: 0,
      semitones: 1,
    });
    const slower = line([61, 63, 65, 66], [4, 8, 8, 9], 4);
    expect(createCopyMeter(training).measure(slower).longest?.notes).toBe(2);
  });

  it('hears the melody under other chords, or all notes when asked', () => {
    const bass = createPart([{ pitch: 40, velocity: 90, onsetStep: 12, durationSteps: 30 }]);
    const tune = training[0];
    const harmonised = { ...tune, parts: [...tune.parts, bass] };
    expect(createCopyMeter(training).measure(harmonised).longest?.notes).toBe(8);
    expect(createCopyMeter(training, { voices: 'all' }).measure(harmonised).longest?.notes).toBe(7);
  });

  it('finds exactly what a search of every pair of places finds (property)', () => {
    const small = arbitraryLine({ low: 60, high: 62, longest: 2 });
    const toScore = (notes: Note[]) => createScore({ stepsPerQuarter: 24, parts: [createPart(notes)] });
    fc.assert(
      fc.property(small.map(toScore), small.map(toScore), (a, b) => {
        const movesA = movesOf(noteEvents(a), 'top');
        const movesB = movesOf(noteEvents(b), 'top');
        let best = 0;
        for (let i = 0; i < movesA.length; i++) {
          for (let j = 0; j < movesB.length; j++) {
            let length = 0;
            while (i + length < movesA.length && j + length < movesB.length && movesA[i + length] === movesB[j + length]) length++; // prettier-ignore
            best = Math.max(best, length);
          }
        }
        const { longest } = createCopyMeter([b]).measure(a);
        expect(longest?.notes ?? 1).toBe(best + 1);
      }),
    );
  });

  it('finds the whole of a training tune in any key (property)', () => {
    fc.assert(
      fc.property(arbitraryLine(), fc.integer({ min: -12, max: 12 }), (notes, shift) => {
        const tune = quantise(
          createScore({ stepsPerQuarter: 12, parts: [createPart(sortNotes(notes))] }),
          12,
        );
        const { longest } = createCopyMeter([training[0], tune]).measure(transpose(tune, shift));
        if (notes.length > 1) expect(longest?.notes).toBe(notes.length);
      }),
    );
  });
});
