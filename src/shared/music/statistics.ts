// What a collection of tunes is made of: counts for the screens and for choosing a vocabulary.
// Descriptions only; nothing is judged or changed.

import type { CollectionStatistics } from '../contract/tunes';
import { fingerprintOf, groupDuplicates } from './fingerprint';
import { pitchClassDurations } from './key';
import { isTuned, quantise } from './operations';
import { countNotes, scoreLength } from './score';
import type { Score } from './score';

export type { CollectionStatistics } from '../contract/tunes';

/** Durations are counted on this grid. */
const DURATION_STEPS = 24;

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
