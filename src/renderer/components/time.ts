// Lengths of time as people say them.
// Not dates: the screens that show those use the browser's own words.

/** `12 s`, `3 min`, `2 h 5 min`. @param seconds rounded up, so that work is never said to be done before it is */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.ceil(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** `12 s left`, or nothing before there is a pace. */
export function formatLeft(seconds: number | null): string {
  return seconds === null ? '' : `${formatDuration(seconds)} left`;
}

/** `0.98 s`, for the length of a clip. */
export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}
