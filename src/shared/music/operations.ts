// Pure operations on scores: grid, pitch, parts, one-voice checks. Each returns a new score.
// Nothing here reads or writes a format, and nothing guesses a key (key.ts does).

import { LabError } from '../contract/errors';
import { transposeChord } from './chordSymbols';
import { createPart, DRUM_CHANNEL, sortNotes } from './score';
import type { Note, Part, Score } from './score';

/**
 * Moves a score to a grid: onsets and ends to the nearest step, lengths at least one step.
 * Of notes that fall on the same step and pitch of a part the longest stays.
 * @param stepsPerQuarter the grid, e.g. 4 for sixteenths, 12 for sixteenths and triplets of eighths
 */
export function quantise(score: Score, stepsPerQuarter: number): Score {
  const factor = stepsPerQuarter / score.stepsPerQuarter;
  const at = (step: number) => Math.round(step * factor);
  const moved = <T extends { readonly step: number }>(changes: readonly T[]): T[] =>
    keepLast(changes.map((change) => ({ ...change, step: at(change.step) })));
  return {
    ...score,
    stepsPerQuarter,
    pickupSteps: at(score.pickupSteps),
    parts: score.parts.map((part) => ({ ...part, notes: quantiseNotes(part.notes, at) })),
    tempos: moved(score.tempos),
    meters: moved(score.meters),
    keys: moved(score.keys),
    chordSymbols: moved(score.chordSymbols),
  };
}

function quantiseNotes(notes: readonly Note[], at: (step: number) => number): Note[] {
  const moved = notes.map((note) => {
    const onsetStep = at(note.onsetStep);
    const end = at(note.onsetStep + note.durationSteps);
    return { ...note, onsetStep, durationSteps: Math.max(1, end - onsetStep) };
  });
  return withoutUnisons(moved);
}

/** Notes in order, of the same onset and pitch only the longest. */
export function withoutUnisons(notes: readonly Note[]): Note[] {
  const kept: Note[] = [];
  for (const note of sortNotes(notes)) {
    const last = kept[kept.length - 1];
    if (last && last.onsetStep === note.onsetStep && last.pitch === note.pitch) kept[kept.length - 1] = note;
    else kept.push(note);
  }
  return kept;
}

/** Of changes on the same step only the last stays. */
function keepLast<T extends { readonly step: number }>(changes: readonly T[]): T[] {
  return changes.filter((change, i) => changes[i + 1]?.step !== change.step);
}

/**
 * The largest distance of an onset or end from a grid.
 * @returns in quarter notes; 0 where the grid holds the score exactly
 */
export function gridError(score: Score, stepsPerQuarter: number): number {
  const factor = stepsPerQuarter / score.stepsPerQuarter;
  let worst = 0;
  for (const part of score.parts) {
    for (const { onsetStep, durationSteps } of part.notes) {
      for (const step of [onsetStep * factor, (onsetStep + durationSteps) * factor]) {
        worst = Math.max(worst, Math.abs(step - Math.round(step)));
      }
    }
  }
  return worst / stepsPerQuarter;
}

/** Lowest and highest pitch of a score, or null where it has no notes. */
export function pitchRange(score: Score): { readonly low: number; readonly high: number } | null {
  let low = 128;
  let high = -1;
  for (const part of score.parts) {
    for (const { pitch } of part.notes) {
      low = Math.min(low, pitch);
      high = Math.max(high, pitch);
    }
  }
  return high < 0 ? null : { low, high };
}

/**
 * Moves notes, keys and chord symbols; drums stay.
 * @param semitones whole; positive is higher
 * @throws LabError invalid-argument where a note would leave 0 to 127
 */
export function transpose(score: Score, semitones: number): Score {
  if (semitones === 0) return score;
  const range = pitchRange({ ...score, parts: score.parts.filter(isTuned) });
  if (range && (range.low + semitones < 0 || range.high + semitones > 127)) {
    const where = `${range.low} to ${range.high}`;
    throw new LabError(
      'invalid-argument',
      `Pitches ${where} cannot move by ${semitones}: MIDI has 0 to 127.`,
    );
  }
  const keys = score.keys.map((key) => {
    const sharps = moveSignature(key.sharps, semitones);
    return { ...key, sharps, tonic: modulo(key.tonic + semitones, 12) };
  });
  const flats = (keys[0]?.sharps ?? 0) < 0;
  return {
    ...score,
    parts: score.parts.map((part) => (isTuned(part) ? movePart(part, semitones) : part)),
    keys,
    chordSymbols: score.chordSymbols.map(({ step, text }) => ({
      step,
      text: transposeChord(text, semitones, flats),
    })),
  };
}

function movePart(part: Part, semitones: number): Part {
  return { ...part, notes: part.notes.map((note) => ({ ...note, pitch: note.pitch + semitones })) };
}

/** A semitone up is seven fifths up; of the enharmonic signatures the one with fewer accidentals. */
function moveSignature(sharps: number, semitones: number): number {
  return modulo(sharps + 7 * semitones + 5, 12) - 5;
}

/** The remainder that is never negative. */
export function modulo(value: number, base: number): number {
  return ((value % base) + base) % base;
}

/** Whether a part has pitches rather than drums. */
export function isTuned(part: Part): boolean {
  return part.channel !== DRUM_CHANNEL;
}

/** The score without its drum parts. */
export function withoutDrums(score: Score): Score {
  return { ...score, parts: score.parts.filter(isTuned) };
}

/** One score for each part, named after it. */
export function splitParts(score: Score): Score[] {
  return score.parts.map((part) => {
    const title = part.name && part.name !== score.title ? `${score.title} (${part.name})` : score.title;
    return { ...score, title, parts: [part] };
  });
}

/** All tuned parts in one, e.g. for a vocabulary that knows no parts. */
export function mergeParts(score: Score): Score {
  const tuned = score.parts.filter(isTuned);
  const notes = withoutUnisons(tuned.flatMap((part) => part.notes));
  return { ...score, parts: [{ ...(tuned[0] ?? createPart([])), notes }] };
}

/** Whether at most one note sounds at any time, over all parts. */
export function isMonophonic(score: Score): boolean {
  const notes = sortNotes(score.parts.flatMap((part) => part.notes));
  return notes.every(
    (note, i) => i === 0 || notes[i - 1].onsetStep + notes[i - 1].durationSteps <= note.onsetStep,
  );
}

/**
 * The melody: at each onset the highest note, ended where the next one begins. An inner note that begins under
 * a higher one that still sounds is left out.
 * @returns a score of one part, {@link isMonophonic}; the same notes where it already was
 */
export function topLine(score: Score): Score {
  const line: Note[] = [];
  for (const note of mergeParts(score).parts[0].notes) {
    const last = line[line.length - 1];
    if (!last || last.onsetStep + last.durationSteps <= note.onsetStep) line.push(note);
    else if (last.onsetStep === note.onsetStep) line[line.length - 1] = note;
    else if (note.pitch > last.pitch) {
      line[line.length - 1] = { ...last, durationSteps: note.onsetStep - last.onsetStep };
      line.push(note);
    }
  }
  const part = score.parts.find(isTuned) ?? createPart([]);
  return { ...score, parts: [{ ...part, notes: line }] };
}
