// When each moment of the sound came in: pairs of stream time and wall clock.
// Not the sound itself: audioHistory keeps that.

export interface Arrivals {
  /** Says that the sound up to `time` (seconds from the stream's start) was there at `atMs` (wall clock). */
  add(time: number, atMs: number): void;
  /** Wall clock at which the sound at `time` had come in; null for what is not there yet or long gone. */
  of(time: number): number | null;
}

/** @param keepSeconds how long an arrival is remembered, in seconds of the stream */
export function createArrivals(keepSeconds = 30): Arrivals {
  let entries: { readonly time: number; readonly atMs: number }[] = [];
  // Stream times are sums of chunk lengths, frame times products: equal up to rounding.
  const epsilon = 1e-6;
  return {
    add: (time, atMs) => {
      entries.push({ time, atMs });
      if (entries.length > 512 && entries[0].time < time - 2 * keepSeconds) {
        entries = entries.filter((entry) => entry.time >= time - keepSeconds);
      }
    },
    of: (time) => {
      let low = 0;
      let high = entries.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (entries[middle].time < time - epsilon) low = middle + 1;
        else high = middle;
      }
      return entries[low]?.atMs ?? null;
    },
  };
}
