// The corpus of the run that was asked about last, so that the copy meter does not read it for every tune.
// Not its making: ../music.

import { stat } from 'node:fs/promises';
import { readCorpus } from '../music';
import type { Corpus } from '../music';

/** Makes an empty shelf for one corpus. */
export function createCorpusShelf() {
  let kept: { readonly key: string; readonly corpus: Promise<Corpus> } | null = null;
  return {
    /** @throws not-found | bad-data */
    async read(runFolder: string): Promise<Corpus> {
      const { mtimeMs } = await stat(runFolder);
      const key = `${runFolder} ${mtimeMs}`;
      if (kept?.key === key) return kept.corpus;
      const corpus = readCorpus(runFolder);
      kept = { key, corpus };
      corpus.catch(() => (kept = null)); // tried anew when asked again
      return corpus;
    },
  };
}
