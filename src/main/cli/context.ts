// What every command of the lab is given beside its arguments.
// Not the arguments: ./args.

import type { Arguments } from './args';
import type { CommandName } from './specification';
import type { Terminal } from './terminal';

export interface CommandContext {
  readonly terminal: Terminal;
  /** Of the lab. */
  readonly version: string;
  /** Aborted by Ctrl+C or a request to end. */
  readonly signal: AbortSignal;
  /** Folder of the built programs. */
  readonly programs: string;
}

/** @returns the exit code: 0, or 1 where a part of the work failed and was said. Throws where all of it did. */
export type Command<Name extends CommandName> = (
  args: Arguments<Name>,
  context: CommandContext,
) => Promise<number>;
