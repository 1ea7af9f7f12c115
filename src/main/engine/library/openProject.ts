// What every open project has, of speech or of music: its record, its notices, and one kind of items.
// Not its clips (speechProject) and not its tunes (musicProject).

import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import type { Project, ProjectKind } from '../../../shared/contract/projects';
import { makeFolder } from './files';
import { ItemStore } from './itemStore';
import { INCOMING_FOLDER, PROJECT_FILE } from './layout';
import { readProjectRecord, writeProjectRecord } from './projectRecord';
import type { ProjectRecord } from './projectRecord';
import { recoverItems } from './recovery';
import type { RecoverableKind } from './recovery';
import { requireOwnFolders } from './scan';
import type { StoredItem } from './storedItem';
import { copyToTrash } from './trash';

/** A project's folder with what is read of it, before its items are known. */
export interface ProjectPlace {
  readonly id: string;
  readonly folder: string;
  readonly record: ProjectRecord;
}

/** A place with its items, repaired. */
export interface OpenedPlace<Item extends StoredItem> extends ProjectPlace {
  readonly store: ItemStore<Item>;
  readonly notices: readonly string[];
}

/**
 * Reads a project's record, refusing links in place of folders.
 * @throws not-found | bad-data (project.json) | the system's errors
 */
export async function readPlace(id: string, folder: string, now: Date): Promise<ProjectPlace> {
  await requireOwnFolders(folder);
  const { record, migrated } = await readProjectRecord(folder);
  await makeFolder(join(folder, INCOMING_FOLDER));
  if (migrated) {
    await copyToTrash(folder, PROJECT_FILE, now);
    await writeProjectRecord(folder, record);
  }
  return { id, folder, record };
}

/** Opens the items of a place, repairing what a killed process or a person's hand left behind. */
export async function openItems<Item extends StoredItem>(
  place: ProjectPlace,
  kind: RecoverableKind<Item>,
  now: Date,
): Promise<OpenedPlace<Item>> {
  const { items, notices, stale, lines } = await recoverItems(place.folder, kind, now);
  const store = new ItemStore(place.folder, kind, items, lines);
  if (stale) await store.rewrite();
  return { ...place, store, notices };
}

/** A project in memory; see SPEC.md for the order of its writes. */
export abstract class OpenProject {
  readonly id: string;
  readonly folder: string;
  readonly notices: readonly string[];
  abstract readonly kind: ProjectKind;
  #record: ProjectRecord;

  constructor({ id, folder, notices, record }: Omit<OpenedPlace<StoredItem>, 'store'>) {
    this.id = id;
    this.folder = folder;
    this.notices = notices;
    this.#record = record;
  }

  get record(): ProjectRecord {
    return this.#record;
  }

  /** True after a failure in the middle of a change: what is in memory may not be what is on disk. Open it anew. */
  abstract get broken(): boolean;

  /** Items in use. */
  abstract get itemCount(): number;

  /** Rewrites the index where that pays. */
  abstract compact(): Promise<void>;

  /** The contract's view. */
  describe(): Project {
    const { name, kind, labels, features, createdAt, sample } = this.#record;
    const { id, folder, notices } = this;
    return { id, name, kind, labels, features, createdAt, sample, folder, notices };
  }

  /** Replaces fields of project.json. */
  async setRecord(change: Partial<Omit<ProjectRecord, 'version' | 'kind' | 'createdAt'>>): Promise<void> {
    const record = { ...this.#record, ...change };
    await writeProjectRecord(this.folder, record);
    this.#record = record;
  }
}

/** The refusal of a project of the other kind. */
export function wrongKind({ id, record }: Pick<OpenProject, 'id' | 'record'>): LabError {
  const what =
    record.kind === 'music'
      ? 'holds tunes: it has no labels, clips and recognizers. Open or make a speech project for words'
      : 'holds words: it has no tunes and generators. Open or make a music project for tunes';
  return new LabError('unsupported', `The project ${record.name} ${what}.`, {
    projectId: id,
    kind: record.kind,
  });
}
