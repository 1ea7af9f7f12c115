// Putting what a generator wrote into a score: behind it, in place of bars, or as a score of its own.
// And the other way round: the bars a generator is to go on from.

import { barsOf } from '../../../shared/music/bars';
import { createPart, scoreLength, sortNotes } from '../../../shared/music/score';
import type { Note, Score } from '../../../shared/music/score';
import type { StepRange } from '../player/scorePlayer';
import { toCommonResolution, atResolution } from './editGrid';

/** What was written, on its own grid. */
export interface WrittenNotes {
  readonly stepsPerQuarter: number;
  /** From the beginning of the primer; only those behind it. */
  readonly notes: readonly Note[];
}

/** Where the written notes go. Steps are the score's. */
export interface Placement {
  /** Where the primer's first step stands in the score. */
  readonly originStep: number;
  /** Only notes that begin in it are taken; they end with it at the latest. */
  readonly window: StepRange;
  /** The part they go to. */
  readonly part: number;
  /** Other parts keep what they have in the window: one voice is written anew, not the whole texture. */
  readonly onlyPart: boolean;
}

/** A score with what was written, and which of its notes those are. */
export interface Spliced {
  readonly score: Score;
  readonly fresh: ReadonlySet<Note>;
}

/**
 * Writes notes into a score. What stood in the window goes, notes that reach into it end where it begins; all else
 * stays, as the same objects where the resolution stays.
 */
export function splice(score: Score, written: WrittenNotes, placement: Placement): Spliced {
  const base = toCommonResolution(score, written.stepsPerQuarter);
  const grow = base.stepsPerQuarter / score.stepsPerQuarter;
  const factor = base.stepsPerQuarter / written.stepsPerQuarter;
  const window = { from: placement.window.from * grow, to: placement.window.to * grow };
  const origin = placement.originStep * grow;
  const fresh: Note[] = [];
  for (const note of written.notes) {
    const onsetStep = Math.round(origin + note.onsetStep * factor);
    const end = Math.min(window.to, Math.round(origin + (note.onsetStep + note.durationSteps) * factor));
    if (onsetStep < window.from || onsetStep >= window.to || end <= onsetStep) continue;
    fresh.push({ ...note, onsetStep, durationSteps: end - onsetStep });
  }
  const parts = base.parts.length > 0 ? base.parts : [createPart([])];
  const target = Math.min(placement.part, parts.length - 1);
  const spliced = parts.map((part, index) => {
    const isWritten = index === target || !placement.onlyPart;
    const kept = isWritten ? clearWindow(part.notes, window) : part.notes;
    return { ...part, notes: index === target ? sortNotes([...kept, ...fresh]) : kept };
  });
  return { score: { ...base, parts: spliced }, fresh: new Set(fresh) };
}

function clearWindow(notes: readonly Note[], { from, to }: StepRange): readonly Note[] {
  const touches = (note: Note) => note.onsetStep < to && note.onsetStep + note.durationSteps > from;
  if (!notes.some(touches)) return notes;
  return notes.flatMap((note) => {
    if (!touches(note)) return [note];
    return note.onsetStep < from ? [{ ...note, durationSteps: from - note.onsetStep }] : [];
  });
}

/** The bar lines of a score: where each bar begins, and behind the last the end of it. */
export function barLines(score: Score): readonly number[] {
  const bars = barsOf(score, scoreLength(score));
  const last = bars.at(-1);
  return last ? [...bars.map(({ startStep }) => startStep), last.startStep + last.steps] : [0];
}

/** A stretch of a score as a score of its own, its changes in force at the beginning taken along. */
export function excerpt(score: Score, { from, to }: StepRange): Score {
  const moved = <T extends { readonly step: number }>(changes: readonly T[]): T[] => {
    const before = changes.findLast(({ step }) => step <= from);
    const within = changes.filter(({ step }) => step > from && step < to);
    return [
      ...(before ? [{ ...before, step: 0 }] : []),
      ...within.map((c) => ({ ...c, step: c.step - from })),
    ];
  };
  const parts = score.parts.map((part) => ({
    ...part,
    notes: part.notes
      .filter(({ onsetStep }) => onsetStep >= from && onsetStep < to)
      .map((note) => ({
        ...note,
        onsetStep: note.onsetStep - from,
        durationSteps: Math.min(note.durationSteps, to - note.onsetStep),
      })),
  }));
  return {
    ...score,
    pickupSteps: from === 0 ? score.pickupSteps : 0,
    parts,
    tempos: moved(score.tempos),
    meters: moved(score.meters),
    keys: moved(score.keys),
    chordSymbols: score.chordSymbols
      .filter(({ step }) => step >= from && step < to)
      .map((symbol) => ({ ...symbol, step: symbol.step - from })),
  };
}

/** The last bars of a score, as many as asked; all of it where it has no more. @param bars 0 takes all */
export function lastBars(score: Score, bars: number): StepRange {
  const lines = barLines(score);
  const end = lines[lines.length - 1];
  return { from: bars === 0 ? 0 : lines[Math.max(0, lines.length - 1 - bars)], to: end };
}

/** Two passages one after the other with a bar of silence between them, to be heard in turn. */
export function inTurn(first: Score, second: Score): Score {
  const base = toCommonResolution(first, second.stepsPerQuarter);
  const other = atResolution(second, base.stepsPerQuarter);
  const end = barLines(base).at(-1) ?? 0;
  const gap = base.stepsPerQuarter * 2;
  const shift = <T extends Note>(note: T): T => ({ ...note, onsetStep: note.onsetStep + end + gap });
  return {
    ...base,
    parts: [
      ...base.parts,
      ...other.parts.map((part) => ({ ...part, notes: part.notes.map((note) => shift(note)) })),
    ],
  };
}
