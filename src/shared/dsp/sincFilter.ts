// The low-pass filter of resampling, cut into phases: one row of taps for each place between two input samples.
// Not the resampler: resample.ts runs it over samples.

/** Stop band, in dB; sets the window's shape and, with the transition, the number of taps. */
const STOP_DB = 100;
/** Pass band ends here and stop band begins at 0.5, both as shares of the lower rate. */
const PASS_EDGE = 0.45;
/** Rows a table may have; beyond, rows between two of a coarser table are interpolated. */
const MAX_EXACT_PHASES = 1024;
/** Rows of that coarser table: linear interpolation between them errs by (pi / 512)^2 / 8, -106 dB. */
const COARSE_PHASES = 512;

/** A filter for one ratio of rates, `up / down` in lowest terms. */
export interface SincFilter {
  readonly up: number;
  readonly down: number;
  /** Taps a row, a multiple of four. A row reaches from taps / 2 - 1 samples before the position to taps / 2 after it. */
  readonly taps: number;
  /** Rows between two input samples; `up` when exact. */
  readonly phases: number;
  /** Whether a position always falls on a row. */
  readonly exact: boolean;
  /** [phases + 1, taps], row-major; each row sums to 1. The last row is the first, one sample on. */
  readonly table: Float64Array;
}

const filters = new Map<string, SincFilter>();
const MAX_FILTERS = 8;

/** The filter between two rates; the last few are kept, making one takes milliseconds. */
export function sincFilter(fromRate: number, toRate: number): SincFilter {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const up = toRate / divisor;
  const down = fromRate / divisor;
  const key = `${up}/${down}`;
  const filter = filters.get(key) ?? createFilter(up, down);
  filters.delete(key);
  filters.set(key, filter);
  if (filters.size > MAX_FILTERS) filters.delete(filters.keys().next().value as string);
  return filter;
}

function createFilter(up: number, down: number): SincFilter {
  const lower = Math.min(1, up / down); // the lower rate, in input rates
  // Kaiser's estimate of the length, Oppenheim and Schafer, Discrete-Time Signal Processing, 7.5.3.
  const transition = 2 * Math.PI * (0.5 - PASS_EDGE) * lower;
  const half = 2 * Math.ceil((STOP_DB - 7.95) / (2.285 * transition) / 4);
  const exact = up <= MAX_EXACT_PHASES;
  const phases = exact ? up : COARSE_PHASES;
  const taps = 2 * half;
  const table = new Float64Array((phases + 1) * taps);
  const cutoff = ((PASS_EDGE + 0.5) / 2) * lower;
  for (let phase = 0; phase <= phases; phase++) {
    fillRow(table.subarray(phase * taps, (phase + 1) * taps), phase / phases, half, cutoff);
  }
  return { up, down, taps, phases, exact, table };
}

/** Windowed sinc around `position` (0 to 1 after tap half - 1), scaled to pass a constant unchanged. */
function fillRow(row: Float64Array, position: number, half: number, cutoff: number): void {
  const beta = 0.1102 * (STOP_DB - 8.7);
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const x = tap - (half - 1) - position;
    const angle = 2 * Math.PI * cutoff * x;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const inside = 1 - (x / half) ** 2;
    row[tap] = inside < 0 ? 0 : sinc * besselI0(beta * Math.sqrt(inside));
    sum += row[tap];
  }
  for (let tap = 0; tap < row.length; tap++) row[tap] /= sum;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
