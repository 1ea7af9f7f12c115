// The last looks of the model, kept in a ring: what the strip chart scrolls through.
// Not a store: it is read by a canvas sixty times a second and never by React.

import type { DetectionEvent, PosteriorFrame } from '../../shared/contract/live';

export interface PosteriorHistory {
  readonly labels: readonly string[];
  /** Looks kept now, at most `capacity`. */
  readonly length: number;
  push(frame: PosteriorFrame): void;
  addEvent(event: DetectionEvent): void;
  /** @param index 0 = oldest kept */
  timeAt(index: number): number;
  /** Smoothed posterior of a label, 0 to 1. */
  smoothedAt(index: number, label: number): number;
  /** Posterior of a label before smoothing, 0 to 1. */
  posteriorAt(index: number, label: number): number;
  /** First look at or after a time; `length` when there is none. */
  indexFrom(time: number): number;
  /** Events whose time is at or after `time`, oldest first. */
  eventsFrom(time: number): readonly DetectionEvent[];
  clear(): void;
}

/**
 * @param capacity looks kept; at ten a second 1,200 are two minutes
 */
export function createPosteriorHistory(labels: readonly string[], capacity = 1200): PosteriorHistory {
  const width = labels.length;
  const times = new Float64Array(capacity);
  const smoothed = new Float32Array(capacity * width);
  const posteriors = new Float32Array(capacity * width);
  let events: DetectionEvent[] = [];
  let count = 0;
  let next = 0;
  const slot = (index: number) => (next - count + index + capacity) % capacity;
  const timeAt = (index: number) => times[slot(index)];

  return {
    labels,
    get length() {
      return count;
    },
    push: (frame) => {
      times[next] = frame.time;
      smoothed.set(frame.smoothed.subarray(0, width), next * width);
      posteriors.set(frame.posteriors.subarray(0, width), next * width);
      next = (next + 1) % capacity;
      count = Math.min(capacity, count + 1);
    },
    addEvent: (event) => {
      events = [...events.filter((old) => count === 0 || old.time >= timeAt(0)), event];
    },
    timeAt,
    smoothedAt: (index, label) => smoothed[slot(index) * width + label],
    posteriorAt: (index, label) => posteriors[slot(index) * width + label],
    indexFrom: (time) => {
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (timeAt(middle) < time) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    eventsFrom: (time) => events.filter((event) => event.time >= time),
    clear: () => {
      count = 0;
      next = 0;
      events = [];
    },
  };
}
