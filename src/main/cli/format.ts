// Figures and tables as the command line prints them.
// Not rounding for programs: --json carries full numbers.

/** A share as a percentage with one decimal; `-` where there is no number. */
export function percent(share: number | null): string {
  return share === null || Number.isNaN(share) ? '-' : `${(share * 100).toFixed(1)} %`;
}

/** Seconds in the largest units that matter: `8.3 s`, `4 min 05 s`, `1 h 02 min`. */
export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** A place in a recording: `0:01.25`, `1:02:03.50`. */
export function timestamp(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60];
  const rest = `${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** `1 clip`, `2 clips`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Columns side by side: the first to the left, the others to the right.
 * @param rows the first may be the heading; all of one length
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => width(row[column]))));
  const pad = (text: string, column: number) => {
    const spaces = ' '.repeat(widths[column] - width(text));
    return column === 0 ? text + spaces : spaces + text;
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** Characters as a person counts them, so that emoji in labels do not push columns. */
function width(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length;
}
