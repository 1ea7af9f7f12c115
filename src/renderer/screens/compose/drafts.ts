// What is written on Compose outlives a reload: one draft a project, kept by the browser.
// Not a save: tunes of the library are files, and only they are safe for good.

import type { Score } from '../../../shared/contract/score';
import { browserStore } from '../../stores/browserStore';

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

const inStore = browserStore('earshot-compose', 'composeDrafts');

/** Drafts in IndexedDB; private windows of some browsers have none. */
export function browserDrafts(): DraftStore {
  return {
    read: async (projectId) => {
      const found = await inStore('readonly', (store) => store.get(projectId) as IDBRequest<unknown>).catch(
        () => null,
      );
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
