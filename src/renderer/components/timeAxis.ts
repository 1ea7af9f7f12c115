// Layout of a time axis: marks at round times, seconds to pixels and back.
// Pure; SoundPicture.tsx draws three pictures over one such axis.

/** Steps between marks, in seconds. */
const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600];
const SMALLEST_GAP = 56;

/** @param duration seconds @param width pixels @returns times to mark, from 0, at least 56 pixels apart */
export function timeMarks(duration: number, width: number): readonly number[] {
  if (!(duration > 0) || !(width > 0)) return [];
  const step = steps.find((one) => (one / duration) * width >= SMALLEST_GAP) ?? duration;
  const count = Math.floor(duration / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toFixed(3)));
}

/** `0.25`, `1`, `1:05` */
export function formatMark(seconds: number): string {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}

/** @returns seconds within [0, duration] */
export function timeAt(x: number, width: number, duration: number): number {
  return width > 0 ? Math.min(duration, Math.max(0, (x / width) * duration)) : 0;
}

/** Smallest part that may count as a word, in seconds. */
export const SHORTEST_TRIM = 0.02;

export interface Trim {
  readonly start: number;
  readonly end: number;
}

/** Moves one edge, keeping it within the sound and apart from the other. */
export function moveTrim(trim: Trim, edge: keyof Trim, to: number, duration: number): Trim {
  const rounded = Math.round(to * 1000) / 1000;
  return edge === 'start'
    ? { ...trim, start: Math.max(0, Math.min(rounded, trim.end - SHORTEST_TRIM)) }
    : { ...trim, end: Math.min(duration, Math.max(rounded, trim.start + SHORTEST_TRIM)) };
}
