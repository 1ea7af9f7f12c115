// Edits as a person chains them: any sequence leaves a valid score, and undo brings back exactly what was.
// Expected numbers of the single edits follow from the definitions; the score is drawn by fast-check.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countNotes, createPart, createScore, validateScore } from '../../../shared/music/score';
import type { Note } from '../../../shared/music/score';
import { copyNotes, duplicateNotes, pasteNotes } from './editClipboard';
import { noSelection, openDocument } from './editDocument';
import type { EditDocument } from './editDocument';
import { beginHistory, LONGEST_HISTORY, pushEdit, redoEdit, undoEdit } from './editHistory';
import {
  addNote,
  changeVelocity,
  gridBefore,
  moveNotes,
  quantiseNotes,
  removeNotes,
  setVelocity,
  stretchNotes,
  toGrid,
} from './editNotes';
import { everyNote, extentOf, neighbourNote, notesInBox, notesInRange } from './editSelection';

const note = fc.record({
  pitch: fc.integer({ min: 0, max: 127 }),
  velocity: fc.integer({ min: 1, max: 127 }),
  onsetStep: fc.integer({ min: 0, max: 400 }),
  durationSteps: fc.integer({ min: 1, max: 200 }),
});
const part = fc.array(note, { maxLength: 8 }).map((notes) => createPart(notes));
const score = fc.array(part, { maxLength: 3 }).map((parts) => createScore({ stepsPerQuarter: 24, parts }));

/** One change: a name and what it does to a document, numbers of any size included. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), note, part: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    kind: fc.constant('move' as const),
    by: fc.integer(),
    pitch: fc.integer({ min: -200, max: 200 }),
  }),
  fc.record({ kind: fc.constant('stretch' as const), by: fc.integer({ min: -900, max: 900 }) }),
  fc.record({ kind: fc.constant('quantise' as const), grid: fc.constantFrom(24, 12, 6, 3, 16, 8, 4, 7.5) }),
  fc.record({ kind: fc.constant('velocity' as const), by: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'duplicate' as const, 'copyPaste' as const) }),
  fc.record({ kind: fc.constant('select' as const), from: fc.integer({ min: 0, max: 500 }) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(document: EditDocument, change: Edit): EditDocument {
  switch (change.kind) {
    case 'add':
      return addNote(document, change.part, change.note);
    case 'move':
      return moveNotes(document, change.by % 1000, change.pitch);
    case 'stretch':
      return stretchNotes(document, change.by);
    case 'quantise':
      return quantiseNotes(document, change.grid);
    case 'velocity':
      return changeVelocity(document, change.by);
    case 'remove':
      return removeNotes(document);
    case 'duplicate':
      return duplicateNotes(document, 24);
    case 'copyPaste': {
      const clip = copyNotes(document, 24);
      return clip === null ? document : pasteNotes(document, clip, 100);
    }
    case 'select':
      return { ...document, selection: notesInRange(document.score, { from: change.from, to: Infinity }) };
  }
}

const inOrder = ({ parts }: EditDocument['score']) =>
  parts.every(({ notes }) => notes.every((one, i) => i === 0 || notes[i - 1].onsetStep <= one.onsetStep));

describe('any sequence of edits', () => {
  it('leaves a valid score whose selection is in it and whose notes are in order', () => {
    fc.assert(
      fc.property(score, fc.array(edit, { maxLength: 12 }), (first, edits) => {
        const last = edits.reduce(apply, openDocument(first));
        validateScore(last.score);
        expect(inOrder(last.score)).toBe(true);
        const all = everyNote(last.score);
        expect([...last.selection].every((one) => all.has(one))).toBe(true);
        expect(all.size).toBe(countNotes(last.score));
      }),
    );
  });

  it('is undone to exactly what was, and redone to exactly what had become of it', () => {
    fc.assert(
      fc.property(score, fc.array(edit, { maxLength: 12 }), (first, edits) => {
        const states = [openDocument(first)];
        let history = beginHistory(states[0]);
        const before = JSON.stringify(first);
        for (const change of edits) {
          states.push(apply(states[states.length - 1], change));
          history = pushEdit(history, states[states.length - 1], change.kind);
        }
        for (const state of [...states].reverse()) {
          expect(history.present.document).toBe(state);
          history = undoEdit(history);
        }
        expect(JSON.stringify(history.present.document.score)).toBe(before);
        for (const state of states.slice(1)) {
          history = redoEdit(history);
          expect(history.present.document).toBe(state);
        }
        expect(redoEdit(history)).toBe(history);
      }),
    );
  });
});

const quarters = (...pitches: number[]): EditDocument => {
  const notes = pitches.map((pitch, i): Note => ({
    pitch,
    velocity: 90,
    onsetStep: 24 * i,
    durationSteps: 24,
  }));
  const document = openDocument(createScore({ stepsPerQuarter: 24, parts: [createPart(notes)] }));
  return { ...document, selection: everyNote(document.score) };
};
const onsets = ({ score: { parts } }: EditDocument) => parts[0].notes.map((one) => one.onsetStep);
const pitches = ({ score: { parts } }: EditDocument) => parts[0].notes.map((one) => one.pitch);
const lengths = ({ score: { parts } }: EditDocument) => parts[0].notes.map((one) => one.durationSteps);

describe('single edits', () => {
  it('moves notes as one and stops where the first reaches the beginning or the end of MIDI', () => {
    expect(onsets(moveNotes(quarters(60, 62), 12, 0))).toEqual([12, 36]);
    expect(onsets(moveNotes(quarters(60, 62), -12, 0))).toEqual([0, 24]);
    expect(pitches(moveNotes(quarters(60, 120), 0, 12))).toEqual([67, 127]);
    expect(pitches(moveNotes(quarters(3, 62), 0, -12))).toEqual([0, 59]);
  });

  it('keeps objects of notes that do not change', () => {
    const document = quarters(60, 62);
    const [first, second] = document.score.parts[0].notes;
    const moved = moveNotes({ ...document, selection: new Set([second]) }, 24, 0);
    expect(moved.score.parts[0].notes[0]).toBe(first);
  });

  it('stretches by the end, down to the grid', () => {
    expect(lengths(stretchNotes(quarters(60), 12))).toEqual([36]);
    expect(lengths(stretchNotes(quarters(60), -24, 6))).toEqual([6]);
    expect(lengths(stretchNotes(quarters(60), -24))).toEqual([1]);
  });

  it('quantises onsets and lengths to the nearest line of the grid', () => {
    const uneven = moveNotes(quarters(60), 5, 0);
    expect(onsets(quantiseNotes(uneven, 6))).toEqual([6]);
    expect(onsets(quantiseNotes(uneven, 8))).toEqual([8]);
    expect(lengths(quantiseNotes(stretchNotes(quarters(60), 4), 6))).toEqual([30]);
    expect(lengths(quantiseNotes(stretchNotes(quarters(60), -23), 6))).toEqual([6]);
  });

  it('writes a note, and selects the one that sounds there instead of writing another on it', () => {
    const empty = openDocument(createScore({ stepsPerQuarter: 24 }));
    const one = addNote(empty, 0, { pitch: 60, onsetStep: 24, durationSteps: 12 });
    expect(one.score.parts[0].notes).toEqual([{ pitch: 60, velocity: 90, onsetStep: 24, durationSteps: 12 }]);
    const again = addNote(one, 0, { pitch: 60, onsetStep: 30, durationSteps: 12 });
    expect(again.score).toBe(one.score);
    expect(again.selection.size).toBe(1);
  });

  it('refuses a velocity that MIDI has not', () => {
    expect(() => setVelocity(quarters(60), 0)).toThrow('expected a whole number 1 to 127, got 0');
    expect(setVelocity(quarters(60), 3).score.parts[0].notes[0].velocity).toBe(3);
  });

  it('duplicates right behind, by whole units', () => {
    expect(onsets(duplicateNotes(quarters(60, 62), 24))).toEqual([0, 24, 48, 72]);
    expect(onsets(duplicateNotes(quarters(60, 62, 64), 96))).toEqual([0, 24, 48, 96, 120, 144]);
  });

  it('pastes at a step, at the resolution of the score it goes to', () => {
    const clip = copyNotes(quarters(60, 62), 24)!;
    const finer = openDocument(createScore({ stepsPerQuarter: 48 }));
    expect(onsets(pasteNotes(finer, clip, 96))).toEqual([96, 144]);
    expect(copyNotes({ ...quarters(60), selection: noSelection }, 24)).toBeNull();
  });

  it('makes every note an object of its own', () => {
    const shared = { pitch: 60, velocity: 90, onsetStep: 0, durationSteps: 24 };
    const opened = openDocument(
      createScore({ stepsPerQuarter: 24, parts: [createPart([shared]), createPart([shared])] }),
    );
    expect(everyNote(opened.score).size).toBe(2);
  });

  it('forgets the oldest of very many steps', () => {
    let history = beginHistory(quarters(60));
    for (let i = 0; i < LONGEST_HISTORY + 5; i++) history = pushEdit(history, quarters(60), 'again');
    expect(history.past).toHaveLength(LONGEST_HISTORY);
  });
});

describe('grid', () => {
  it('rounds to the nearest line, or to the one before', () => {
    expect(toGrid(14, 6)).toBe(12);
    expect(toGrid(15, 6)).toBe(18);
    expect(gridBefore(17, 6)).toBe(12);
    expect(gridBefore(18, 6)).toBe(18);
    // Thirds of a resolution that has none: 7 / 3 = 2.33 steps, its second line is 4.67, as a whole step 5.
    expect(toGrid(4.5, 7 / 3)).toBe(5);
  });
});

describe('selection', () => {
  it('takes what sounds in a box, and what begins in bars', () => {
    const { score } = quarters(60, 62, 64);
    expect(notesInBox(score, { from: 20, to: 30, low: 60, high: 61 }).size).toBe(1);
    expect(notesInBox(score, { from: 20, to: 30, low: 60, high: 64 }).size).toBe(2);
    expect(notesInRange(score, { from: 24, to: 72 }).size).toBe(2);
    expect(extentOf(everyNote(score))).toEqual({ from: 0, to: 72, low: 60, high: 64 });
    expect(extentOf([])).toBeNull();
  });

  it('walks from note to note and stops at both ends', () => {
    const { score } = quarters(60, 62);
    const [first, second] = score.parts[0].notes;
    expect(neighbourNote(score, noSelection, 0, true)).toBe(first);
    expect(neighbourNote(score, new Set([first]), 0, true)).toBe(second);
    expect(neighbourNote(score, new Set([second]), 0, true)).toBeNull();
    expect(neighbourNote(score, new Set([second]), 0, false)).toBe(first);
    expect(neighbourNote(score, noSelection, 30, false)).toBe(second);
  });
});
