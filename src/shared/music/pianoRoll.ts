// Piano rolls: tunes as frames of MIDI numbers, in JSON and as scores.
// A roll cannot tell a held note from one struck again; whoever makes a score of it has to choose.

import { LabError } from '../contract/errors';
import { mergeParts, quantise } from './operations';
import { createPart, createScore, DEFAULT_VELOCITY, MAX_NOTES, scoreLength } from './score';
import type { Note, Score } from './score';

/** The MIDI numbers that sound during one step: ascending, each once. */
export type Frame = readonly number[];

/** A collection with its own split, as published data sets have it. */
export interface PianoRollBook {
  readonly train: readonly (readonly Frame[])[];
  readonly valid: readonly (readonly Frame[])[];
  readonly test: readonly (readonly Frame[])[];
}

/** Most frames of one tune. */
export const MAX_FRAMES = 200_000;

const splitNames = ['train', 'valid', 'test'] as const;

/**
 * Reads `{ "train": [[[60, 64], ...], ...], "valid": ..., "test": ... }`; parts may be missing. -1 is silence.
 * Frames are put in order and unisons sound once.
 * @param name what errors call it
 * @throws LabError bad-score with the path of the first thing that is not as described; too-large
 */
export function readPianoRoll(text: string, name: string): PianoRollBook {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LabError('bad-score', `${name}: not JSON: ${(error as Error).message}`, { name });
  }
  if (typeof json !== 'object' || json === null || !splitNames.some((split) => split in json)) {
    throw new LabError('bad-score', `${name}: expected an object with "train", "valid" or "test".`, { name });
  }
  const book = json as Record<string, unknown>;
  const [train, valid, test] = splitNames.map((split) =>
    book[split] === undefined ? [] : readTunes(book[split], name, split),
  );
  return { train, valid, test };
}

function readTunes(value: unknown, name: string, path: string): Frame[][] {
  return requireArray(value, name, path).map((tune, i) => {
    const frames = requireArray(tune, name, `${path}[${i}]`);
    if (frames.length > MAX_FRAMES) throw tooLong(`${name}: at ${path}[${i}]`, frames.length);
    return frames.map((frame, j) => readFrame(frame, name, `${path}[${i}][${j}]`));
  });
}

function readFrame(value: unknown, name: string, path: string): Frame {
  const pitches = requireArray(value, name, path);
  for (const pitch of pitches) {
    if (typeof pitch === 'number' && Number.isInteger(pitch) && pitch >= -1 && pitch <= 127) continue;
    const got = JSON.stringify(pitch);
    throw new LabError(
      'bad-score',
      `${name}: at ${path}: expected MIDI numbers 0 to 127 (or -1), got ${got}.`,
    );
  }
  return toFrame((pitches as number[]).filter((pitch) => pitch >= 0));
}

/** Pitches ascending, each once. */
export function toFrame(pitches: readonly number[]): Frame {
  return [...new Set(pitches)].sort((a, b) => a - b);
}

function requireArray(value: unknown, name: string, path: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new LabError('bad-score', `${name}: at ${path}: expected an array, got ${typeof value}.`, {
    name,
    path,
  });
}

function tooLong(what: string, frames: number): LabError {
  return new LabError(
    'too-large',
    `${what}: ${frames} frames, at most ${MAX_FRAMES}: take a coarser grid or cut it.`,
  );
}

/** Writes what {@link readPianoRoll} reads. */
export function writePianoRoll(book: PianoRollBook): string {
  return JSON.stringify({ train: book.train, valid: book.valid, test: book.test });
}

/**
 * The frames of a score's tuned parts: a note sounds from its onset up to its end, both on the nearest step.
 * @param framesPerQuarter frames of a quarter note
 * @throws LabError too-large beyond MAX_FRAMES
 */
export function scoreToFrames(score: Score, framesPerQuarter: number): Frame[] {
  const grid = mergeParts(quantise(score, framesPerQuarter));
  const length = scoreLength(grid);
  if (length > MAX_FRAMES) throw tooLong(`"${score.title}"`, length);
  const frames = Array.from({ length }, (): number[] => []);
  for (const note of grid.parts[0].notes) {
    const end = note.onsetStep + note.durationSteps;
    for (let step = note.onsetStep; step < end; step++) frames[step].push(note.pitch);
  }
  return frames.map(toFrame);
}

/** How frames become a score. */
export interface FramesToScoreOptions {
  readonly framesPerQuarter: number;
  /** Whether a pitch in two frames on end is one note held (default) or two. */
  readonly repeats?: 'hold' | 'strike';
  readonly title?: string;
  readonly qpm?: number;
}

/**
 * A score of one part in which every frame is a step.
 * @throws LabError too-large where it would hold more than MAX_NOTES notes
 */
export function framesToScore(frames: readonly Frame[], options: FramesToScoreOptions): Score {
  const { framesPerQuarter, repeats = 'hold', title = '', qpm = 120 } = options;
  const notes: Note[] = [];
  let sounding = new Map<number, number>();
  frames.forEach((frame, step) => {
    const still = new Map<number, number>();
    for (const pitch of frame) {
      let index = repeats === 'hold' ? sounding.get(pitch) : undefined;
      if (index === undefined) {
        index = notes.length;
        notes.push({ pitch, velocity: DEFAULT_VELOCITY, onsetStep: step, durationSteps: 1 });
      } else notes[index] = { ...notes[index], durationSteps: step - notes[index].onsetStep + 1 };
      still.set(pitch, index);
    }
    sounding = still;
  });
  if (notes.length > MAX_NOTES) throw new LabError('too-large', `"${title}": more than ${MAX_NOTES} notes.`);
  return createScore({
    title,
    stepsPerQuarter: framesPerQuarter,
    parts: [createPart(notes)],
    tempos: [{ step: 0, qpm }],
  });
}
