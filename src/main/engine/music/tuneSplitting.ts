// Which tune trains, validates, tests: what its source said, else by groups of near-duplicates.
// Not the rule for groups itself: src/shared/music/tuneSplits.ts.

import type { TuneSplit } from '../../../shared/contract/tunes';
import { fingerprintOf, groupDuplicates, leakingTunes, splitTunes } from '../../../shared/music';
import type { Fingerprint, Score } from '../../../shared/music';

/** What splitting needs to know of a tune. */
export interface SplitTune {
  readonly score: Score;
  /** Split that the source itself said; null where the lab's own rule decides. */
  readonly listedSplit: TuneSplit | null;
}

/**
 * Decides where unlisted tunes go. The same for every run, whatever its seed: a tune that one generator is tested on
 * is never one that another has learned from.
 */
export const SPLIT_SEED = 1;

/** Prints take a while, and the same scores are asked about again and again while a person tries configurations. */
const prints = new WeakMap<Score, Fingerprint>();

function printOf(score: Score): Fingerprint {
  const found = prints.get(score) ?? fingerprintOf(score);
  prints.set(score, found);
  return found;
}

/** The listed split of each group that has one; training first, so that nothing a listed tune trains on is held out. */
function listedGroups(tunes: readonly SplitTune[], groups: readonly number[]): Map<number, TuneSplit> {
  const listed = new Map<number, TuneSplit>();
  tunes.forEach(({ listedSplit }, i) => {
    if (listedSplit && listed.get(groups[i]) !== 'train') listed.set(groups[i], listedSplit);
  });
  return listed;
}

/**
 * The split of every tune. Listed ones stay where their source put them; near-duplicates of those go with them; the
 * rest is split 80 / 10 / 10, near-duplicates always on one side.
 */
export function splitCollection(tunes: readonly SplitTune[]): readonly TuneSplit[] {
  const open = tunes.filter(({ listedSplit }) => listedSplit === null);
  if (open.length === 0) return tunes.map(({ listedSplit }) => listedSplit as TuneSplit);
  const all = tunes.map(({ score }) => printOf(score));
  if (open.length === tunes.length) return splitTunes(all, { seed: SPLIT_SEED }).splits;
  const groups = groupDuplicates(all);
  const listed = listedGroups(tunes, groups);
  const free = tunes.flatMap(({ listedSplit }, i) => (listedSplit || listed.has(groups[i]) ? [] : [i]));
  const { splits } = splitTunes(
    free.map((i) => all[i]),
    { seed: SPLIT_SEED },
  );
  const drawn = new Map(free.map((tune, i) => [tune, splits[i]]));
  return tunes.map(({ listedSplit }, i) => listedSplit ?? listed.get(groups[i]) ?? drawn.get(i) ?? 'train');
}

/** How many held-out tunes have a near-duplicate in training: only listed splits can leak. */
export function countLeaks(tunes: readonly SplitTune[], splits: readonly TuneSplit[]): number {
  if (tunes.every(({ listedSplit }) => listedSplit === null)) return 0;
  const all = tunes.map(({ score }) => printOf(score));
  return leakingTunes(all, splits, 'valid').length + leakingTunes(all, splits, 'test').length;
}
