// How well words are spotted in long sound: events against references, miss rate, false accepts per hour.
// Not about single clips: see classification.

import { LabError } from '../contract/errors';
import type { DetectionEvent } from '../contract/live';
import { poissonInterval } from './poisson';

/** A word really said, in seconds from the start of the sound. */
export interface ReferenceWord {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

export interface Rate {
  readonly perHour: number;
  /** Two-sided 95 %, exact (Garwood). */
  readonly interval: readonly [low: number, high: number];
}

/** What became of the references and events of one sound. */
export interface EventMatch {
  readonly hits: readonly { readonly reference: ReferenceWord; readonly event: DetectionEvent }[];
  readonly misses: readonly ReferenceWord[];
  /** Events that match no word: of nothing, of another word, or a second time for one. */
  readonly falseAccepts: readonly DetectionEvent[];
  /** Share of references missed, NaN where there is none. */
  readonly missRate: number;
  /** Mean time from the end of a word to its event, seconds, NaN without hits; negative when it fires within the word. */
  readonly delay: number;
}

/** How long after its end a word may fire: the rest of a one-second window plus smoothing. */
export const DEFAULT_TOLERANCE_SECONDS = 1;

/**
 * False accepts per hour with their exact interval.
 * @param falseAccepts events that should not have been, a whole number
 * @param hours of sound listened to, > 0
 * @throws invalid-argument when there is no time or the count is not one
 */
export function falseAcceptsPerHour(falseAccepts: number, hours: number): Rate {
  if (!(hours > 0) || !Number.isInteger(falseAccepts) || falseAccepts < 0) {
    throw new LabError(
      'invalid-argument',
      `False accepts per hour need a whole count and more than 0 hours, got ${falseAccepts} in ${hours} hours.`,
      { falseAccepts, hours },
    );
  }
  const [low, high] = poissonInterval(falseAccepts);
  return { perHour: falseAccepts / hours, interval: [low / hours, high / hours] };
}

/**
 * Matches events to the words said: same label, not before the word starts and at most the tolerance after it ends,
 * one event a word. Events in order of time take the open word that ends first, which finds as many hits as there can be.
 * @param references words said
 * @param events what was recognised, any order
 * @param toleranceSeconds after the end of a word
 */
export function matchEvents(
  references: readonly ReferenceWord[],
  events: readonly DetectionEvent[],
  toleranceSeconds = DEFAULT_TOLERANCE_SECONDS,
): EventMatch {
  const open = references.toSorted((a, b) => a.end - b.end);
  const hits: { reference: ReferenceWord; event: DetectionEvent }[] = [];
  const falseAccepts: DetectionEvent[] = [];
  for (const event of events.toSorted((a, b) => a.time - b.time)) {
    const found = open.findIndex(
      ({ label, start, end }) =>
        label === event.label && start <= event.time && event.time <= end + toleranceSeconds,
    );
    if (found < 0) falseAccepts.push(event);
    else hits.push({ reference: open.splice(found, 1)[0], event });
  }
  const delays = hits.map(({ reference, event }) => event.time - reference.end);
  return {
    hits,
    misses: open,
    falseAccepts,
    missRate: open.length / references.length,
    delay: delays.reduce((sum, delay) => sum + delay, 0) / delays.length,
  };
}

/**
 * Share of words said that no event answers; see {@link matchEvents}.
 * @returns 0 to 1, NaN without references
 */
export function missRate(
  references: readonly ReferenceWord[],
  events: readonly DetectionEvent[],
  toleranceSeconds = DEFAULT_TOLERANCE_SECONDS,
): number {
  return matchEvents(references, events, toleranceSeconds).missRate;
}
