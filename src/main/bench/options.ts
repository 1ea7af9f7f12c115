// What can be asked of `npm run bench`, read from the command line. Not the measuring.

import { parseArgs } from 'node:util';

export type ModelName = 'A' | 'B' | 'L';
export const modelNames: readonly ModelName[] = ['A', 'B', 'L'];

export interface BenchOptions {
  /** One JSON object as the last line of stdout. */
  readonly json: boolean;
  /** PyTorch in turn with the lab's backends. */
  readonly peer: boolean;
  /** Milliseconds by kernel of one step of each model. */
  readonly profile: boolean;
  /** `avx512`, `avx2`, `baseline`, or '' for the widest. */
  readonly instructionSet: string;
  readonly models: readonly ModelName[];
  /** Names of backends; empty for all that are there. */
  readonly backends: readonly string[];
  readonly threads: readonly number[];
  /** Time for one measurement, seconds. */
  readonly seconds: number;
  /** What to do instead of everything: measure the memory of training A in this process. */
  readonly memoryOf: string | null;
}

export const usage = `npm run bench -- [--json] [--peer] [--profile] [--isa avx512|avx2|baseline]
  [--models A,B,L] [--backends earshot-native,earshot-wasm,...] [--threads 1,2] [--seconds 4]`;

const list = (text: string | undefined): string[] => (text ? text.split(',').map((each) => each.trim()) : []);

const flags = {
  json: { type: 'boolean' },
  peer: { type: 'boolean' },
  profile: { type: 'boolean' },
  isa: { type: 'string' },
  models: { type: 'string' },
  backends: { type: 'string' },
  threads: { type: 'string' },
  seconds: { type: 'string' },
  'memory-of': { type: 'string' },
} as const;

/** @throws Error naming the argument that is not understood */
export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...argv], options: flags, strict: true });
  const models = list(values.models).map((name) => {
    const known = modelNames.find((each) => each === name);
    if (!known) throw new Error(`--models: expected some of ${modelNames.join(', ')}, got ${name}`);
    return known;
  });
  const threads = list(values.threads ?? '1,2').map(Number);
  const seconds = Number(values.seconds ?? 4);
  if (threads.some((count) => !Number.isInteger(count) || count < 1 || count > 64))
    throw new Error(`--threads: expected whole numbers from 1 to 64, got ${values.threads}`);
  if (!(seconds > 0)) throw new Error(`--seconds: expected a positive number, got ${values.seconds}`);
  return {
    json: values.json ?? false,
    peer: values.peer ?? false,
    profile: values.profile ?? false,
    instructionSet: values.isa ?? '',
    models: models.length > 0 ? models : modelNames,
    backends: list(values.backends),
    threads,
    seconds,
    memoryOf: values['memory-of'] ?? null,
  };
}
