// Which clips the list shows: by text, label, split and what is wrong with them.
// Pure functions over the project's clips.

import type { Clip, Split } from '../../../shared/contract/clips';

export type ClipFlag = 'clipped' | 'silent';

export interface ClipFilter {
  /** Every word of it must occur in label, speaker or file name. */
  readonly text: string;
  readonly label: string | null;
  readonly split: Split | null;
  readonly flag: ClipFlag | null;
}

export const noFilter: ClipFilter = { text: '', label: null, split: null, flag: null };

/** @returns the clips that pass, label by label in the project's order, within a label as they came */
export function filterClips(
  clips: readonly Clip[],
  labels: readonly string[],
  filter: ClipFilter,
): readonly Clip[] {
  const { text, label, split, flag } = filter;
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const passing = clips.filter(
    (clip) =>
      (label === null || clip.label === label) &&
      (split === null || clip.split === split) &&
      (flag === null || clip.measures[flag]) &&
      (wanted.length === 0 || contains(clip, wanted)),
  );
  const places = new Map(labels.map((name, index) => [name, index]));
  const placeOf = (clip: Clip) => places.get(clip.label) ?? labels.length;
  return passing.sort((a, b) => placeOf(a) - placeOf(b));
}

function contains(clip: Clip, wanted: readonly string[]): boolean {
  const text = `${clip.label} ${clip.speaker} ${clip.file}`.toLowerCase();
  return wanted.every((word) => text.includes(word));
}

export function countFlags(clips: readonly Clip[]): Readonly<Record<ClipFlag, number>> {
  let clipped = 0;
  let silent = 0;
  for (const { measures } of clips) {
    if (measures.clipped) clipped++;
    if (measures.silent) silent++;
  }
  return { clipped, silent };
}
