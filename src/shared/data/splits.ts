// Which clips train, validate and test: lists first, then Speech Commands' hash of the speaker, then, where too few
// people spoke for that, single takes.
// Not stored truth: the rule is run again whenever clips change.

import type { Split } from '../contract/clips';
import { hashPercentage, whichSet } from './whichSet';

/** With this many speakers or more a label or project is split between speakers, never within one. */
export const MIN_SPEAKERS_TO_SPLIT = 5;
/** Fewer takes of a label than this cannot fill three sets: all of them train. */
const MIN_TAKES_TO_SPLIT = 3;
/** Appended to a speaker's name for a hash that knows nothing of the first one. */
const SECOND_HASH = ' again';
const HELD_OUT = ['validation', 'test'] as const;

/** What the rule needs to know of a clip. */
export interface SplitClip {
  readonly id: string;
  readonly label: string;
  readonly speaker: string;
  readonly listedSplit: Split | null;
}

/**
 * Decides the split of every clip.
 * 1. A listed split wins.
 * 2. Else the hash of the speaker decides ({@link whichSet}), 80/10/10.
 *    Where that trains fewer than half of at least five speakers, the clips are a part of somebody's held-out sets (a
 *    folder taken out of Speech Commands' test set, say): a second hash, as stable as the first, decides instead.
 * 3. Where that leaves validation or test without any clip and at least five speakers are there, the speaker whose
 *    hash is nearest moves over with all takes.
 * 4. Where it leaves a label without validation or test clips and fewer than five speakers said it, its takes are
 *    split one by one, about 80/10/10 by the hash of their id, at least one each from three takes on. Then a speaker
 *    stands in several sets; {@link sharedSpeakers} says who. Once the hash alone gives every set a take, more takes
 *    move none.
 * Steps 2 to 4 look only at clips no list decides: a person's few takes added to listed data train and test too.
 * @param clips all clips of a project or dataset; ids unique
 * @returns the split by clip id; the same for the same clips in any order
 */
export function assignSplits(clips: readonly SplitClip[]): Map<string, Split> {
  const result = new Map<string, Split>();
  for (const clip of clips) if (clip.listedSplit !== null) result.set(clip.id, clip.listedSplit);
  const open = clips.filter((clip) => clip.listedSplit === null);
  const ofSpeaker = splitSpeakers(new Set(open.map((clip) => clip.speaker)));
  for (const clip of open) result.set(clip.id, ofSpeaker.get(clip.speaker)!);
  for (const takes of groupByLabel(open).values()) {
    if (tooFewSpeakers(takes, ofSpeaker)) splitByTake(takes, result);
  }
  return result;
}

function splitSpeakers(speakers: ReadonlySet<string>): Map<string, Split> {
  const splits = new Map<string, Split>();
  for (const speaker of speakers) splits.set(speaker, whichSet(speaker));
  if (speakers.size < MIN_SPEAKERS_TO_SPLIT) return splits;
  const trained = [...splits.values()].filter((split) => split === 'train').length;
  if (trained < speakers.size / 2)
    for (const speaker of speakers) splits.set(speaker, whichSet(speaker + SECOND_HASH));
  fillEmptySets(splits, [...HELD_OUT, 'train']);
  return splits;
}

function groupByLabel(clips: readonly SplitClip[]): Map<string, SplitClip[]> {
  const groups = new Map<string, SplitClip[]>();
  for (const clip of clips) {
    const group = groups.get(clip.label);
    if (group) group.push(clip);
    else groups.set(clip.label, [clip]);
  }
  return groups;
}

function tooFewSpeakers(takes: readonly SplitClip[], ofSpeaker: ReadonlyMap<string, Split>): boolean {
  const speakers = new Set(takes.map((clip) => clip.speaker));
  if (speakers.size >= MIN_SPEAKERS_TO_SPLIT) return false;
  const present = new Set(Array.from(speakers, (speaker) => ofSpeaker.get(speaker)));
  return present.size < 3;
}

function splitByTake(takes: readonly SplitClip[], result: Map<string, Split>): void {
  const splits = new Map<string, Split>();
  const enough = takes.length >= MIN_TAKES_TO_SPLIT;
  for (const { id } of takes) splits.set(id, enough ? whichSet(id) : 'train');
  if (enough) fillEmptySets(splits, [...HELD_OUT, 'train']);
  for (const [id, split] of splits) result.set(id, split);
}

/** Gives each of `wanted` that has no name one from the fullest set: the one whose hash is nearest. In place. */
function fillEmptySets(splits: Map<string, Split>, wanted: readonly Split[]): void {
  for (const empty of wanted) {
    const sets: Record<Split, string[]> = { train: [], validation: [], test: [] };
    for (const [name, split] of splits) sets[split].push(name);
    if (sets[empty].length > 0) continue;
    const fullest = Object.values(sets).reduce((a, b) => (b.length > a.length ? b : a));
    if (fullest.length < 2) continue;
    const byHash = fullest.toSorted((a, b) => hashPercentage(a) - hashPercentage(b) || (a < b ? -1 : 1));
    splits.set(empty === 'train' ? byHash[byHash.length - 1] : byHash[0], empty);
  }
}

/**
 * Speakers heard in training and in another set: above zero a score on that set flatters.
 * @param clips with the split in force
 * @param split the set that is looked at; `all` counts speakers in training and in either other set
 * @returns their names, sorted; every speaker of training when `split` is `train`
 */
export function sharedSpeakers(
  clips: readonly { readonly speaker: string; readonly split: Split }[],
  split: Split | 'all',
): string[] {
  const trained = new Set<string>();
  const heard = new Set<string>();
  for (const clip of clips) {
    if (clip.split === 'train') trained.add(clip.speaker);
    if (split === 'all' ? clip.split !== 'train' : clip.split === split) heard.add(clip.speaker);
  }
  return [...trained].filter((speaker) => heard.has(speaker)).sort();
}
