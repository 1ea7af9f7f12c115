// How many clips each label has, per split.
// Pure; several screens show it.

import type { Clip, Split } from '../../shared/contract/clips';

export interface LabelCount extends Readonly<Record<Split, number>> {
  readonly label: string;
  readonly total: number;
}

/** Clips of each label per split, labels without clips included, in the project's order. */
export function countLabels(labels: readonly string[], clips: readonly Clip[]): readonly LabelCount[] {
  const counts = new Map(
    labels.map((label) => [label, { label, total: 0, train: 0, validation: 0, test: 0 }]),
  );
  for (const clip of clips) {
    const count = counts.get(clip.label);
    if (!count) continue;
    count.total++;
    count[clip.split]++;
  }
  return [...counts.values()];
}
