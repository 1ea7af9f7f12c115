// The items of one open project in memory, and every change of them on its way to the disk.
// Not what a change means: the project and its services decide that. See SPEC.md for the order of the writes.

import { rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createFileNames } from './fileNames';
import type { FileNames } from './fileNames';
import { makeFolder, moveFile, removeQuietly, syncFolder, writeFileDurable } from './files';
import { createItemLog } from './itemLog';
import type { ItemLog } from './itemLog';
import { INCOMING_FOLDER } from './layout';
import { mapLimited } from './queue';
import { createIds, incomingName } from './storedItem';
import type { ItemIds, ItemKind, StoredItem, WrittenFields } from './storedItem';

/** An item with a file to be written for it. Its id and its file name were taken from the store. */
export interface NewItem<Item extends StoredItem> {
  readonly item: Omit<Item, WrittenFields>;
  readonly bytes: Uint8Array;
}

/** What one change writes. */
export interface ItemChanges<Item extends StoredItem> {
  /** New files: for new items, or in place of what an item had. */
  readonly written?: readonly NewItem<Item>[];
  /** Items with other fields; those whose file is another now are moved there. */
  readonly changed?: readonly Item[];
  /** Former versions kept as items of their own: where each file lies now, and as what it is kept. */
  readonly former?: readonly { readonly at: Item; readonly item: Item }[];
}

/** Files written at a time: enough to keep a disk busy. */
const WRITERS = 8;

/** Items of one kind. */
export class ItemStore<Item extends StoredItem> {
  /** Free file names, shared by all items of the kind. */
  readonly names: FileNames = createFileNames();
  readonly ids: ItemIds;
  readonly #folder: string;
  readonly #kind: ItemKind<Item>;
  readonly #log: ItemLog<Item>;
  readonly #items = new Map<string, Item>();
  readonly #contents = new Map<string, number>();
  #broken = false;

  /** @param logLines whole lines in the index on disk */
  constructor(folder: string, kind: ItemKind<Item>, items: readonly Item[], logLines: number) {
    this.#folder = folder;
    this.#kind = kind;
    this.#log = createItemLog(join(folder, kind.log), logLines);
    this.ids = createIds(items);
    for (const item of items) this.#remember(item);
  }

  /** True after a failure in the middle of a change: what is in memory may not be what is on disk. */
  get broken(): boolean {
    return this.#broken;
  }

  /** All items, those in the trash included, in the order they came. */
  values(): Iterable<Item> {
    return this.#items.values();
  }

  find(id: string): Item | undefined {
    return this.#items.get(id);
  }

  /** True when an item in use has this content; see {@link ItemKind.contentOf}. */
  hasContent(content: string): boolean {
    return (this.#contents.get(content) ?? 0) > 0;
  }

  /**
   * Adds items: files under incoming/, then their lines, then the files under their names. From the lines on they
   * are safe: what a killed process leaves is finished on the next open.
   * @throws the system's error; then nothing of them is there, and their ids and names are free again
   */
  add(items: readonly NewItem<Item>[]): Promise<Item[]> {
    return this.commit({ written: items });
  }

  /** Writes changed items to the index, then moves their files where the change asks for it. */
  async change(items: readonly Item[]): Promise<void> {
    await this.commit({ changed: items });
  }

  /**
   * Makes a change.
   * @returns the written items as they are kept
   */
  async commit({ written = [], changed = [], former = [] }: ItemChanges<Item>): Promise<Item[]> {
    const before = new Map(changed.map(({ id }) => [id, this.#items.get(id)!.file]));
    const moved = changed.filter((item) => before.get(item.id) !== item.file);
    try {
      const items = await this.#writeIncoming(written);
      const lines = [
        ...former.flatMap(({ at, item }) => [{ ...at, id: item.id }, item]),
        ...changed,
        ...items,
      ];
      await this.#log.append(lines);
      await this.#settle([
        ...former.map(({ at, item }) => ({ item, from: join(this.#folder, at.file) })),
        ...changed.map((item) => ({ item, from: join(this.#folder, before.get(item.id)!) })),
        ...items.map((item) => ({ item, from: this.#incoming(item) })),
      ]);
      await this.#leave([...moved.map(({ id }) => before.get(id)!), ...former.map(({ at }) => at.file)]);
      await this.compact();
      return items;
    } catch (error) {
      if (!this.#broken) await this.#giveUp(written, moved, former);
      throw error;
    }
  }

  /** The files on their way, safe on disk but without a line. */
  async #writeIncoming(items: readonly NewItem<Item>[]): Promise<Item[]> {
    const kept = await mapLimited(items, WRITERS, async ({ item, bytes }) => {
      const fileTime = await writeFileDurable(this.#incoming(item), bytes);
      return { ...item, trashedAt: null, fileBytes: bytes.byteLength, fileTime } as unknown as Item;
    });
    if (kept.length > 0) await syncFolder(join(this.#folder, INCOMING_FOLDER));
    for (const place of new Set(kept.map(({ file }) => dirname(file))))
      await makeFolder(join(this.#folder, place));
    return kept;
  }

  #incoming(item: Pick<Item, 'id' | 'file'>): string {
    return join(this.#folder, INCOMING_FOLDER, incomingName(item));
  }

  /** Nothing of what was to be is on disk or in memory after this. */
  async #giveUp(
    written: readonly NewItem<Item>[],
    moved: readonly Item[],
    former: readonly { readonly item: Item }[],
  ): Promise<void> {
    for (const { item } of written) await removeQuietly(this.#incoming(item));
    for (const { id, file } of [...written.map(({ item }) => item), ...moved, ...former.map((f) => f.item)]) {
      this.names.delete(file);
      if (!this.#items.has(id)) this.ids.free(id);
    }
  }

  /** Makes true what the index says already; a failure here is mended by opening the project anew. */
  async #settle(moves: readonly { readonly item: Item; readonly from: string }[]): Promise<void> {
    try {
      await mapLimited(moves, WRITERS, async ({ item, from }) => {
        const target = join(this.#folder, item.file);
        if (from !== target) await moveFile(from, target);
      });
    } catch (error) {
      this.#broken = true;
      throw error;
    }
    for (const { item } of moves) this.#remember(item);
  }

  /** Names that are free again, and folders within the kind's own that go when they are empty. */
  async #leave(files: readonly string[]): Promise<void> {
    for (const file of files) this.names.delete(file);
    const left = new Set(files.map((file) => dirname(file)));
    for (const folder of left)
      if (folder.includes('/')) await rmdir(join(this.#folder, folder)).catch(() => undefined);
  }

  #remember(item: Item): void {
    const before = this.#items.get(item.id);
    if (before && before.trashedAt === null) this.#count(before, -1);
    if (item.trashedAt === null) this.#count(item, 1);
    this.#items.set(item.id, item);
    this.names.add(item.file);
  }

  #count(item: Item, by: number): void {
    const content = this.#kind.contentOf(item);
    this.#contents.set(content, (this.#contents.get(content) ?? 0) + by);
  }

  /** Writes the index anew, one line per item. */
  rewrite(): Promise<void> {
    return this.#log.rewrite(this.#items.values());
  }

  /** Rewrites the index where that pays; when it cannot be done, the longer one stays as good as it was. */
  async compact(): Promise<void> {
    if (this.#broken || !this.#log.isWasteful(this.#items.size)) return;
    await this.rewrite().catch(() => undefined);
  }
}
