// Random scores for property tests.
// Not for production code.

import fc from 'fast-check';
import { createPart, createScore } from '../score';
import type { Note, Score } from '../score';

/** Notes that follow one another, with rests between some. */
export function arbitraryLine(options: { low?: number; high?: number; longest?: number } = {}) {
  const { low = 36, high = 96, longest = 60 } = options;
  const event = fc.record({
    rest: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 90 }) },
    ),
    pitch: fc.integer({ min: low, max: high }),
    velocity: fc.integer({ min: 1, max: 127 }),
    durationSteps: fc.integer({ min: 1, max: longest }),
  });
  return fc.array(event, { minLength: 1, maxLength: 60 }).map((events) => {
    let step = 0;
    return events.map(({ rest, ...note }): Note => {
      const onsetStep = step + rest;
      step = onsetStep + note.durationSteps;
      return { ...note, onsetStep };
    });
  });
}

/** Metres at bar lines, a pick-up bar in some. */
export function arbitraryMelody(
  options: { stepsPerQuarter?: number; velocity?: number } = {},
): fc.Arbitrary<Score> {
  const { stepsPerQuarter = 12, velocity } = options;
  const meter = fc.constantFrom([4, 4], [3, 4], [2, 4], [6, 8], [9, 8], [2, 2]);
  return fc
    .record({
      notes: arbitraryLine(),
      first: meter,
      second: meter,
      bars: fc.integer({ min: 1, max: 6 }),
      pickup: fc.integer({ min: 0, max: stepsPerQuarter - 1 }),
    })
    .map(({ notes, first, second, bars, pickup }) => {
      const bar = (stepsPerQuarter * 4 * first[0]) / first[1];
      const meters = [{ step: 0, beats: first[0], beatUnit: first[1] }];
      if (first !== second) meters.push({ step: pickup + bars * bar, beats: second[0], beatUnit: second[1] });
      const plain = velocity === undefined ? notes : notes.map((note) => ({ ...note, velocity }));
      return createScore({ stepsPerQuarter, pickupSteps: pickup, meters, parts: [createPart(plain)] });
    });
}
