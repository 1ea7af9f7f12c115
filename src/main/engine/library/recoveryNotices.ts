// What recovery tells the person: one sentence per kind of finding, with a number and an example.
// Not the recovery.

import type { ItemLogContent } from './itemLog';
import type { StoredItem } from './storedItem';

/** A file left where it is and not used. */
export interface UnreadableFile {
  readonly file: string;
  readonly reason: string;
}

/** How a kind of items is spoken of; each word stands behind a number, in the singular. */
export interface RecoveryWords {
  readonly item: string;
  /** An item that is being saved, e.g. `take`. */
  readonly saved: string;
  /** A file of the kind, e.g. `wav file`. */
  readonly file: string;
  /** The folder of the files. */
  readonly folder: string;
  /** What was done with an altered file again, e.g. `measured`. */
  readonly remeasured: string;
  /** What a rebuilt index cannot know from the files. */
  readonly rebuilt: string;
}

export interface RecoveryFindings {
  readonly log: Pick<ItemLogContent<StoredItem>, 'damaged' | 'missing'>;
  /** Items that were being saved when the process ended. */
  readonly unfinished: number;
  readonly gone: readonly StoredItem[];
  readonly changed: readonly StoredItem[];
  readonly adopted: readonly StoredItem[];
  readonly unreadable: readonly UnreadableFile[];
}

interface KindWords {
  /** Name of the index. */
  readonly log: string;
  readonly words: RecoveryWords;
}

/** @returns sentences, empty when nothing is worth saying */
export function describeRecovery(findings: RecoveryFindings, kind: KindWords): string[] {
  const { log, unfinished, gone, unreadable } = findings;
  const { words } = kind;
  const notices: string[] = [];
  if (unfinished > 0) {
    notices.push(
      `${count(unfinished, words.saved)} being saved when Earshot last ended could not be kept; all that was reported as saved is here.`,
    );
  }
  if (log.damaged > 0) {
    notices.push(
      `${count(log.damaged, 'line')} of ${kind.log} could not be read; the old index lies in the project's trash.`,
    );
  }
  notices.push(...describeAdopted(findings, words));
  if (gone.length > 0) {
    notices.push(
      `${count(gone.length, words.item)} left out because the file is no longer there, e.g. ${gone[0].file}.`,
    );
  }
  if (unreadable.length > 0) {
    const [{ file, reason }] = unreadable;
    notices.push(
      `${count(unreadable.length, 'file')} among the ${words.folder} not used, e.g. ${file}: ${reason}`,
    );
  }
  return notices;
}

function describeAdopted({ log, changed, adopted }: RecoveryFindings, words: RecoveryWords): string[] {
  const touched = new Set(changed.map((item) => item.id));
  const contents = new Map(changed.map((item) => [item.id, item.sha256]));
  const altered = adopted.filter((item) => touched.has(item.id) && contents.get(item.id) !== item.sha256);
  const found = adopted.filter((item) => !touched.has(item.id));
  const notices: string[] = [];
  if (altered.length > 0) {
    notices.push(
      `${count(altered.length, words.item)} changed outside Earshot and ${words.remeasured} again, e.g. ${altered[0].file}.`,
    );
  }
  if (found.length === 0) return notices;
  const rebuilt = log.missing || log.damaged > 0;
  const why = rebuilt
    ? `The index was rebuilt from the ${words.file}s: ${count(found.length, words.item)} taken in again. ${words.rebuilt}`
    : `${count(found.length, words.file)} found in the ${words.folder} folder and taken in, e.g. ${found[0].file}.`;
  return [...notices, why];
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
