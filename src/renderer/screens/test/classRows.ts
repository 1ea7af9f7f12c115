// The per-class table: rows in the order the person asked for.
// Not the metrics (shared/metrics): NaN stands where a figure has no meaning.

import type { ClassMetrics } from '../../../shared/contract/evaluation';

export const classColumns = ['label', 'precision', 'recall', 'f1', 'support'] as const;
export type ClassColumn = (typeof classColumns)[number];

export interface ClassSort {
  readonly column: ClassColumn;
  readonly direction: 'ascending' | 'descending';
}

/** What each figure means, for the heading's tooltip. */
export const columnHints: Readonly<Record<ClassColumn, string>> = {
  label: 'The word. Click a heading to sort.',
  precision: 'Of the clips recognised as this word, the share that really were.',
  recall: 'Of the clips that are this word, the share that was recognised.',
  f1: 'Harmonic mean of precision and recall: high only where both are.',
  support: 'Clips of this word in the split.',
};

/** Over a channel that is JSON underneath NaN becomes null; both sort last. */
const isKnown = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** A click on a heading: the same one turns round; figures start with the worst, names with A. */
export function nextSort(sort: ClassSort | null, column: ClassColumn): ClassSort {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return { column, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** Rows sorted; without a sort in the model's own order. Figures without meaning come last either way. */
export function sortClasses(rows: readonly ClassMetrics[], sort: ClassSort | null): readonly ClassMetrics[] {
  if (sort === null) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const { column } = sort;
  return [...rows].sort((a, b) => {
    if (column === 'label') return sign * a.label.localeCompare(b.label);
    const [x, y] = [a[column], b[column]];
    if (!isKnown(x) || !isKnown(y)) return Number(isKnown(y)) - Number(isKnown(x));
    return sign * (x - y);
  });
}
