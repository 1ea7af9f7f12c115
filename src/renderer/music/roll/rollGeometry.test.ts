// Geometry, index, lines and words of the piano roll. Pixels are worked out by hand from the definitions.
// How it looks is seen in a browser.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPart, createScore } from '../../../shared/music/score';
import { barsForRoll, firstBarBehind, gridLines, numberEvery } from './gridLines';
import { createNoteIndex } from './noteIndex';
import { lengthWords, noteWords, pitchName, placeWords, scoreWords, selectionWords } from './noteWords';
import {
  areaAt,
  contentSize,
  fitView,
  initialView,
  KEYBOARD_WIDTH,
  pitchAt,
  reveal,
  RULER_HEIGHT,
  stepAt,
  xOfStep,
  yOfPitch,
  zoomPitch,
  zoomTime,
} from './rollGeometry';
import type { RollFrame } from './rollGeometry';
import { barsAround } from './rollNavigation';

const frame: RollFrame = {
  ...initialView,
  quarterWidth: 40,
  rowHeight: 10,
  scrollX: 100,
  scrollY: 300,
  width: 800,
  height: 500,
  stepsPerQuarter: 24,
};

describe('geometry', () => {
  it('finds steps and pitches back from their places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 127 }), (step, pitch) => {
        expect(stepAt(frame, xOfStep(frame, step))).toBeCloseTo(step, 6);
        expect(pitchAt(frame, yOfPitch(frame, pitch) + 1)).toBe(pitch);
      }),
    );
    expect(areaAt(10, 10)).toBe('ruler');
    expect(areaAt(10, 100)).toBe('keys');
    expect(areaAt(100, 100)).toBe('notes');
  });

  it('keeps what is under the pointer there while it zooms', () => {
    const x = 400;
    const step = stepAt(frame, x);
    const nearer = { ...frame, ...zoomTime(frame, 2, x) };
    expect(nearer.quarterWidth).toBe(80);
    expect(stepAt(nearer, x)).toBeCloseTo(step, 6);
    const taller = { ...frame, ...zoomPitch(frame, 1.5, 200) };
    expect(taller.rowHeight).toBe(15);
    expect(pitchAt(taller, 200)).toBe(pitchAt(frame, 200));
  });

  it('zooms no further than notes can be told apart', () => {
    expect(zoomTime(frame, 1e9, 0).quarterWidth).toBe(640);
    expect(zoomTime(frame, 1e-9, 0).quarterWidth).toBe(3);
    expect(zoomPitch(frame, 1e9, 0).rowHeight).toBe(32);
  });

  it('leaves room behind the score', () => {
    // 2 quarters and 8 more of room, 40 pixels each.
    expect(contentSize(frame, 48).width).toBe(KEYBOARD_WIDTH + 400);
    expect(contentSize(frame, 48).height).toBe(RULER_HEIGHT + 1280);
  });

  it('scrolls as little as it takes', () => {
    const there = { from: stepAt(frame, 300), to: stepAt(frame, 340) };
    expect(reveal(frame, there, pitchAt(frame, 250), pitchAt(frame, 200)).scrollX).toBe(frame.scrollX);
    expect(reveal(frame, { from: 0, to: 24 }, 60, 60).scrollX).toBe(0);
    const right = { ...frame, ...reveal(frame, { from: 2400, to: 2424 }, 60, 60) };
    expect(xOfStep(right, 2424)).toBeLessThanOrEqual(right.width);
    expect(xOfStep(right, 2400)).toBeGreaterThanOrEqual(KEYBOARD_WIDTH);
    // What is longer than the window shows its beginning.
    const long = { ...frame, ...reveal(frame, { from: 2400, to: 9999 }, 60, 60) };
    expect(xOfStep(long, 2400)).toBe(KEYBOARD_WIDTH + 24);
  });

  it('shows a short tune whole', () => {
    const view = { ...frame, ...fitView(frame, 24 * 16, 60, 72) };
    expect(xOfStep(view, 24 * 16)).toBeLessThanOrEqual(view.width);
    expect(yOfPitch(view, 72)).toBeGreaterThan(RULER_HEIGHT);
    expect(yOfPitch(view, 60) + view.rowHeight).toBeLessThan(view.height);
  });
});

const note = fc.record({
  pitch: fc.integer({ min: 0, max: 127 }),
  velocity: fc.constant(90),
  onsetStep: fc.integer({ min: 0, max: 3000 }),
  durationSteps: fc.integer({ min: 1, max: 900 }),
});

describe('index of notes', () => {
  it('finds exactly the notes that sound in a stretch, long ones from far before included', () => {
    fc.assert(
      fc.property(
        fc.array(note, { maxLength: 300 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 1, max: 500 }),
        (notes, from, length) => {
          const index = createNoteIndex(createScore({ stepsPerQuarter: 24, parts: [createPart(notes)] }));
          let found = 0;
          index.each(from, from + length, () => found++);
          const expected = notes.filter(
            ({ onsetStep, durationSteps }) => onsetStep < from + length && onsetStep + durationSteps > from,
          );
          expect(found).toBe(expected.length);
          expect(index.length).toBe(
            Math.max(0, ...notes.map(({ onsetStep, durationSteps }) => onsetStep + durationSteps)),
          );
        },
      ),
    );
  });
});

describe('bars and lines', () => {
  const score = createScore({ stepsPerQuarter: 24, pickupSteps: 24 });
  const bars = barsForRoll(score, 24 + 96);

  it('go on behind the end', () => {
    expect(bars.length).toBeGreaterThan(15);
    expect(firstBarBehind(bars, 0)).toBe(0);
    expect(firstBarBehind(bars, 24)).toBe(1);
    expect(firstBarBehind(bars, 1e9)).toBe(bars.length);
  });

  it('leave out what is finer than the eye', () => {
    const view = { from: 24, to: 119 };
    const steps = (grid: number, width: number) =>
      gridLines(bars, view, 24, grid, width).map(({ step }) => step);
    expect(steps(0, 1)).toEqual([24, 48, 72, 96]);
    expect(steps(12, 1)).toEqual([24, 48, 72, 96, 36, 48, 60, 72, 84, 96, 108]);
    expect(steps(12, 0.1)).toEqual([24]);
    expect(numberEvery(40)).toBe(1);
    expect(numberEvery(10)).toBe(4);
  });

  it('make whole bars of a drag on the ruler, in either direction', () => {
    expect(barsAround(bars, 130, 30)).toEqual({ from: 24, to: 216 });
    expect(barsAround(bars, 5, 5)).toEqual({ from: 0, to: 24 });
  });
});

describe('words', () => {
  const score = createScore({
    stepsPerQuarter: 24,
    parts: [createPart([{ pitch: 60, velocity: 90, onsetStep: 216, durationSteps: 24 }])],
  });
  const [one] = score.parts[0].notes;
  const bars = barsForRoll(score, 240);

  it('name a note by pitch, place and length', () => {
    expect(noteWords(one, bars, 24)).toBe('C4, bar 3 beat 2, a quarter');
    expect(noteWords({ ...one, pitch: 61, onsetStep: 228, durationSteps: 8 }, bars, 24)).toBe(
      'C♯4, bar 3 beat 2.5, a triplet eighth',
    );
    expect(lengthWords(5)).toBe('5 quarters');
    expect(pitchName(0)).toBe('C-1');
    expect(placeWords([], 7, 24)).toBe('step 7');
  });

  it('count beats by the metre: the second eighth of 6/8 is beat 2', () => {
    const jig = createScore({ stepsPerQuarter: 24, meters: [{ step: 0, beats: 6, beatUnit: 8 }] });
    expect(placeWords(barsForRoll(jig, 72), 12, 24)).toBe('bar 1 beat 2');
  });

  it('say what is selected and what the score is', () => {
    const other = { ...one, pitch: 67, onsetStep: 300 };
    expect(selectionWords(new Set([one]), bars, 24)).toBe('C4, bar 3 beat 2, a quarter');
    expect(selectionWords(new Set([one, other]), bars, 24)).toBe('2 notes, C4 to G4, bars 3 to 4');
    expect(selectionWords(new Set(), bars, 24)).toBe('');
    expect(scoreWords(score, 1, 3, { low: 60, high: 60 })).toBe('1 note, 3 bars, C4 to C4');
    expect(scoreWords(score, 0, 0, null)).toBe('no notes');
  });
});
