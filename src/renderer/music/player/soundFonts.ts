// The sound font the person chose, kept in the browser's own database so that it is there next time.
// Not in the library: it is often larger than all projects together, and not the lab's to copy.

import { LabError } from '../../../shared/contract/errors';
import { browserStore } from '../../stores/browserStore';

export interface SoundFont {
  /** Of the file. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const inStore = browserStore('earshot', 'soundFont');
const KEY = 'chosen';

/** @returns null where none was chosen, or the browser keeps nothing */
export async function readSoundFont(): Promise<SoundFont | null> {
  try {
    return (await inStore<SoundFont | undefined>('readonly', (store) => store.get(KEY))) ?? null;
  } catch {
    return null;
  }
}

/** @param font null forgets it @throws disk-full where the browser has no room for it */
export async function writeSoundFont(font: SoundFont | null): Promise<void> {
  try {
    await inStore<unknown>(
      'readwrite',
      (store) => (font ? store.put(font, KEY) : store.delete(KEY)) as IDBRequest,
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The sound font was not kept for the next time (${why}). It plays until the page is closed.`;
    throw new LabError('disk-full', message);
  }
}
