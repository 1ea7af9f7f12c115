// Makes index and files agree when a project is opened: finishes what a killed process began, takes in files the
// index does not know, drops lines whose file is gone, and says what it did. The same for clips and tunes.
// Not a check of every file: those whose size and time are as the index says are taken as they are.

import { lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, moveFile, removeQuietly } from './files';
import { readItemLog } from './itemLog';
import type { ItemLogContent, LoggedItem } from './itemLog';
import { INCOMING_FOLDER } from './layout';
import { describeRecovery } from './recoveryNotices';
import type { RecoveryWords, UnreadableFile } from './recoveryNotices';
import { createIds, incomingName } from './storedItem';
import type { ItemIds, ItemKind, StoredItem } from './storedItem';
import { copyToTrash } from './trash';

/** What was found out while opening. */
export interface Recovery<Item extends StoredItem> {
  /** All items, in the order they came, those in the trash included. */
  readonly items: readonly Item[];
  readonly notices: readonly string[];
  /** The index on disk must be written anew to say the same as `items`. */
  readonly stale: boolean;
  /** Whole lines in the index on disk. */
  readonly lines: number;
}

/** What taking in unknown files is given. */
export interface AdoptionContext<Item extends StoredItem> {
  readonly folder: string;
  readonly now: Date;
  /** Items whose file is gone or changed: a file with the same path or the same content is theirs. */
  readonly lost: readonly Item[];
  readonly ids: ItemIds;
}

/** A kind of items as recovery needs it. */
export interface RecoverableKind<Item extends StoredItem> extends ItemKind<Item> {
  readonly words: RecoveryWords;
  /** Takes files in, each with what a lost one of the same path or content knew. */
  adopt(
    files: readonly string[],
    context: AdoptionContext<Item>,
  ): Promise<{ readonly adopted: readonly Item[]; readonly unreadable: readonly UnreadableFile[] }>;
}

/**
 * Opens the items of a project.
 * @param folder of the project
 */
export async function recoverItems<Item extends StoredItem>(
  folder: string,
  kind: RecoverableKind<Item>,
  now: Date,
): Promise<Recovery<Item>> {
  const log = await readItemLog(join(folder, kind.log), kind.parse);
  const present = new Set(await kind.listFiles(folder));
  const unfinished = await finishMoves(folder, log, present);
  const { kept, dropped } = sortOut(log, present);
  const { current, changed } = await findChanged(folder, kept);
  const known = new Set(current.map((item) => item.file));
  const unknown = [...present].filter((file) => !known.has(file));
  const lost = [...dropped, ...changed];
  const context = { folder, now, lost, ids: createIds([...current, ...lost]) };
  const { adopted, unreadable } = await kind.adopt(unknown, context);
  const back = new Set(adopted.map((item) => item.id));
  const gone = dropped.filter((item) => !back.has(item.id));
  const stale = log.torn || log.damaged > 0 || gone.length > 0 || adopted.length > 0 || changed.length > 0;
  if (gone.length > 0 || log.damaged > 0) await copyToTrash(folder, kind.log, now);
  const notices = describeRecovery({ log, unfinished, gone, changed, adopted, unreadable }, kind);
  return { items: inOrder(log, [...current, ...adopted]), notices, stale, lines: log.lines };
}

/**
 * Finishes what lines promise but the files do not show yet: items still in incoming/, files still under a former
 * name. Adds the moved files to `present` and takes their old names from it.
 * @returns how many items in incoming/ have no line: they were being saved and never reported safe
 */
async function finishMoves<Item extends StoredItem>(
  folder: string,
  log: ItemLogContent<Item>,
  present: Set<string>,
): Promise<number> {
  const incoming = new Set(await listIncoming(folder));
  for (const logged of log.items.values()) {
    const { item } = logged;
    if (present.has(item.file)) continue;
    const waiting = incomingName(item);
    if (incoming.has(waiting)) {
      await moveFile(join(folder, INCOMING_FOLDER, waiting), join(folder, item.file));
      incoming.delete(waiting);
    } else {
      const former = findFormer(log, logged, present);
      if (former === undefined) continue;
      await moveFile(join(folder, former), join(folder, item.file));
      present.delete(former);
    }
    present.add(item.file);
  }
  for (const name of incoming) await removeQuietly(join(folder, INCOMING_FOLDER, name));
  return [...incoming].filter((name) => /\.(wav|mid|abc)$/.test(name)).length;
}

async function listIncoming(folder: string): Promise<string[]> {
  try {
    return await readdir(join(folder, INCOMING_FOLDER));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A file the item had before, unless it is another item's by now. */
function findFormer<Item extends StoredItem>(
  log: ItemLogContent<Item>,
  { formerFiles }: LoggedItem<Item>,
  present: ReadonlySet<string>,
): string | undefined {
  const candidates = formerFiles.filter((file) => present.has(file));
  if (candidates.length === 0) return undefined;
  const owned = new Set(Array.from(log.items.values(), ({ item }) => item.file));
  return candidates.find((file) => !owned.has(file));
}

/** Items whose file is there, each file for one item, and items whose file is gone. */
function sortOut<Item extends StoredItem>(log: ItemLogContent<Item>, present: ReadonlySet<string>) {
  const kept: Item[] = [];
  const dropped: Item[] = [];
  const taken = new Set<string>();
  for (const { item } of log.items.values()) {
    const isKept = present.has(item.file) && !taken.has(item.file);
    (isKept ? kept : dropped).push(item);
    if (isKept) taken.add(item.file);
  }
  return { kept, dropped };
}

/** Items at a time between two breaths: other projects are served meanwhile. */
const BATCH = 1000;

/** Tells items whose file is another than when it was hashed; their files are then taken in like unknown ones. */
async function findChanged<Item extends StoredItem>(folder: string, items: readonly Item[]) {
  const current: Item[] = [];
  const changed: Item[] = [];
  for (let i = 0; i < items.length; i++) {
    if (i % BATCH === BATCH - 1) await new Promise((resolve) => setImmediate(resolve));
    const found = lstatSync(join(folder, items[i].file), { throwIfNoEntry: false });
    const same = found?.size === items[i].fileBytes && found.mtimeMs === items[i].fileTime;
    (same ? current : changed).push(items[i]);
  }
  return { current, changed };
}

/** Known items in the index's order, then the others. */
function inOrder<Item extends StoredItem>(log: ItemLogContent<Item>, items: readonly Item[]): Item[] {
  const position = new Map(Array.from(log.items.keys(), (id, i) => [id, i]));
  const place = (item: Item): number => position.get(item.id) ?? Infinity;
  return items.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
