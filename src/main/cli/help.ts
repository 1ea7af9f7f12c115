// Help texts, made from what each command takes.
// Not the parsing (./args) and not the words themselves (./specification).

import { commands } from './specification';
import type { CommandSpec } from './optionSpecs';
import type { CommandName } from './specification';

const PROGRAM = 'npm run -s lab --';

/** The overview of all commands. */
export function overview(version: string): string {
  return [
    `Earshot ${version}: recognizers of your own words and generators of tunes, trained and used on this computer.`,
    '',
    `usage: ${PROGRAM} <command> [options]`,
    '',
    ...summaries(),
    '',
    `${PROGRAM} <command> --help tells what a command takes. Exit code: 0 success, 1 a stated failure, 2 wrong usage.`,
    'With --json, stdout ends with exactly one line of JSON and everything else goes to stderr.',
  ].join('\n');
}

/** The commands of music. */
export function musicOverview(): string {
  return [
    `usage: ${PROGRAM} music <command> [options]`,
    '',
    ...summaries('music '),
    '',
    `${PROGRAM} music <command> --help tells what a command takes.`,
  ].join('\n');
}

function summaries(of = ''): string[] {
  const chosen = Object.entries(commands).filter(([name]) => name.startsWith(of));
  const width = Math.max(...chosen.map(([name]) => name.length));
  return chosen.map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
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
    ...rows.flatMap(([left, right]) => hanging(`  ${left.padEnd(width)}  `, right)),
  ].join('\n');
}

const COLUMNS = 120;

/** Text behind a first part, its further lines below where it began. */
function hanging(first: string, text: string): string[] {
  const lines = [first];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    const isStart = last.trimEnd().length < first.length && last.length === first.length;
    if (isStart || last.length + 1 + word.length <= COLUMNS)
      lines[lines.length - 1] = isStart ? last + word : `${last} ${word}`;
    else lines.push(' '.repeat(first.length) + word);
  }
  return lines;
}

function usageLine(name: CommandName, { positionals, options }: CommandSpec): string {
  const flags = Object.entries(options).map(([option, { value, required }]) => {
    const text = `--${option}${value ? ` ${value}` : ''}`;
    return required ? text : `[${text}]`;
  });
  return [name, ...positionals.map((positional) => `<${positional}>`), ...flags].join(' ');
}
