// Which tunes train, which validate, which test: whole tunes, and near-duplicates always together.
// Speech has its own rule (by speaker): src/shared/data/splits.ts.

import { createRandom, shuffle } from '../dsp/random';
import { LabError } from '../contract/errors';
import type { TuneSplit } from '../contract/tunes';

import { groupDuplicates } from './fingerprint';
import type { Fingerprint } from './fingerprint';

export type { TuneSplit } from '../contract/tunes';

/** How a collection is split. */
export interface TuneSplitOptions {
  readonly seed: number;
  /** Percent of the tunes, 0 to 50. Default 10. */
  readonly validPercent?: number;
  /** Percent of the tunes, 0 to 50. Default 10. */
  readonly testPercent?: number;
}

/** A split and what it kept together. */
export interface TuneSplits {
  /** By tune. */
  readonly splits: readonly TuneSplit[];
  /** By tune: smallest index of its group of near-duplicates. */
  readonly groups: readonly number[];
}

/**
 * Splits a collection. Groups of near-duplicates go to one side whole; a group too large for validation or test
 * trains, unless all are. With two groups or more, validation has at least one tune (with three, test too, unless its percent is 0).
 * @param prints one for each tune, see fingerprintOf
 * @throws LabError invalid-argument for percents out of range
 */
export function splitTunes(prints: readonly Fingerprint[], options: TuneSplitOptions): TuneSplits {
  const { seed, validPercent = 10, testPercent = 10 } = options;
  for (const percent of [validPercent, testPercent]) {
    if (!(percent >= 0 && percent <= 50)) {
      throw new LabError('invalid-argument', `Percent of a split: expected 0 to 50, got ${percent}.`);
    }
  }
  const groups = groupDuplicates(prints);
  const members = new Map<number, number[]>();
  groups.forEach((group, tune) => {
    const list = members.get(group);
    if (list) list.push(tune);
    else members.set(group, [tune]);
  });
  const order = shuffle([...members.keys()], createRandom(seed));
  const splits = new Array<TuneSplit>(prints.length).fill('train');
  const give = (group: number, split: TuneSplit) => {
    members.get(group)!.forEach((tune) => (splits[tune] = split));
    order.splice(order.indexOf(group), 1);
    return members.get(group)!.length;
  };
  const fill = (split: TuneSplit, percent: number) => {
    const wanted = percent === 0 ? 0 : Math.max(1, Math.round((prints.length * percent) / 100));
    let have = 0;
    for (const group of [...order]) {
      const fits = have + members.get(group)!.length <= wanted;
      if (fits && order.length > 1) have += give(group, split);
    }
    if (have > 0 || wanted === 0 || order.length < 2) return;
    const sizes = order.map((group) => members.get(group)!.length);
    give(order[sizes.indexOf(Math.min(...sizes))], split);
  };
  fill('valid', validPercent);
  fill('test', testPercent);
  return { splits, groups };
}

/**
 * Tunes of one split that have a near-duplicate in training: where a published split leaks.
 * @returns indices of the tunes, ascending
 */
export function leakingTunes(
  prints: readonly Fingerprint[],
  splits: readonly TuneSplit[],
  split: Exclude<TuneSplit, 'train'>,
): number[] {
  const groups = groupDuplicates(prints);
  const trained = new Set(groups.filter((_, i) => splits[i] === 'train'));
  return groups.flatMap((group, i) => (splits[i] === split && trained.has(group) ? [i] : []));
}
