// What the library keeps one file each of, with a line in an index beside them: clips and tunes alike.
// Not what a clip or a tune is: each kind adds its own fields.

/** What every line of an index says. */
export interface StoredItem {
  readonly id: string;
  /** Path under the project with forward slashes. */
  readonly file: string;
  /** Of the file, hex. */
  readonly sha256: string;
  /** ISO 8601 when it lies in the trash, else null. */
  readonly trashedAt: string | null;
  /** Size and modification time (ms) of the file when `sha256` was taken; tells outside changes. */
  readonly fileBytes: number;
  readonly fileTime: number;
}

/** Fields that the library finds out while it writes the file. */
export type WrittenFields = 'trashedAt' | 'fileBytes' | 'fileTime';

/** One kind of items: where they lie and what tells two of them to be the same. */
export interface ItemKind<Item extends StoredItem> {
  /** Name of the index under the project, e.g. `clips.jsonl`. */
  readonly log: string;
  /** An item from a parsed line, or null where it is none. */
  parse(value: unknown): Item | null;
  /** All files of the kind, those in the trash included: paths under the project. */
  listFiles(projectFolder: string): Promise<string[]>;
  /** What is equal for items with the same content. */
  contentOf(item: Item): string;
}

/** Name of an item's file while it waits under incoming/: its id with the ending of its file. */
export function incomingName({ id, file }: Pick<StoredItem, 'id' | 'file'>): string {
  return `${id}${file.slice(file.lastIndexOf('.'))}`;
}

/** Makes ids: the first digits of the content's hash, so that a rebuilt index gives the same ids and splits. */
export interface ItemIds {
  make(sha256: string): string;
  /** Gives back an id that came to nothing. */
  free(id: string): void;
}

/**
 * Makes the ids of a project.
 * @param items whose ids are taken already
 */
export function createIds(items: Iterable<{ readonly id: string }>): ItemIds {
  const taken = new Set(Array.from(items, (item) => item.id));
  return {
    free: (id) => void taken.delete(id),
    make(hash) {
      const stem = hash.slice(0, 16);
      let id = stem;
      for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
      taken.add(id);
      return id;
    },
  };
}
