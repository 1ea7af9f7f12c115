// What is written on Compose outlives a reload: one draft a project, kept by the browser.
// Not a save: tunes of the library are files, and only they are safe for good.

import type { Score } from '../../../shared/contract/score';

export interface Draft {
  readonly version: 1;
  readonly score: Score;
  readonly title: string;
  /** The tune of the library it is, null for a new one. */
  readonly tuneId: string | null;
  /** Differs from what was saved. */
  readonly changed: boolean;
  /** ISO 8601 */
  readonly keptAt: string;
}

export interface DraftStore {
  read(projectId: string): Promise<Draft | null>;
  /** @throws where this browser keeps nothing */
  write(projectId: string, draft: Draft): Promise<void>;
}

/** Of its own: an object store can only be added to a database that nobody else has open. */
const DATABASE = 'earshot-compose';
const STORE = 'composeDrafts';

/** Drafts in IndexedDB; private windows of some browsers have none. */
export function browserDrafts(): DraftStore {
  return {
    read: async (projectId) => {
      const found = await inStore('readonly', (store) => store.get(projectId)).catch(() => null);
      return isDraft(found) ? found : null;
    },
    write: async (projectId, draft) => {
      await inStore('readwrite', (store) => store.put(draft, projectId));
    },
  };
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database cannot be opened.'));
  });
}

async function inStore(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('The draft was not kept.'));
      transaction.onabort = transaction.onerror;
    });
  } finally {
    database.close();
  }
}
