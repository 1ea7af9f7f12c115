// From the words of a command line to a command with its options.
// Not what the commands take (./specification) and not what they do (./commands).

import { parseArgs } from 'node:util';
import { MAX_BARS } from '../../shared/contract/generation';
import { commands } from './specification';
import type { CommandName, Values } from './specification';
import type { CommandSpec, OptionSpec } from './optionSpecs';

/** A command line that says something the lab does not know: exit code 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    /** The command whose help would have told. */
    readonly command: CommandName | null,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

/** A parsed command line: what the command of this name is given. */
export type Arguments<Name extends CommandName> = {
  readonly positionals: readonly string[];
  readonly options: Values<(typeof commands)[Name]['options']>;
};

export type ParsedCommand =
  | { readonly [Name in CommandName]: { readonly name: Name } & Arguments<Name> }[CommandName]
  | { readonly name: 'help'; readonly of: CommandName | 'music' | null }
  | { readonly name: 'version' };

/**
 * Reads a command line.
 * @param argv without the program's own name
 * @throws UsageError with one line that says what was wrong
 */
export function parseCommand(argv: readonly string[]): ParsedCommand {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-v') return { name: 'version' };
  if (first === '--help' || first === '-h') return { name: 'help', of: null };
  if (first === 'help') return helpFor(rest);
  if (first === undefined) throw new UsageError(`no command given; the commands are ${names()}`, null);
  if (first === GROUP && asksHelp(rest) && !isCommand(`${GROUP} ${rest[0]}`))
    return { name: 'help', of: GROUP };
  const { name, rest: own } = takeName(argv);
  if (asksHelp(own)) return { name: 'help', of: name };
  return { name, ...parseRest(name, own) } as ParsedCommand;
}

/** The word before the commands of music. */
const GROUP = 'music';

const asksHelp = (words: readonly string[]): boolean => words.includes('--help') || words.includes('-h');

function helpFor(words: readonly string[]): ParsedCommand {
  if (words.length === 0) return { name: 'help', of: null };
  if (words.length === 1 && words[0] === GROUP) return { name: 'help', of: GROUP };
  return { name: 'help', of: takeName(words).name };
}

function names(of = ''): string {
  return Object.keys(commands)
    .filter((name) => name.startsWith(of))
    .join(', ');
}

const isCommand = (text: string): text is CommandName => Object.hasOwn(commands, text);

/** The command's name, of one word or of two, and the words behind it. */
function takeName([first, second, ...others]: readonly string[]) {
  const rest = second === undefined ? [] : [second, ...others];
  if (first !== GROUP) {
    if (isCommand(first)) return { name: first, rest };
    throw new UsageError(`unknown command '${first}'; the commands are ${names()}`, null);
  }
  const name = `${GROUP} ${second}`;
  if (isCommand(name)) return { name, rest: others };
  const what = second === undefined ? `${GROUP} needs a command` : `unknown command '${name}'`;
  throw new UsageError(`${what}; those of music are ${names(GROUP)}`, null);
}

function parseRest(name: CommandName, rest: readonly string[]) {
  const spec: CommandSpec = commands[name];
  const { values, positionals } = parseTokens(name, spec, rest);
  checkPositionals(name, spec, positionals);
  const read = ([option, one]: [string, OptionSpec]) => {
    const value = one.kind === 'flag' ? values[option] === true : values[option];
    if (one.required && value === undefined)
      throw new UsageError(`${name} needs --${option} ${one.value}`, name);
    return [option, readValue(name, option, one, value)];
  };
  return { positionals, options: Object.fromEntries(Object.entries(spec.options).map(read)) };
}

function parseTokens(name: CommandName, spec: CommandSpec, rest: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([option, { kind }]) => [
      option,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own words for unknown options and missing values, without its advice on '--'.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name}: ${message.split(/\. |\n/)[0].replace(/\.$/, '')}`, name);
  }
}

function checkPositionals(
  name: CommandName,
  { positionals: expected }: CommandSpec,
  got: readonly string[],
): void {
  const open = expected.at(-1)?.endsWith('...') ?? false;
  if (got.length < expected.length) {
    throw new UsageError(`${name} needs <${expected[got.length]}>`, name);
  }
  if (!open && got.length > expected.length) {
    throw new UsageError(`${name}: '${got[expected.length]}' is one argument too many`, name);
  }
}

function readValue(
  name: CommandName,
  option: string,
  { kind, choices }: OptionSpec,
  value: string | boolean | undefined,
): string | boolean | number | readonly string[] | undefined {
  if (typeof value !== 'string') return value;
  const wrong = (expected: string) =>
    new UsageError(`${name} --${option}: expected ${expected}, got '${value}'`, name);
  if (choices && !choices.includes(value)) throw wrong(`one of ${choices.join(', ')}`);
  if (kind === 'text') {
    if (value === '') throw wrong('some text');
    return value;
  }
  if (kind === 'list') {
    const items = value.split(',').map((item) => item.trim());
    if (items.includes('')) throw wrong('labels with commas between them');
    return items;
  }
  const range = ranges[kind as keyof typeof ranges];
  const number = value.trim() === '' ? NaN : Number(value);
  if (!range.holds(number)) throw wrong(range.words);
  return number;
}

const within = (low: number, high: number, whole: boolean) => (n: number) =>
  n >= low && n <= high && (!whole || Number.isInteger(n));

const ranges = {
  count: { words: 'a whole number from 1 to 100000', holds: within(1, 100_000, true) },
  integer: { words: 'a whole number from 0 to 2147483647', holds: within(0, 2 ** 31 - 1, true) },
  share: { words: 'a number from 0 to 1', holds: within(0, 1, false) },
  positive: { words: 'a number above 0', holds: (n: number) => n > 0 && Number.isFinite(n) },
  bars: { words: `a whole number from 1 to ${MAX_BARS}`, holds: within(1, MAX_BARS, true) },
  temperature: { words: 'a number from 0 to 2', holds: within(0, 2, false) },
  qpm: { words: 'a number from 10 to 400', holds: within(10, 400, false) },
  grid: { words: 'a whole number from 1 to 24', holds: within(1, 24, true) },
  port: { words: 'a port from 0 to 65535', holds: within(0, 65_535, true) },
} as const;
