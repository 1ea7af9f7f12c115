// Timing a piece of work: warm up, repeat, take the median and the smallest. Not what is timed.

export interface Timing {
  readonly medianMs: number;
  readonly minMs: number;
  readonly repetitions: number;
}

export interface TimingLimits {
  /** Time for it, seconds; at least three repetitions are made whatever they take. */
  readonly seconds: number;
  readonly mostRepetitions?: number;
  readonly warmUps?: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/** @returns milliseconds a call */
export function time(work: () => void, limits: TimingLimits): Timing {
  const { seconds, mostRepetitions = 1000, warmUps = 3 } = limits;
  for (let i = 0; i < warmUps; i++) work();
  const times: number[] = [];
  const end = performance.now() + 1000 * seconds;
  while (times.length < 3 || (times.length < mostRepetitions && performance.now() < end)) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return { medianMs: median(times), minMs: Math.min(...times), repetitions: times.length };
}
