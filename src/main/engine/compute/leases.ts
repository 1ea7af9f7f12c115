// The model folder opened last stays open for the next call, and is put away when nobody uses it any more.
// Not the opening: the caller says how.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';

interface Disposable {
  dispose(): void;
}

interface Lease<Model> {
  readonly key: string;
  readonly model: Promise<Model>;
  users: number;
  /** Another one is kept by now: it goes with its last user. */
  outdated: boolean;
}

/**
 * Makes leases of which one is kept.
 * @param open opens a folder
 * @param stamp file of the folder whose time tells that it was written anew
 */
export function createLeases<Model extends Disposable>(
  open: (folder: string) => Promise<Model>,
  stamp: string,
) {
  let kept: Lease<Model> | null = null;

  function putAway(lease: Lease<Model>): void {
    if (!lease.outdated || lease.users > 0) return;
    lease.model.then(
      (model) => model.dispose(),
      () => undefined,
    );
  }

  function leaseOf(key: string, folder: string): Lease<Model> {
    if (kept?.key === key) return kept;
    if (kept) kept.outdated = true;
    if (kept) putAway(kept);
    kept = { key, model: open(folder), users: 0, outdated: false };
    return kept;
  }

  return {
    /** Runs work with the model of a folder. @throws what opening throws */
    async use<T>(folder: string, work: (model: Model) => Promise<T>): Promise<T> {
      const time = await stat(join(folder, stamp)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0, // told by whoever opens it
      );
      const lease = leaseOf(`${folder} ${time}`, folder);
      lease.users++;
      try {
        return await work(await lease.model.catch((error: unknown) => forget(lease, error)));
      } finally {
        lease.users--;
        putAway(lease);
      }
    },
  };

  function forget(lease: Lease<Model>, error: unknown): never {
    lease.outdated = true;
    if (kept === lease) kept = null;
    throw error;
  }
}
