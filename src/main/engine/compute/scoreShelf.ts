// Notes of a project's tunes in the thread that computes, kept while a person tries configurations.
// Not the library: it reads files where it is told to and writes nothing.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { toLabErrorData } from '../../../shared/contract/errors';
import { countNotes } from '../../../shared/music';
import type { Score } from '../../../shared/music';
import { readStoredScore } from '../library';
import type { LibraryTune } from '../library';
import type { TuneSource } from '../music';

/** Tunes with their notes, and those whose file gave none. */
export interface LoadedTunes {
  readonly sources: readonly (TuneSource & { readonly id: string })[];
  readonly unreadable: readonly { readonly tuneId: string; readonly reason: string }[];
}

/** Notes kept, about 100 bytes each: 20,000 tunes of 100 notes fit. */
const MOST_NOTES = 2_000_000;
/** Longest time, ms, without letting messages through. */
const LONGEST_TURN = 50;

/** Makes an empty shelf. @param mostNotes kept at a time, for tests */
export function createScoreShelf(mostNotes = MOST_NOTES) {
  const kept = new Map<string, Score>();
  let notes = 0;

  function keep(key: string, score: Score): void {
    kept.set(key, score);
    notes += countNotes(score);
    for (const [oldest, { parts }] of kept) {
      if (notes <= mostNotes || oldest === key) return;
      kept.delete(oldest);
      notes -= parts.reduce((sum, part) => sum + part.notes.length, 0);
    }
  }

  async function scoreOf({ path, sha256, drums }: LibraryTune): Promise<Score> {
    const key = `${sha256} ${drums}`;
    const known = kept.get(key);
    if (known) return known;
    const { score } = readStoredScore({ name: basename(path), bytes: await readFile(path), drums });
    keep(key, score);
    return score;
  }

  return {
    /** Reads what is not on the shelf yet. */
    async load(tunes: readonly LibraryTune[]): Promise<LoadedTunes> {
      const sources: (TuneSource & { readonly id: string })[] = [];
      const unreadable: { tuneId: string; reason: string }[] = [];
      let turn = performance.now();
      for (const tune of tunes) {
        const { id, title, listedSplit } = tune;
        try {
          sources.push({ id, title, listedSplit, score: await scoreOf(tune) });
        } catch (error) {
          unreadable.push({ tuneId: id, reason: toLabErrorData(error).message });
        }
        if (performance.now() - turn < LONGEST_TURN) continue;
        await setImmediate();
        turn = performance.now();
      }
      return { sources, unreadable };
    },
  };
}
