// Notes of tunes, fetched when they are wanted and kept while there is room.
// A tune that was changed has another sha256 and is fetched again.

import { LabError } from '../../../shared/contract/errors';
import type { Score } from '../../../shared/contract/score';
import type { Tune, TunesService } from '../../../shared/contract/tunes';

/** Most tunes one call of `tunes.scores` takes. */
export const SCORES_PER_CALL = 256;
const KEPT = 200;

export interface ScoreCache {
  /** @returns the notes if they are here already */
  peek(tune: Tune): Score | null;
  get(tune: Tune): Promise<Score>;
  /** Notes of many tunes, in order, a few hundred at a time; not kept. */
  each(
    tunes: readonly Tune[],
    take: (tune: Tune, score: Score) => void,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void },
  ): Promise<void>;
}

const keyOf = (tune: Tune) => `${tune.id} ${tune.sha256}`;

export function createScoreCache(tunes: Pick<TunesService, 'scores'>, projectId: string): ScoreCache {
  const kept = new Map<string, Score>();
  const keep = (key: string, score: Score) => {
    kept.delete(key);
    kept.set(key, score);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
  };
  return {
    peek: (tune) => kept.get(keyOf(tune)) ?? null,
    get: async (tune) => {
      const known = kept.get(keyOf(tune));
      if (known !== undefined) return known;
      const [score] = await tunes.scores({ projectId, tuneIds: [tune.id] });
      keep(keyOf(tune), score);
      return score;
    },
    each: async (wanted, take, { signal, onProgress } = {}) => {
      for (let start = 0; start < wanted.length; start += SCORES_PER_CALL) {
        if (signal?.aborted) throw new LabError('aborted', 'Stopped.');
        const some = wanted.slice(start, start + SCORES_PER_CALL);
        const scores = await tunes.scores({ projectId, tuneIds: some.map((tune) => tune.id) });
        scores.forEach((score, i) => take(some[i], score));
        onProgress?.(start + some.length);
      }
    },
  };
}
