// Making, checking and measuring scores.
// No reader and no writer: midi/, abc/ and pianoRoll.ts make and take these records.

import { LabError } from '../contract/errors';
import type { Note, Part, Score } from '../contract/score';

export type {
  ChordSymbol,
  KeyChange,
  MeterChange,
  Mode,
  Note,
  Part,
  Score,
  TempoChange,
} from '../contract/score';

/** MIDI's tenth channel, counted from 0. */
export const DRUM_CHANNEL = 9;
/** What MIDI and ABC take where a file says nothing: quarter notes a minute. */
export const DEFAULT_QPM = 120;
/** Velocity of notes from formats that know none. */
export const DEFAULT_VELOCITY = 90;
/** Most notes of one score, so that a file cannot fill the memory. */
export const MAX_NOTES = 200_000;

/** A score without notes: what readers start from. Missing fields are 4/4 at 120 quarter notes a minute. */
export function createScore(fields: Partial<Score> & Pick<Score, 'stepsPerQuarter'>): Score {
  return {
    title: '',
    pickupSteps: 0,
    parts: [],
    chordSymbols: [],
    ...fields,
    tempos: fields.tempos?.length ? fields.tempos : [{ step: 0, qpm: DEFAULT_QPM }],
    meters: fields.meters?.length ? fields.meters : [{ step: 0, beats: 4, beatUnit: 4 }],
    keys: fields.keys ?? [],
  };
}

/** A part of the score's first track and channel, its notes put in order. */
export function createPart(notes: readonly Note[], fields: Partial<Omit<Part, 'notes'>> = {}): Part {
  return { name: '', track: 0, channel: 0, program: 0, ...fields, notes: sortNotes(notes) };
}

/** Notes by onset, then pitch, then length: the order of every part. */
export function sortNotes(notes: readonly Note[]): Note[] {
  return [...notes].sort(
    (a, b) => a.onsetStep - b.onsetStep || a.pitch - b.pitch || a.durationSteps - b.durationSteps,
  );
}

/** Every note of every part, ordered as {@link sortNotes}. */
export function allNotes(score: Score): Note[] {
  return sortNotes(score.parts.flatMap((part) => part.notes));
}

/** The number of notes of all parts. */
export function countNotes(score: Score): number {
  return score.parts.reduce((sum, part) => sum + part.notes.length, 0);
}

/** The end of the last note in steps: the score's length. */
export function scoreLength(score: Score): number {
  let end = 0;
  for (const part of score.parts) {
    for (const note of part.notes) end = Math.max(end, note.onsetStep + note.durationSteps);
  }
  return end;
}

/**
 * Checks a score that came from the page or from disk.
 * @throws LabError invalid-argument with the path of the first value that is not as {@link Score} says
 */
export function validateScore(score: Score): void {
  const { stepsPerQuarter } = score;
  requireInteger('stepsPerQuarter', stepsPerQuarter, 1, 32767);
  requireInteger('pickupSteps', score.pickupSteps, 0, Number.MAX_SAFE_INTEGER);
  score.parts.forEach((part, index) => validatePart(part, `parts[${index}]`));
  score.tempos.forEach(({ qpm }, i) => requireRange(`tempos[${i}].qpm`, qpm, 1, 10_000));
  score.meters.forEach((meter, i) => {
    requireInteger(`meters[${i}].beats`, meter.beats, 1, 255);
    requireInteger(`meters[${i}].beatUnit`, Math.log2(meter.beatUnit), 0, 6);
  });
  for (const name of ['tempos', 'meters', 'keys'] as const) validateChanges(name, score[name]);
  if (countNotes(score) > MAX_NOTES) {
    throw new LabError('too-large', `A score holds at most ${MAX_NOTES} notes, got ${countNotes(score)}.`);
  }
}

function validatePart(part: Part, path: string): void {
  requireInteger(`${path}.channel`, part.channel, 0, 15);
  requireInteger(`${path}.program`, part.program, 0, 127);
  part.notes.forEach((note, index) => {
    const at = `${path}.notes[${index}]`;
    requireInteger(`${at}.pitch`, note.pitch, 0, 127);
    requireInteger(`${at}.velocity`, note.velocity, 1, 127);
    requireInteger(`${at}.onsetStep`, note.onsetStep, 0, Number.MAX_SAFE_INTEGER);
    requireInteger(`${at}.durationSteps`, note.durationSteps, 1, Number.MAX_SAFE_INTEGER);
  });
}

function validateChanges(name: string, changes: readonly { readonly step: number }[]): void {
  changes.forEach(({ step }, i) => {
    requireInteger(
      `${name}[${i}].step`,
      step,
      i === 0 ? 0 : changes[i - 1].step + 1,
      i === 0 ? 0 : undefined,
    );
  });
}

function requireInteger(path: string, value: number, low: number, high = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isInteger(value)) {
    throw new LabError('invalid-argument', `at ${path}: expected a whole number, got ${value}.`, { path });
  }
  requireRange(path, value, low, high);
}

function requireRange(path: string, value: number, low: number, high: number): void {
  if (value >= low && value <= high) return;
  throw new LabError('invalid-argument', `at ${path}: expected ${low} to ${high}, got ${value}.`, { path });
}
