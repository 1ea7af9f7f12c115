// What an import would bring, for the person to look at before anything is written: labels, counts, splits, what is left out.
// The rules are src/shared/data's; here they are only counted.

import type { ImportTarget, Split } from '../../../../shared/contract/clips';
import { BACKGROUND_FOLDER } from '../../../../shared/contract/projects';
import { planImport } from '../../../../shared/data/planImport';
import type { SplitLists } from '../../../../shared/data/planImport';
import type { BroughtFile } from '../../../components/import/gatherFiles';
import { countReasons } from '../../../components/import/reasons';
import type { ReasonCount } from '../../../components/import/reasons';

export interface PlannedFile extends BroughtFile {
  readonly target: ImportTarget;
}

export interface PlannedLabel {
  readonly label: string;
  readonly clips: number;
  readonly speakers: number;
  readonly isNew: boolean;
}

export interface ImportReview {
  readonly files: readonly PlannedFile[];
  readonly labels: readonly PlannedLabel[];
  readonly backgrounds: number;
  /** Clips of each split where lists came with the data, else null: the lab's own rule will decide. */
  readonly listed: Readonly<Record<Split, number>> | null;
  readonly ignored: readonly ReasonCount[];
  /** Sound files that lie in no folder, so that only the person can say which word they are. */
  readonly loose: number;
}

export interface PlanOptions {
  readonly lists: SplitLists;
  /** Labels the project has. */
  readonly labels: readonly string[];
  /** What loose files are: a label, the background folder's name, or empty to leave them out. */
  readonly looseLabel: string;
}

/** @param files all that was brought */
export function reviewImport(
  files: readonly BroughtFile[],
  { lists, labels, looseLabel }: PlanOptions,
): ImportReview {
  const paths = files.map((one) => one.path);
  const first = planImport(paths, lists);
  const loosePaths = new Set(paths.filter((path) => isLoose(path) && !first.targets.has(path)));
  const plan =
    loosePaths.size > 0 && looseLabel !== ''
      ? planLoose([...loosePaths], looseLabel)
      : new Map<string, ImportTarget>();
  const planned = files.flatMap((one) => {
    const target = first.targets.get(one.path) ?? plan.get(one.path);
    return target ? [{ ...one, target }] : [];
  });
  return {
    files: planned,
    labels: countLabels(planned, labels),
    backgrounds: planned.filter(({ target }) => target.background).length,
    listed: countListed(planned),
    ignored: countReasons(first.ignored.filter(({ path }) => !plan.has(path))),
    loose: loosePaths.size,
  };
}

function isLoose(path: string): boolean {
  return !path.includes('/') && /\.wave?$/i.test(path) && !path.startsWith('.');
}

function planLoose(paths: readonly string[], label: string): ReadonlyMap<string, ImportTarget> {
  const inFolder = (path: string) => `${label}/${path}`;
  const { targets } = planImport(paths.map(inFolder), { validation: null, testing: null });
  return new Map(
    paths.flatMap((path) => {
      const target = targets.get(inFolder(path));
      return target ? [[path, target] as const] : [];
    }),
  );
}

function countLabels(planned: readonly PlannedFile[], known: readonly string[]): readonly PlannedLabel[] {
  const counts = new Map<string, { clips: number; speakers: Set<string> }>();
  for (const { target } of planned) {
    if (target.background) continue;
    const count = counts.get(target.label) ?? { clips: 0, speakers: new Set() };
    counts.set(target.label, count);
    count.clips++;
    count.speakers.add(target.speaker);
  }
  return [...counts]
    .map(([label, { clips, speakers }]) => ({
      label,
      clips,
      speakers: speakers.size,
      isNew: !known.includes(label),
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function countListed(planned: readonly PlannedFile[]): Readonly<Record<Split, number>> | null {
  const counts = { train: 0, validation: 0, test: 0 };
  for (const { target } of planned) if (target.listedSplit !== null) counts[target.listedSplit]++;
  return counts.train + counts.validation + counts.test > 0 ? counts : null;
}

export const BACKGROUND_CHOICE = BACKGROUND_FOLDER;
