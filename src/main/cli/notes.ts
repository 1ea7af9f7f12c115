// What several commands say on the way.
// Not their results.

import type { DatasetFolder } from '../engine/library';
import { plural } from './format';
import type { Terminal } from './terminal';

const SHOWN = 5;

/** Names the files of a dataset that were left out and the clips without sound, the first few one by one. */
export function noteOddFiles(
  terminal: Terminal,
  { ignored, silent }: Pick<DatasetFolder, 'ignored' | 'silent'>,
): void {
  const left = ignored.map(({ path, reason }) => `${path}: ${reason}`);
  noteList(terminal, `${plural(ignored.length, 'file')} left out:`, left);
  const mute = `${plural(silent.length, 'clip')} without any sound in use; record anew or delete:`;
  noteList(terminal, mute, silent);
}

function noteList(terminal: Terminal, heading: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  terminal.note(heading);
  for (const line of lines.slice(0, SHOWN)) terminal.note(`  ${line}`);
  if (lines.length > SHOWN) terminal.note(`  and ${lines.length - SHOWN} more`);
}
