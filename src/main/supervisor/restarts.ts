// When a crashed engine is started again, and when no more; and how its end is told.
// Pure: the supervisor brings the clock.

import type { EngineExit } from './engineLaunch';

/** So many restarts within {@link WINDOW_MS}; after one crash more there is no other. */
export const MAX_RESTARTS = 5;
export const WINDOW_MS = 60_000;
/** Wait before the first, second, ... restart within the window, in ms. */
export const RESTART_DELAYS_MS: readonly number[] = [0, 100, 500, 1000, 2000];

/**
 * Decides about a restart.
 * @param crashes times of the crashes so far in ms, this one included
 * @param delaysMs waits before the restarts within the window
 * @returns the wait in ms, or null where there have been too many
 */
export function restartDelay(crashes: readonly number[], delaysMs = RESTART_DELAYS_MS): number | null {
  const recent = crashesWithin(crashes);
  return recent > MAX_RESTARTS ? null : delaysMs[recent - 1];
}

function crashesWithin(crashes: readonly number[]): number {
  const now = crashes.at(-1) ?? 0;
  return crashes.filter((time) => now - time < WINDOW_MS).length;
}

/** Ended from outside: what the process said before has nothing to do with it. */
const FROM_OUTSIDE = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'];

/** A process' end as a clause: `signal SIGKILL`, `exit code 1: RangeError: ...`. */
export function describeExit({ code, signal, lastWords }: EngineExit): string {
  const how = signal ? `signal ${signal}` : code === null ? 'it could not be started' : `exit code ${code}`;
  const explained = lastWords !== '' && !FROM_OUTSIDE.includes(signal ?? '');
  return explained ? `${how}: ${lastWords.replace(/\.$/, '')}` : how;
}
