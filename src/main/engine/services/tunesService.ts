// The tunes service: the library's, with the collection in numbers from the inference thread.
// Not the tunes themselves: src/main/engine/library.

import type { TunesService } from '../../../shared/contract/tunes';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Library, TuneReader } from '../library';

/** Makes the tunes service. */
export function createTunesService(
  library: Pick<Library, 'tunes' | 'tunesOf'>,
  inference: ComputeUnit,
): TunesService {
  return {
    ...library.tunes,
    async overview({ projectId }) {
      const tunes = await library.tunesOf(projectId);
      return (await inference.service()).overview({ tunes });
    },
  };
}

/** Reads tune files in the inference thread. */
export function readTunesIn(inference: ComputeUnit): TuneReader {
  return {
    prepareFile: async (file) => (await inference.service()).prepareFile(file),
    prepareStored: async (file) => (await inference.service()).prepareStored(file),
    readScore: async (file) => (await inference.service()).readScore(file),
  };
}
