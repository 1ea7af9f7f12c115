// Reasons why files were or will be left out, each once.
// Not their display: ReasonList shows them.

export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
  /** A few of the paths. */
  readonly examples: readonly string[];
}

/** The same reason once, with how often and a few examples; the most frequent first. */
export function countReasons(
  items: readonly { readonly path: string; readonly reason: string }[],
): readonly ReasonCount[] {
  const counts = new Map<string, { count: number; examples: string[] }>();
  for (const { path, reason } of items) {
    const known = counts.get(reason) ?? { count: 0, examples: [] };
    counts.set(reason, known);
    known.count++;
    if (known.examples.length < 3) known.examples.push(path);
  }
  return [...counts].map(([reason, rest]) => ({ reason, ...rest })).sort((a, b) => b.count - a.count);
}
