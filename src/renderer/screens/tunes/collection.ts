// The collection as bars of charts: each says how many tunes or notes it counts, and which tunes to show for it.
// Pure; the engine's overview and the list of tunes in, bars out.

import type { Tune, TuneOverview, TuneSplit } from '../../../shared/contract/tunes';
import type { TuneSplitsById, TuneSubset } from './tuneList';
import { keySigns, splitOf } from './tuneList';

/** What a bar stands for: tunes known by their record, or notes that have to be looked for in the scores. */
export type BarTunes =
  | { readonly by: 'record'; readonly subset: TuneSubset }
  | { readonly by: 'pitchClass'; readonly title: string; readonly pitchClass: number }
  | { readonly by: 'duration'; readonly title: string; readonly quarters: number };

export interface CollectionBar {
  readonly name: string;
  readonly count: number;
  /** As shown beside the bar: `312`, `14.2 %`. */
  readonly text: string;
  readonly tunes: BarTunes;
}

export const pitchClassNames = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const;

const byRecord = (title: string, has: (tune: Tune) => boolean): BarTunes => ({
  by: 'record',
  subset: { title, has },
});

/** Bars by a word of the tune's record, most frequent first. */
function barsBy(
  tunes: readonly Tune[],
  titleOf: (name: string) => string,
  nameOf: (tune: Tune) => string,
): readonly CollectionBar[] {
  const counts = new Map<string, number>();
  for (const tune of tunes) counts.set(nameOf(tune), (counts.get(nameOf(tune)) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => ({
      name,
      count,
      text: count.toLocaleString(),
      tunes: byRecord(titleOf(name), (tune) => nameOf(tune) === name),
    }));
}

export const keyBars = (tunes: readonly Tune[]) =>
  barsBy(
    tunes,
    (name) => `Key ${name}`,
    (tune) => keySigns(tune.key) || 'none',
  );

export const meterBars = (tunes: readonly Tune[]) =>
  barsBy(
    tunes,
    (name) => `Metre ${name}`,
    (tune) => tune.meter,
  );

/** Upper ends of the bins of lengths, in bars; the last one is open. */
const lengthEnds = [8, 16, 24, 32, 48, 64, 128, Infinity];

export function lengthBars(tunes: readonly Tune[]): readonly CollectionBar[] {
  return lengthEnds
    .map((end, i): CollectionBar => {
      const start = (lengthEnds[i - 1] ?? 0) + 1;
      const name = end === Infinity ? `over ${start - 1}` : `${start} to ${end}`;
      const has = (tune: Tune) => tune.bars >= start && tune.bars <= end;
      const count = tunes.filter(has).length;
      return { name, count, text: count.toLocaleString(), tunes: byRecord(`${name} bars`, has) };
    })
    .filter(({ count }) => count > 0);
}

const splitTitles: Readonly<Record<TuneSplit, string>> = {
  train: 'Training',
  valid: 'Validation',
  test: 'Test',
};

export function splitBars(tunes: readonly Tune[], splits: TuneSplitsById): readonly CollectionBar[] {
  return (['train', 'valid', 'test'] as const).map((split) => {
    const has = (tune: Tune) => splitOf(tune, splits) === split;
    const count = tunes.filter(has).length;
    const title = splitTitles[split];
    return { name: title, count, text: count.toLocaleString(), tunes: byRecord(`${title} tunes`, has) };
  });
}

export function pitchClassBars({ statistics }: TuneOverview): readonly CollectionBar[] {
  return statistics.pitchClasses.map((share, pitchClass) => ({
    name: pitchClassNames[pitchClass],
    count: share,
    text: `${(share * 100).toFixed(1)} %`,
    tunes: { by: 'pitchClass', title: `With the note ${pitchClassNames[pitchClass]}`, pitchClass },
  }));
}

/** The most frequent lengths of notes. */
export function durationBars({ statistics }: TuneOverview, most = 10): readonly CollectionBar[] {
  return statistics.durations.slice(0, most).map(({ quarters, count }) => ({
    name: durationName(quarters),
    count,
    text: count.toLocaleString(),
    tunes: { by: 'duration', title: `With a ${durationName(quarters)}`, quarters },
  }));
}

const durationNames: Readonly<Record<string, string>> = {
  '4': 'whole note',
  '3': 'dotted half',
  '2': 'half note',
  '1.5': 'dotted quarter',
  '1': 'quarter note',
  '0.75': 'dotted eighth',
  '0.6667': 'quarter triplet',
  '0.5': 'eighth note',
  '0.375': 'dotted sixteenth',
  '0.3333': 'eighth triplet',
  '0.25': 'sixteenth note',
  '0.1667': 'sixteenth triplet',
  '0.125': 'thirty-second',
};

export function durationName(quarters: number): string {
  const rounded = String(Number(quarters.toFixed(4)));
  return durationNames[rounded] ?? `${Number(quarters.toFixed(2))} quarters`;
}

export interface DuplicateGroup {
  readonly tuneIds: readonly string[];
  /** True where the melodies are the same in some key, not only nearly. */
  readonly exact: boolean;
}

/** Groups of tunes with nearly the same melody, largest first; those that are the same say so. */
export function duplicateGroups({ statistics, tuneIds }: TuneOverview): readonly DuplicateGroup[] {
  const exactSizes = new Map(
    statistics.duplicates.flatMap((group) => group.map((i) => [i, group.length] as const)),
  );
  return statistics.nearDuplicates
    .map((group) => ({
      tuneIds: group.map((i) => tuneIds[i]),
      exact: exactSizes.get(group[0]) === group.length,
    }))
    .sort((a, b) => b.tuneIds.length - a.tuneIds.length);
}

/** A subset of the tunes named by these ids, in the order they are named. */
export function subsetOfIds(title: string, tuneIds: Iterable<string>): TuneSubset {
  const ranks = new Map([...tuneIds].map((id, i) => [id, i]));
  return { title, has: (tune) => ranks.has(tune.id), rank: (tune) => ranks.get(tune.id) ?? ranks.size };
}
