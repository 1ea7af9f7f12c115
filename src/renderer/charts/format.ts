// Numbers as the screens say them: shares, losses, durations, learning rates.
// Not a formatter of dates or of audio levels.

const missing = '–';
const isMissing = (value: number | null | undefined): value is null | undefined =>
  value === null || value === undefined || !Number.isFinite(value);

/** A share of 0 to 1 as per cent with `digits` decimals; a dash where there is none. */
export function formatPercent(share: number | null | undefined, digits = 1): string {
  return isMissing(share) ? missing : `${(share * 100).toFixed(digits)} %`;
}

/** A loss, a norm: three significant digits, never in exponential form between 0.001 and 10,000. */
export function formatNumber(value: number | null | undefined): string {
  if (isMissing(value)) return missing;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 10_000)) return value.toExponential(1).replace('e+', 'e');
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return value.toFixed(size >= 1 ? 2 : 3);
}

/** A setting as it would be typed: `0.0005`, `32`. */
export function formatSetting(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** A duration in words a person reads at a glance: `0.8 s`, `42 s`, `3 min 05 s`, `1 h 12 min`. */
export function formatSeconds(seconds: number | null | undefined): string {
  if (isMissing(seconds)) return missing;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** Milliseconds, with a decimal below ten; from a second on in seconds. */
export function formatMs(ms: number | null | undefined): string {
  if (isMissing(ms)) return missing;
  if (ms >= 999.5) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** A whole number in groups of three digits: `22,246`. */
export function formatCount(count: number | null | undefined): string {
  if (isMissing(count)) return missing;
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 clip`, `3 clips`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
