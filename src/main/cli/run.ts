// One command line from its words to its exit code: 0 success, 1 a stated failure, 2 wrong usage.
// Not the process (./main) and not the commands (./commands), which are loaded when they are needed.

import { LabError, toLabErrorData } from '../../shared/contract/errors';
import { parseCommand, UsageError } from './args';
import type { Arguments, ParsedCommand } from './args';
import type { Command, CommandContext } from './context';
import { helpOf, musicOverview, overview } from './help';
import type { CommandName } from './specification';
import { createTerminal } from './terminal';
import type { Streams, Terminal } from './terminal';

export type RunSurroundings = Omit<CommandContext, 'terminal'> & { readonly streams: Streams };

/** Each command's module, with TensorFlow.js or a server in it, only when it is asked for. */
const loaders: { readonly [Name in CommandName]: () => Promise<Command<Name>> } = {
  doctor: async () => (await import('./commands/doctor')).doctor,
  train: async () => (await import('./commands/train')).train,
  evaluate: async () => (await import('./commands/evaluate')).evaluate,
  detect: async () => (await import('./commands/detect')).detect,
  export: async () => (await import('./commands/export')).exportPackage,
  'music train': async () => (await import('./commands/musicTrain')).musicTrain,
  'music evaluate': async () => (await import('./commands/musicEvaluate')).musicEvaluate,
  'music generate': async () => (await import('./commands/musicGenerate')).musicGenerate,
  serve: async () => (await import('./commands/serve')).serve,
};

/**
 * Runs a command line.
 * @param argv without the program's own name
 * @returns the exit code
 */
export async function run(
  argv: readonly string[],
  { streams, ...context }: RunSurroundings,
): Promise<number> {
  const terminal = createTerminal(streams, argv.includes('--json'));
  try {
    const parsed = parseCommand(argv);
    return printed(parsed, streams, context.version) ?? (await dispatch(parsed, { ...context, terminal }));
  } catch (error) {
    return report(error, terminal);
  }
}

/** Answers what needs no command; null where one is asked for. */
function printed(parsed: ParsedCommand, { stdout }: Streams, version: string): number | null {
  if (parsed.name === 'version') {
    stdout.write(`${version}\n`);
    return 0;
  }
  if (parsed.name !== 'help') return null;
  stdout.write(`${helpText(parsed.of, version)}\n`);
  return 0;
}

function helpText(of: CommandName | 'music' | null, version: string): string {
  if (of === null) return overview(version);
  return of === 'music' ? musicOverview() : helpOf(of);
}

async function dispatch(parsed: ParsedCommand, context: CommandContext): Promise<number> {
  const { name, ...args } = parsed as { name: CommandName } & Arguments<CommandName>;
  const command = (await loaders[name]()) as Command<CommandName>;
  return command(args, context);
}

/** Says what went wrong, for the person on stderr, with --json for programs as well. */
function report(error: unknown, terminal: Terminal): number {
  if (error instanceof UsageError) {
    const more = error.command ? ` ('${error.command} --help' tells what it takes)` : '';
    terminal.note(`lab: ${error.message}${more}`);
    terminal.printJson({ error: { code: 'invalid-argument', message: error.message } });
    return 2;
  }
  const data = toLabErrorData(error);
  terminal.note(`lab: ${data.message}`);
  if (data.code === 'internal' && error instanceof Error) terminal.note(error.stack ?? '');
  terminal.printJson({ error: data });
  return error instanceof LabError && error.code === 'invalid-argument' ? 2 : 1;
}
