// Where tune files are read: small ones at once, large ones wherever the engine says, so that nobody waits for them.
// Not the reading: prepareTunes.

import type { Score } from '../../../shared/music';
import { prepareStored, prepareTunes, readStoredScore } from './prepareTunes';
import type { PreparedFile, PreparedTune, StoredFile, TuneFile } from './prepareTunes';

/** The three ways the library reads; all throw bad-score | too-large. */
export interface TuneReader {
  /** Every tune of a file that comes in. */
  prepareFile(file: TuneFile): Promise<PreparedFile>;
  /** A stored file anew: found by hand, or changed outside. */
  prepareStored(file: StoredFile): Promise<PreparedTune>;
  /** The notes of a stored file. */
  readScore(file: StoredFile): Promise<Score>;
}

/** Reads in this thread. */
export const inlineTuneReader: TuneReader = {
  prepareFile: async (file) => prepareTunes(file),
  prepareStored: async (file) => prepareStored(file),
  readScore: async (file) => readStoredScore(file).score,
};

/** Files up to this size are read in this thread: about 20 ms at most. */
const SMALL_BYTES = 16 * 1024;

/**
 * A reader that hands large files on.
 * @param elsewhere reads where nobody waits, e.g. in the thread that computes
 */
export function createTuneReader(elsewhere: TuneReader): TuneReader {
  const readerOf = ({ bytes }: { readonly bytes: Uint8Array }) =>
    bytes.byteLength <= SMALL_BYTES ? inlineTuneReader : elsewhere;
  return {
    prepareFile: (file) => readerOf(file).prepareFile(file),
    prepareStored: (file) => readerOf(file).prepareStored(file),
    readScore: (file) => readerOf(file).readScore(file),
  };
}
