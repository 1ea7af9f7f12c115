// The sound font the person chose, kept in the browser's own database so that it is there next time.
// Not in the library: it is often larger than all projects together, and not the lab's to copy.

import { LabError } from '../../../shared/contract/errors';

export interface SoundFont {
  /** Of the file. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const DATABASE = 'earshot';
const STORE = 'soundFont';
const KEY = 'chosen';

/** @returns null where none was chosen, or the browser keeps nothing */
export async function readSoundFont(): Promise<SoundFont | null> {
  try {
    return (await withStore<SoundFont | undefined>('readonly', (store) => store.get(KEY))) ?? null;
  } catch {
    return null;
  }
}

/** @param font null forgets it @throws disk-full where the browser has no room for it */
export async function writeSoundFont(font: SoundFont | null): Promise<void> {
  try {
    await withStore('readwrite', (store) => (font ? store.put(font, KEY) : store.delete(KEY)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The sound font was not kept for the next time (${why}). It plays until the page is closed.`;
    throw new LabError('disk-full', message);
  }
}

async function withStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T> | IDBRequest,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await settle(work(database.transaction(STORE, mode).objectStore(STORE)) as IDBRequest<T>);
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settle(request);
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database does not answer'));
  });
}
