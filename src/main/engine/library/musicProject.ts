// An open music project: its tunes, and every change of them.
// Not the services: arguments are checked and errors worded there, calls are serialised by the library's queue.

import type { Tune } from '../../../shared/contract/tunes';
import { adoptTunes } from './adoptTunes';
import type { ItemStore } from './itemStore';
import { SCORES_FOLDER, TRASHED_SCORES_FOLDER } from './layout';
import { OpenProject, openItems } from './openProject';
import type { OpenedPlace, ProjectPlace } from './openProject';
import type { PreparedTune } from './prepareTunes';
import type { RecoverableKind } from './recovery';
import { toTune, tuneKind } from './storedTune';
import type { StoredTune } from './storedTune';
import { createTuneNames } from './tuneNames';
import type { TuneNames } from './tuneNames';
import type { TuneReader } from './tuneReader';

/** A tune to be added: what was read, and what the library says of it. */
export interface NewTune extends Pick<StoredTune, 'title' | 'origin' | 'source' | 'createdAt'> {
  readonly prepared: PreparedTune;
}

const words = {
  item: 'tune',
  saved: 'tune',
  file: 'tune file',
  folder: 'scores',
  remeasured: 'read',
  rebuilt: 'Titles are as the files have them, splits are decided anew.',
} as const;

/** A music project in memory. */
export class MusicProject extends OpenProject {
  readonly kind = 'music';
  readonly #store: ItemStore<StoredTune>;
  readonly #names: TuneNames;
  #listed: readonly Tune[] | null = null;
  readonly #views = new WeakMap<StoredTune, Tune>();

  private constructor(place: OpenedPlace<StoredTune>) {
    super(place);
    this.#store = place.store;
    this.#names = createTuneNames(place.store.names);
  }

  /** Opens the tunes of a place. @throws the system's errors */
  static async open(place: ProjectPlace, reader: TuneReader, now: Date): Promise<MusicProject> {
    const kind: RecoverableKind<StoredTune> = {
      ...tuneKind,
      words,
      adopt: (files, context) => adoptTunes(files, reader, context),
    };
    return new MusicProject(await openItems(place, kind, now));
  }

  get broken(): boolean {
    return this.#store.broken;
  }

  get itemCount(): number {
    return this.list().length;
  }

  /** Tunes in use, in the order they came. */
  list(): readonly Tune[] {
    this.#listed ??= this.inUse().map((tune) => this.#view(tune));
    return this.#listed;
  }

  /** As {@link list}, with what only the library needs. */
  inUse(): StoredTune[] {
    return [...this.#store.values()].filter((tune) => tune.trashedAt === null);
  }

  /** The same object as long as nothing of the tune changes. */
  #view(tune: StoredTune): Tune {
    let view = this.#views.get(tune);
    if (!view) this.#views.set(tune, (view = toTune(tune)));
    return view;
  }

  /** A tune in use or in the trash. */
  find(tuneId: string): StoredTune | undefined {
    return this.#store.find(tuneId);
  }

  /** A tune in use with the same notes, null where there is none. */
  findSame(notesKey: string): StoredTune | null {
    if (!this.#store.hasContent(notesKey)) return null;
    for (const tune of this.#store.values())
      if (tune.trashedAt === null && tune.notesKey === notesKey) return tune;
    return null;
  }

  /** Adds tunes; see {@link ItemStore.add}. */
  async add(tunes: readonly NewTune[]): Promise<StoredTune[]> {
    const items = tunes.map((tune) => ({
      item: { ...this.#describe(tune), id: this.#store.ids.make(tune.prepared.sha256) },
      bytes: tune.prepared.bytes,
    }));
    const stored = await this.#store.add(items);
    this.#listed = null;
    return stored;
  }

  /**
   * Puts a tune in place of one in use, which goes to the trash as a tune of its own.
   * @param now ISO 8601
   */
  async replace(before: StoredTune, tune: NewTune, now: string): Promise<StoredTune> {
    const { listedSplit } = before;
    const item = { ...this.#describe(tune), listedSplit, id: before.id };
    const file = this.#names.take(TRASHED_SCORES_FOLDER, before.title, endingOf(before.file));
    const kept = { ...before, id: this.#store.ids.make(before.sha256), file, trashedAt: now };
    const [stored] = await this.#store.commit({
      written: [{ item, bytes: tune.prepared.bytes }],
      former: [{ at: before, item: kept }],
    });
    this.#listed = null;
    return stored;
  }

  #describe({ prepared, title, origin, source, createdAt }: NewTune) {
    const { sha256, notesKey, facts, listedSplit, notices, ending } = prepared;
    const file = this.#names.take(SCORES_FOLDER, title, ending);
    return { title, file, origin, source, listedSplit, sha256, notesKey, ...facts, notices, createdAt };
  }

  /** Writes changed tunes to the index, then moves their files where the change asks for it. */
  async change(tunes: readonly StoredTune[]): Promise<void> {
    await this.#store.change(tunes);
    this.#listed = null;
  }

  /** The tune with a free file where its title and trash mark ask for it. */
  placed(tune: StoredTune): StoredTune {
    const root = tune.trashedAt === null ? SCORES_FOLDER : TRASHED_SCORES_FOLDER;
    return { ...tune, file: this.#names.take(root, tune.title, endingOf(tune.file)) };
  }

  compact(): Promise<void> {
    return this.#store.compact();
  }
}

function endingOf(file: string): string {
  return file.slice(file.lastIndexOf('.')).toLowerCase();
}
