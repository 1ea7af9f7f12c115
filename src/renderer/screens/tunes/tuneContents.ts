// What notes tunes hold: which pitch classes and which lengths, for the bars of the charts that count them.
// Read from the scores once and kept by tune; not statistics, the engine computes those.

import type { Score } from '../../../shared/contract/score';
import type { Tune } from '../../../shared/contract/tunes';
import { DRUM_CHANNEL, quantise } from '../../../shared/music';
import type { ScoreCache } from './scoreCache';

/** The grid the collection's lengths are counted on, see src/shared/music/statistics.ts. */
const STEPS_PER_QUARTER = 24;

export interface NoteContents {
  /** Bit n: a note of pitch class n sounds. */
  readonly pitchClasses: number;
  /** Lengths of notes in steps of 1/24 of a quarter note. */
  readonly durations: ReadonlySet<number>;
}

export function contentsOf(score: Score): NoteContents {
  const tuned = { ...score, parts: score.parts.filter((part) => part.channel !== DRUM_CHANNEL) };
  let pitchClasses = 0;
  const durations = new Set<number>();
  for (const part of quantise(tuned, STEPS_PER_QUARTER).parts) {
    for (const note of part.notes) {
      pitchClasses |= 1 << (note.pitch % 12);
      durations.add(note.durationSteps);
    }
  }
  return { pitchClasses, durations };
}

export const hasPitchClass = (contents: NoteContents, pitchClass: number) =>
  (contents.pitchClasses & (1 << pitchClass)) !== 0;

export const hasDuration = (contents: NoteContents, quarters: number) =>
  contents.durations.has(Math.round(quarters * STEPS_PER_QUARTER));

export interface ContentsIndex {
  /** Contents of all these tunes, in order; what is known is not read again. */
  read(
    tunes: readonly Tune[],
    options: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void },
  ): Promise<readonly NoteContents[]>;
}

export function createContentsIndex(scores: Pick<ScoreCache, 'each'>): ContentsIndex {
  const known = new Map<string, NoteContents>();
  const keyOf = (tune: Tune) => `${tune.id} ${tune.sha256}`;
  return {
    read: async (tunes, { signal, onProgress }) => {
      const missing = tunes.filter((tune) => !known.has(keyOf(tune)));
      await scores.each(missing, (tune, score) => known.set(keyOf(tune), contentsOf(score)), {
        signal,
        onProgress: (done) => onProgress(done, missing.length),
      });
      return tunes.map((tune) => known.get(keyOf(tune)) ?? { pitchClasses: 0, durations: new Set() });
    },
  };
}
