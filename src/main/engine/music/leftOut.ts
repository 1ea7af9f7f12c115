// Tunes that were left out, as one line for a person: a collection of thousands may have hundreds of them.
// The whole list is in the plan.

import type { SkippedTune } from './corpus';

/** So many are named. */
const NAMED = 3;

/**
 * @param titles by id; an id without one is said as it is
 * @returns no line or one, e.g. `Left out: Two notes (too short: 2 notes); and 40 more.`
 */
export function leftOutWords(
  skipped: readonly SkippedTune[],
  titles: ReadonlyMap<string | null, string> = new Map(),
): readonly string[] {
  if (skipped.length === 0) return [];
  const named = skipped
    .slice(0, NAMED)
    .map(({ tuneId, reason }) => `${titles.get(tuneId) ?? tuneId} (${reason})`);
  const more = skipped.length > NAMED ? [`and ${skipped.length - NAMED} more`] : [];
  return [`Left out: ${[...named, ...more].join('; ')}.`];
}
