// Help texts, made from what each command takes.
// Not the parsing (./args) and not the words themselves (./specification).

import { commands } from './specification';
import type { CommandName, CommandSpec } from './specification';

const PROGRAM = 'npm run -s lab --';

/** The overview of all commands. */
export function overview(version: string): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    `Earshot ${version}: train, test and use recognizers of your own words, on this computer.`,
    '',
    `usage: ${PROGRAM} <command> [options]`,
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    `${PROGRAM} <command> --help tells what a command takes. Exit code: 0 success, 1 a stated failure, 2 wrong usage.`,
    'With --json, stdout ends with exactly one line of JSON and everything else goes to stderr.',
  ].join('\n');
}

/** The help of one command. */
export function helpOf(name: CommandName): string {
  const spec: CommandSpec = commands[name];
  const rows = Object.entries(spec.options).map(([option, { value, help, choices }]) => [
    `--${option}${value ? ` ${value}` : ''}`,
    choices ? `${help}; one of ${choices.join(', ')}` : help,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `${PROGRAM} ${usageLine(name, spec)}`,
    '',
    `${spec.summary[0].toUpperCase()}${spec.summary.slice(1)}.`,
    ...(spec.details.length > 0 ? ['', ...spec.details] : []),
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n');
}

function usageLine(name: CommandName, { positionals, options }: CommandSpec): string {
  const flags = Object.entries(options).map(([option, { value, required }]) => {
    const text = `--${option}${value ? ` ${value}` : ''}`;
    return required ? text : `[${text}]`;
  });
  return [name, ...positionals.map((positional) => `<${positional}>`), ...flags].join(' ');
}
