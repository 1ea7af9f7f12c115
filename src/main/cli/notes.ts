// What several commands say on the way.
// Not their results.

import { plural } from './format';
import type { Terminal } from './terminal';

const SHOWN = 5;

/** Names the files of a folder that were left out, the first few one by one. */
export function noteIgnored(
  terminal: Terminal,
  ignored: readonly { readonly path: string; readonly reason: string }[],
): void {
  if (ignored.length === 0) return;
  terminal.note(`${plural(ignored.length, 'file')} left out:`);
  for (const { path, reason } of ignored.slice(0, SHOWN)) terminal.note(`  ${path}: ${reason}`);
  if (ignored.length > SHOWN) terminal.note(`  and ${ignored.length - SHOWN} more`);
}
