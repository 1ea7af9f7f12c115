// One object store of the browser's own database: what the page keeps that is no project's.
// Not the library: only files there are safe for good.

/** @throws the database's own error, where nothing can be kept here or there is no room */
export type InBrowserStore = <T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
) => Promise<T>;

/**
 * Opens the database for each piece of work, so that no page keeps another from it.
 * @param database has this one store: another can only be added to a database that nobody else has open
 */
export function browserStore(database: string, name: string): InBrowserStore {
  return async (mode, work) => {
    const opened = await open(database, name);
    try {
      return await settle(opened.transaction(name, mode), name, work);
    } finally {
      opened.close();
    }
  };
}

function open(database: string, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database cannot be opened.'));
  });
}

/** A request that went well is not kept before its transaction is: a full disk shows there. */
function settle<T>(
  transaction: IDBTransaction,
  name: string,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error ?? new Error('Nothing was kept.'));
    transaction.onabort = transaction.onerror;
  });
}
