// The index of a project's items: one line each, appended, then compacted; a later line of an id replaces the earlier.
// Not the files: whether the lines are true of them is checked in recovery.

import { setImmediate } from 'node:timers/promises';
import { appendLines, readLines, writeFileAtomic } from './files';
import type { ItemKind, StoredItem } from './storedItem';

/** An item's last line and the files its earlier lines named, newest first. */
export interface LoggedItem<Item extends StoredItem> {
  readonly item: Item;
  readonly formerFiles: readonly string[];
}

/** What an index says. */
export interface ItemLogContent<Item extends StoredItem> {
  /** By id, in the order the items came. */
  readonly items: ReadonlyMap<string, LoggedItem<Item>>;
  /** Lines that are not an item: damaged, or not ours. */
  readonly damaged: number;
  /** The last line was being written when the process ended. */
  readonly torn: boolean;
  readonly missing: boolean;
  /** Whole lines in the file. */
  readonly lines: number;
}

/** Lines between two breaths. */
const BATCH = 500;

/** Reads an index; what cannot be read is counted, never thrown. */
export async function readItemLog<Item extends StoredItem>(
  path: string,
  parse: ItemKind<Item>['parse'],
): Promise<ItemLogContent<Item>> {
  const { lines, torn, missing } = await readLines(path);
  const items = new Map<string, LoggedItem<Item>>();
  let damaged = 0;
  for (const [i, line] of lines.entries()) {
    if (i % BATCH === BATCH - 1) await setImmediate(); // other projects are served meanwhile
    const item = parseLine(line, parse);
    if (!item) damaged++;
    else items.set(item.id, { item, formerFiles: formerFiles(items.get(item.id), item) });
  }
  return { items, damaged, torn, missing, lines: lines.length };
}

function formerFiles<Item extends StoredItem>(
  before: LoggedItem<Item> | undefined,
  now: Item,
): readonly string[] {
  if (!before) return [];
  const files = [before.item.file, ...before.formerFiles];
  return files.filter((file) => file !== now.file);
}

function parseLine<Item>(line: string, parse: (value: unknown) => Item | null): Item | null {
  try {
    return parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function formatLine({ trashedAt, ...item }: StoredItem): string {
  return JSON.stringify(trashedAt === null ? item : { ...item, trashedAt });
}

/** Writing side of an index. */
export interface ItemLog<Item extends StoredItem> {
  /** Safe on disk when the promise resolves; after an error the file is as before. */
  append(items: readonly Item[]): Promise<void>;
  /** Replaces the file by one line per item. */
  rewrite(items: Iterable<Item>): Promise<void>;
  /** True when most lines are outdated, so that rewriting pays for itself. */
  isWasteful(liveItems: number): boolean;
}

/** Outdated lines that are never worth a rewrite. */
const ALLOWED_WASTE = 1000;

/** @param lines whole lines in the file now */
export function createItemLog<Item extends StoredItem>(path: string, lines: number): ItemLog<Item> {
  let count = lines;
  return {
    async append(items) {
      await appendLines(path, items.map(formatLine));
      count += items.length;
    },
    async rewrite(items) {
      const text = Array.from(items, (item) => `${formatLine(item)}\n`);
      await writeFileAtomic(path, text.join(''));
      count = text.length;
    },
    isWasteful(liveItems) {
      return count - liveItems > liveItems + ALLOWED_WASTE;
    },
  };
}
