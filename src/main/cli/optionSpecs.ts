// What an option or a command of the command line is made of, and options that several commands have.
// Not the commands: ./specification and ./musicSpecification.

/** How an option's value is read; see `ranges` in ./args. */
export type Kind =
  | 'text'
  | 'flag'
  | 'count'
  | 'integer'
  | 'share'
  | 'positive'
  | 'list'
  | 'port'
  | 'bars'
  | 'temperature'
  | 'qpm'
  | 'grid';

export interface OptionSpec {
  readonly kind: Kind;
  /** What stands for the value in the help, e.g. `N`. */
  readonly value?: string;
  readonly help: string;
  readonly required?: boolean;
  readonly choices?: readonly string[];
}

export interface CommandSpec {
  readonly summary: string;
  readonly details: readonly string[];
  /** Names of the positional arguments; a name ending in `...` takes one or more. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
}

export const json = {
  kind: 'flag',
  help: 'print one JSON object as the last line of stdout',
} as const satisfies OptionSpec;

export const backend = {
  kind: 'text',
  value: 'NAME',
  help: 'a backend that doctor names (default: auto)',
} as const satisfies OptionSpec;

export const maxMinutes = {
  kind: 'positive',
  value: 'M',
  help: 'stop training after this many minutes, keeping the best',
} as const satisfies OptionSpec;

export const epochs = {
  kind: 'count',
  value: 'N',
  help: 'at most this many passes over the data',
} as const satisfies OptionSpec;
