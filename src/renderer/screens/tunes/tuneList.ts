// Which tunes the list shows and in what order: search, a subset chosen elsewhere, one column that sorts.
// Pure; 20,000 tunes are filtered with every key typed.

import type { Tune, TuneOrigin, TuneSplit } from '../../../shared/contract/tunes';

/** Columns of the list that sort; `came` is the order of the project. */
export type TuneColumn =
  'came' | 'title' | 'key' | 'meter' | 'bars' | 'seconds' | 'voices' | 'split' | 'origin';

export interface TuneOrder {
  readonly column: TuneColumn;
  readonly descending: boolean;
}

/** Tunes chosen by what they are, e.g. by a bar of a chart. */
export interface TuneSubset {
  /** In words, e.g. `Metre 6/8`. */
  readonly title: string;
  readonly has: (tune: Tune) => boolean;
  /** Its own order, where no column sorts: duplicates beside each other. */
  readonly rank?: (tune: Tune) => number;
}

export interface TuneFilter {
  readonly text: string;
  readonly subset: TuneSubset | null;
  readonly order: TuneOrder;
}

export const noFilter: TuneFilter = {
  text: '',
  subset: null,
  order: { column: 'came', descending: false },
};

/** By tune id, as training would take them. */
export type TuneSplitsById = ReadonlyMap<string, TuneSplit>;

export const originNames: Readonly<Record<TuneOrigin, string>> = {
  imported: 'imported',
  starter: 'starter',
  generated: 'generated',
  drawn: 'drawn',
};

export const splitNames: Readonly<Record<TuneSplit, string>> = {
  train: 'train',
  valid: 'valid.',
  test: 'test',
};

/** A key with the signs of notation: `F♯ minor` of `F# minor`. */
export function keySigns(key: string): string {
  return key.replace('#', '♯').replace(/^([A-G])b/, '$1♭');
}

/** Voices that sound: parts without drums. */
export function voicesOf(tune: Tune): number {
  return tune.parts.filter((part) => !part.drums).length;
}

/** What a tune says or its collection decides; null until the engine has said. */
export function splitOf(tune: Tune, splits: TuneSplitsById): TuneSplit | null {
  return splits.get(tune.id) ?? tune.listedSplit;
}

const searchTexts = new WeakMap<Tune, string>();

function searchText(tune: Tune): string {
  let text = searchTexts.get(tune);
  if (text === undefined) {
    text = [tune.title, tune.key, keySigns(tune.key), tune.meter, tune.source, tune.origin]
      .join('\n')
      .toLowerCase();
    searchTexts.set(tune, text);
  }
  return text;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const splitRanks = { train: 0, valid: 1, test: 2 } as const;

type Compare = (a: Tune, b: Tune) => number;

function comparison(column: TuneColumn, splits: TuneSplitsById): Compare | null {
  const rank = (tune: Tune) => {
    const split = splitOf(tune, splits);
    return split === null ? 3 : splitRanks[split];
  };
  switch (column) {
    case 'came':
      return null;
    case 'title':
    case 'key':
    case 'meter':
    case 'origin':
      return (a, b) => collator.compare(a[column], b[column]);
    case 'bars':
    case 'seconds':
      return (a, b) => a[column] - b[column];
    case 'voices':
      return (a, b) => voicesOf(a) - voicesOf(b);
    case 'split':
      return (a, b) => rank(a) - rank(b);
  }
}

/** The tunes to show; equal ones stay in the order of the project. */
export function arrangeTunes(
  tunes: readonly Tune[],
  { text, subset, order }: TuneFilter,
  splits: TuneSplitsById,
): readonly Tune[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = tunes.filter(
    (tune) => (subset === null || subset.has(tune)) && words.every((word) => searchText(tune).includes(word)),
  );
  const rank = subset?.rank;
  const compare = comparison(order.column, splits) ?? (rank && ((a, b) => rank(a) - rank(b)));
  if (!compare) return found;
  return found.sort(order.descending ? (a, b) => compare(b, a) : compare);
}

/** What a click on a column's head makes of the order: up, then down, then as they came. */
export function nextOrder(order: TuneOrder, column: TuneColumn): TuneOrder {
  if (order.column !== column) return { column, descending: false };
  return order.descending ? { column: 'came', descending: false } : { column, descending: true };
}
