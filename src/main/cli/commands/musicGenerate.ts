// lab music generate: a tune out of a generator, as MIDI, sound or ABC.
// Not the writing of it (src/main/engine/music) and not the sound (src/shared/synth).

import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import type { GeneratedTune, GenerationOptions } from '../../../shared/contract/generation';
import {
  allNotes,
  barsOf,
  isMonophonic,
  readTunes,
  scoreLength,
  topLine,
  writeAbc,
  writeMidi,
} from '../../../shared/music';
import type { Score } from '../../../shared/music';
import { encodeStereoWav, renderScore, stepToSeconds } from '../../../shared/synth';
import { makeFolder, writeFileAtomic } from '../../engine/library';
import { namingDisk } from '../../engine/library/diskErrors';
import { generateTunes, openGenerator } from '../../engine/music';
import type { Arguments } from '../args';
import type { Command, CommandContext } from '../context';
import { duration, plural } from '../format';

type Options = Arguments<'music generate'>['options'];

const BARS = 16;

export const musicGenerate: Command<'music generate'> = async ({ positionals, options }, context) => {
  const { terminal, signal } = context;
  const out = resolve(options.out);
  const format = formatOf(out);
  await requireFile(out);
  const primer = options.primer === undefined ? null : await readPrimer(options.primer, context);
  const model = await openGenerator(resolve(positionals[0]), options.backend);
  try {
    const [tune] = await generateTunes(model, generationOptions(options, primer), {
      signal,
      onProgress: ({ bars, tokens }) =>
        terminal.progress(`${plural(bars, 'bar')}, ${plural(tokens, 'token')}`),
    });
    if (allNotes(tune.score).length === 0) {
      throw new LabError('bad-score', `${tune.message} Nothing was written to ${out}.`);
    }
    const score = format === 'abc' ? oneVoice(tune.score, context) : tune.score;
    const bytes = await writers[format](score, context);
    await namingDisk(`${out} was not written`, () => writeFileAtomic(out, bytes));
    report(context, { out, format, tune, score });
    return 0;
  } finally {
    model.dispose();
  }
};

const formats = { '.mid': 'midi', '.midi': 'midi', '.wav': 'wav', '.abc': 'abc' } as const;
type Format = (typeof formats)[keyof typeof formats];

function formatOf(out: string): Format {
  const ending = extname(out).toLowerCase();
  if (Object.hasOwn(formats, ending)) return formats[ending as keyof typeof formats];
  throw new LabError(
    'invalid-argument',
    `--out: expected a name that ends in .mid, .wav or .abc, got ${out}.`,
  );
}

/** Makes sure, before anything is computed, that a file of this name can be written. */
async function requireFile(out: string): Promise<void> {
  await namingDisk(`${out} cannot be written`, () => makeFolder(dirname(out)));
  const found = await stat(out).catch(() => null);
  if (!found?.isDirectory()) return;
  throw new LabError('already-exists', `${out} is a folder. Name a file with --out.`);
}

async function readPrimer(path: string, { terminal }: CommandContext): Promise<Score> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new LabError('not-found', `--primer: there is no file ${path}.`, { path });
  });
  const { tunes, failures } = readTunes(bytes, { name: path });
  if (tunes.length === 0) throw failures[0].error;
  if (tunes.length > 1)
    terminal.note(`${path}: ${tunes.length} tunes, the first is taken ("${tunes[0].score.title}")`);
  return tunes[0].score;
}

function generationOptions(options: Options, primer: Score | null): GenerationOptions {
  return {
    primer,
    bars: options.bars ?? BARS,
    // Who names a length gets it; otherwise the tune may end where the model ends it.
    mayEnd: options.bars === undefined,
    variations: 1,
    seed: options.seed ?? 1,
    ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
    ...(options['top-k'] === undefined ? {} : { topK: options['top-k'] }),
    ...(options['top-p'] === undefined ? {} : { topP: options['top-p'] }),
    ...(options.qpm === undefined ? {} : { qpm: options.qpm }),
  };
}

function oneVoice(score: Score, { terminal }: CommandContext): Score {
  if (isMonophonic(score)) return score;
  terminal.note('ABC holds one voice: of notes at once the highest is written');
  return topLine(score);
}

type Writer = (score: Score, context: CommandContext) => Promise<string | Uint8Array>;

const writers: Readonly<Record<Format, Writer>> = {
  midi: async (score) => writeMidi(score),
  abc: async (score) => writeAbc(score),
  wav: async (score, { terminal, signal }) => {
    const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
      terminal.progress(`sound: ${duration(done)} of ${duration(total)}`);
    return encodeStereoWav(await renderScore(score, { onProgress, signal }));
  },
};

interface Written {
  readonly out: string;
  readonly format: Format;
  readonly tune: GeneratedTune;
  readonly score: Score;
}

function report({ terminal }: CommandContext, { out, format, tune, score }: Written): void {
  const { seed, ending, message, tokens, tokensPerSecond, primerSteps } = tune;
  const end = scoreLength(score);
  const seconds = stepToSeconds(score, end);
  const notes = allNotes(score).length;
  terminal.print(
    `${message} ${plural(notes, 'note')}, ${duration(seconds)}, seed ${seed}, ${Math.round(tokensPerSecond)} tokens a second.\n${out}`,
  );
  terminal.printJson({
    ...{ out, format, notes, bars: barsOf(score, end).length, seconds, ending, message },
    ...{ tokens, tokensPerSecond, seed, primerQuarters: primerSteps / score.stepsPerQuarter },
  });
}
