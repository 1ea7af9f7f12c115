// What a collection of tunes is made of: counts for the screens and for choosing a vocabulary.
// Descriptions only; nothing is judged or changed.

import { fingerprintOf, groupDuplicates } from './fingerprint';
import { pitchClassDurations } from './key';
import { isTuned, quantise } from './operations';
import { countNotes, scoreLength } from './score';
import type { Score } from './score';

/** Durations are counted on this grid. */
const DURATION_STEPS = 24;

/** A collection in numbers. */
export interface CollectionStatistics {
  readonly tunes: number;
  readonly notes: number;
  /** Share of sounding time of each pitch class, C first; sums to 1 where there are notes. */
  readonly pitchClasses: readonly number[];
  /** Lowest and highest pitch; null without notes. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** How many notes last this many quarter notes, most frequent first. */
  readonly durations: readonly { readonly quarters: number; readonly count: number }[];
  /** Length of each tune in quarter notes. */
  readonly lengths: readonly number[];
  /** Metres by number of tunes that begin in them, most frequent first. */
  readonly meters: readonly { readonly name: string; readonly count: number }[];
  /** Groups of tunes (indices) with the same melody in any key. */
  readonly duplicates: readonly (readonly number[])[];
  /** Groups of tunes that are nearly the same, exact ones included. */
  readonly nearDuplicates: readonly (readonly number[])[];
}

/** Counts a collection. Drums do not count. */
export function collectionStatistics(scores: readonly Score[]): CollectionStatistics {
  const tuned = scores.map((score) => ({ ...score, parts: score.parts.filter(isTuned) }));
  const pitchClasses = new Array<number>(12).fill(0);
  const durations = new Map<number, number>();
  const meters = new Map<string, number>();
  let low = 128;
  let high = -1;
  for (const score of tuned) {
    pitchClassDurations(score).forEach((duration, i) => (pitchClasses[i] += duration));
    const name = `${score.meters[0].beats}/${score.meters[0].beatUnit}`;
    meters.set(name, (meters.get(name) ?? 0) + 1);
    for (const note of quantise(score, DURATION_STEPS).parts.flatMap((part) => part.notes)) {
      durations.set(note.durationSteps, (durations.get(note.durationSteps) ?? 0) + 1);
      low = Math.min(low, note.pitch);
      high = Math.max(high, note.pitch);
    }
  }
  const sounding = pitchClasses.reduce((a, b) => a + b, 0) || 1;
  const prints = tuned.map(fingerprintOf);
  return {
    tunes: scores.length,
    notes: tuned.reduce((sum, score) => sum + countNotes(score), 0),
    pitchClasses: pitchClasses.map((duration) => duration / sounding),
    range: high < 0 ? null : { low, high },
    durations: byCount(durations).map(([steps, count]) => ({ quarters: steps / DURATION_STEPS, count })),
    lengths: tuned.map((score) => scoreLength(score) / score.stepsPerQuarter),
    meters: byCount(meters).map(([name, count]) => ({ name, count })),
    duplicates: groupsOf(groupDuplicates(prints, Infinity)),
    nearDuplicates: groupsOf(groupDuplicates(prints)),
  };
}

function byCount<Key>(counts: ReadonlyMap<Key, number>): [Key, number][] {
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Groups of two and more. */
function groupsOf(groups: readonly number[]): number[][] {
  const members = new Map<number, number[]>();
  groups.forEach((group, i) => {
    const list = members.get(group);
    if (list) list.push(i);
    else members.set(group, [i]);
  });
  return [...members.values()].filter((list) => list.length > 1);
}
