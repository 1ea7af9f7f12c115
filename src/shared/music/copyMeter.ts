// The copy meter: the longest run that a tune shares with a training set, in any key, and where it stands.
// It measures; whether a run is theft or a scale is for the person who hears both.

import type { CopyPlace, CopyReport, CopyRun } from '../contract/generation';
import { barAt, barsOf } from './bars';
import { COMPARE_STEPS_PER_QUARTER, movesOf, noteEvents } from './noteEvents';
import type { NoteEvent, Voices } from './noteEvents';
import { quantise } from './operations';
import { scoreLength } from './score';
import type { Score } from './score';
import { createSuffixAutomaton, longestShared } from './suffixAutomaton';
import type { SharedRun } from './suffixAutomaton';

export type { CopyPlace, CopyReport, CopyRun } from '../contract/generation';

/** How tunes are compared. */
export interface CopyOptions {
  /** Default `top`: the highest line, so that a melody under other chords is still found. */
  readonly voices?: Voices;
  /** Most runs returned, at least 1. Default 10. */
  readonly limit?: number;
}

/** A training set made ready: build it once, measure many tunes. */
export interface CopyMeter {
  measure(score: Score): CopyReport;
}

interface Prepared {
  readonly score: Score;
  readonly events: readonly NoteEvent[];
  readonly symbols: Int32Array;
}

/**
 * A meter for a training set. Lengths are compared on 24 steps a quarter note.
 * @param training the tunes a model has learned from
 */
export function createCopyMeter(training: readonly Score[], options: CopyOptions = {}): CopyMeter {
  const { voices = 'top', limit = 10 } = options;
  const ids = new Map<string, number>();
  const tunes = training.map((score) => prepare(score, voices, (move) => intern(ids, move)));
  return {
    measure(score) {
      const tune = prepare(score, voices, (move) => ids.get(move) ?? -1);
      // An unknown move matches nothing, not even itself: the training side has no -1.
      const automaton = createSuffixAutomaton(tune.symbols);
      const runs = tunes
        .map((other, index): FoundRun => ({ tune: index, ...longestShared(automaton, other.symbols) }))
        .filter((run) => run.length > 0)
        .sort((a, b) => b.length - a.length || a.tune - b.tune)
        .slice(0, Math.max(1, limit))
        .map((run) => describeRun(tune, tunes[run.tune], run));
      return { longest: runs[0] ?? null, runs, notes: tune.events.length };
    },
  };
}

function intern(ids: Map<string, number>, move: string): number {
  const found = ids.get(move);
  if (found !== undefined) return found;
  ids.set(move, ids.size);
  return ids.size - 1;
}

function prepare(score: Score, voices: Voices, idOf: (move: string) => number): Prepared {
  const events = noteEvents(score);
  return { score, events, symbols: Int32Array.from(movesOf(events, voices), idOf) };
}

/** A run of moves and the tune it was found in. */
interface FoundRun extends SharedRun {
  readonly tune: number;
}

function describeRun(
  tune: Prepared,
  other: Prepared,
  { tune: index, length, end, otherEnd }: FoundRun,
): CopyRun {
  const first = end - length + 1; // move i leads from event i to event i + 1
  const otherFirst = otherEnd - length + 1;
  const here = placeOf(tune, first, end + 1);
  const there = placeOf(other, otherFirst, otherEnd + 1);
  const last = tune.events[end + 1];
  const steps = last.onsetStep + last.steps - tune.events[first].onsetStep;
  return {
    notes: length + 1,
    quarters: steps / COMPARE_STEPS_PER_QUARTER,
    tune: index,
    semitones: tune.events[first].pitch - other.events[otherFirst].pitch,
    here,
    there,
  };
}

function placeOf({ score, events }: Prepared, first: number, last: number): CopyPlace {
  const grid = quantise(score, COMPARE_STEPS_PER_QUARTER);
  const bars = barsOf(grid, scoreLength(grid));
  const start = events[first].onsetStep;
  const end = events[last].onsetStep + events[last].steps;
  const factor = score.stepsPerQuarter / COMPARE_STEPS_PER_QUARTER;
  return {
    startStep: Math.round(start * factor),
    endStep: Math.round(end * factor),
    firstBar: barAt(bars, start) + 1,
    lastBar: barAt(bars, events[last].onsetStep) + 1,
  };
}
