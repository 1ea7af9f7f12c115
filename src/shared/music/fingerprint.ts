// Which tunes of a collection are the same, or nearly: in another key, at another notated speed, with changed notes.
// Not a search engine: it groups tunes, so that no group is cut by a split.

import { noteEvents } from './noteEvents';
import type { NoteEvent } from './noteEvents';
import type { Score } from './score';

/** What two tunes are compared by. */
export interface Fingerprint {
  /** Equal for tunes whose top lines have the same intervals and proportions of length. */
  readonly exact: string;
  /** Hashes of the runs of {@link SHINGLE_MOVES} moves, each once, ascending. */
  readonly shingles: Int32Array;
}

/** Moves of a run that is compared as one. */
export const SHINGLE_MOVES = 5;
/**
 * Tunes that share this part of the shorter one's runs are near-duplicates. Chosen on the 773 Nottingham tunes: 18
 * pairs under different titles share more (all of them 0.33 and more); below it chance begins: 11 share 0.2 to 0.25.
 */
export const NEAR_SHARE = 0.25;

/**
 * A tune's fingerprint; it stays the same in every key and when all lengths are doubled or halved.
 * @returns for frames as scores too: their top line is compared
 */
export function fingerprintOf(score: Score): Fingerprint {
  const moves = contourOf(noteEvents(score));
  const shingles = new Set<number>();
  const length = Math.min(SHINGLE_MOVES, moves.length);
  for (let i = 0; length > 0 && i + length <= moves.length; i++) {
    shingles.add(hashText(moves.slice(i, i + length).join(';')));
  }
  const { high, low } = { high: hashText(moves.join(';')), low: hashText(moves.join('|')) };
  return { exact: `${moves.length}:${high}:${low}`, shingles: Int32Array.from(shingles).sort() };
}

/** Interval and ratio of lengths for each pair of neighbours, e.g. `-2/1:2`. */
function contourOf(events: readonly NoteEvent[]): string[] {
  return events.slice(1).map((event, i) => {
    // the last length depends on how it is held: left out
    const next = i + 2 < events.length ? event.steps : events[i].steps;
    const divisor = greatestCommonDivisor(events[i].steps, next) || 1;
    return `${event.pitch - events[i].pitch}/${events[i].steps / divisor}:${next / divisor}`;
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/**
 * Groups tunes that are near-duplicates of each other, directly or by way of others.
 * @param share see {@link NEAR_SHARE}; above 1 only exact duplicates are grouped
 * @returns for each tune the smallest index of its group: its own where it is alone
 */
export function groupDuplicates(prints: readonly Fingerprint[], share = NEAR_SHARE): number[] {
  const group = prints.map((_, i) => i);
  const find = (i: number): number => (group[i] === i ? i : (group[i] = find(group[i])));
  const join = (a: number, b: number) => {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y);
    group[high] = low;
  };
  const firstOfExact = new Map<string, number>();
  prints.forEach(({ exact, shingles }, i) => {
    const first = firstOfExact.get(exact);
    if (first !== undefined && shingles.length > 0) join(first, i);
    else firstOfExact.set(exact, i);
  });
  if (share > 1) return group.map((_, i) => find(i));
  const countShared = createCounter(prints);
  prints.forEach(({ shingles }, i) => {
    countShared(i, (other, shared) => {
      if (shared >= share * Math.min(shingles.length, prints[other].shingles.length)) join(other, i);
    });
  });
  return group.map((_, i) => find(i));
}

function holdersOf(prints: readonly Fingerprint[]): Map<number, number[]> {
  const holders = new Map<number, number[]>();
  prints.forEach(({ shingles }, i) => {
    for (const shingle of shingles) {
      const list = holders.get(shingle);
      if (list) list.push(i);
      else holders.set(shingle, [i]);
    }
  });
  return holders;
}

type Tell = (other: number, shared: number) => void;

/** Counts the runs that a tune shares with each earlier one; in a large collection nearly every pair shares some. */
function createCounter(prints: readonly Fingerprint[]): (index: number, tell: Tell) => void {
  const holders = holdersOf(prints);
  const counts = new Int32Array(prints.length);
  const met = new Int32Array(prints.length);
  return (index, tell) => {
    let pairs = 0;
    for (const shingle of prints[index].shingles) {
      const list = holders.get(shingle)!;
      for (let i = 0; list[i] < index; i++) if (counts[list[i]]++ === 0) met[pairs++] = list[i];
    }
    for (let i = 0; i < pairs; i++) {
      const other = met[i];
      const shared = counts[other];
      counts[other] = 0;
      tell(other, shared);
    }
  };
}
