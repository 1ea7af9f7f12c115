// lab music train: files of tunes become a generator's folder.
// Not the training itself: src/main/engine/music.

import { join, resolve } from 'node:path';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import type { EpochMetrics } from '../../../shared/contract/training';
import { LabError } from '../../../shared/contract/errors';
import { isMonophonic, recommendPreset, tokensFor, withoutDrums } from '../../../shared/music';
import { exportGenerator, generatorPresets, planGenerator, trainGenerator } from '../../engine/music';
import type { GeneratorResult, TuneSource } from '../../engine/music';
import { generatorFileNames } from '../../engine/music/generatorFiles';
import type { Arguments } from '../args';
import type { Command, CommandContext } from '../context';
import { duration, plural } from '../format';
import { requireFreePlace } from '../places';
import { epochLine, progressLine } from '../trainingLines';
import { besideThePlace, noteLeftovers } from '../trainingPlace';
import { readTuneSources } from '../tuneSources';

type Options = Arguments<'music train'>['options'];

/** Frames of a quarter note in a piano roll that nobody said anything of. */
const ROLL_FRAMES = 4;

export const musicTrain: Command<'music train'> = async ({ positionals, options }, context) => {
  const { terminal } = context;
  requireOneKeys(options);
  const out = resolve(options.out);
  await requireFreePlace(out, generatorFileNames);
  await noteLeftovers(out, terminal);
  const framesPerQuarter = options['steps-per-quarter'] ?? ROLL_FRAMES;
  const { tunes, failed } = await readTuneSources(positionals, framesPerQuarter, context);
  const { preset, config } = choose(options, tunes);
  const { warnings } = planGenerator(tunes, config);
  for (const warning of warnings) terminal.note(warning);
  const trained = await besideThePlace(out, async (folder) => {
    const started = performance.now();
    const { result, best } = await trainIn(
      folder,
      positionals.join(', '),
      { tunes, config, warnings },
      context,
    );
    if (!best) throw new LabError('aborted', `${result.message} No model was written.`);
    await exportGenerator(join(folder, 'best'), out);
    return { model: out, result, best, seconds: (performance.now() - started) / 1000 };
  });
  report(context, { ...trained, preset, config, failed: failed.length });
  return 0;
};

function requireOneKeys({ keys, transpose }: Options): void {
  if (!transpose || keys === undefined || keys === 'random-key') return;
  throw new LabError(
    'invalid-argument',
    `--transpose means --keys random-key, not ${keys}. Name one of them.`,
  );
}

/** The preset for these tunes, and its configuration with what the person wants otherwise. */
function choose(options: Options, tunes: readonly TuneSource[]) {
  const named = generatorPresets.find(({ name }) => name === options.preset);
  const size = sizeOf(tunes);
  const tokens = options.tokens ?? named?.config.tokens ?? tokensFor(size);
  const usual = recommendPreset(generatorPresets, size, tokens) ?? generatorPresets[0];
  const preset = named ?? usual;
  const grid = preset.config.tokens === tokens ? preset.config : usual.config;
  const config: GeneratorConfig = {
    ...preset.config,
    tokens,
    stepsPerQuarter: options['steps-per-quarter'] ?? grid.stepsPerQuarter,
    keys: options.keys ?? (options.transpose ? 'random-key' : preset.config.keys),
    epochs: options.epochs ?? preset.config.epochs,
    seed: options.seed ?? preset.config.seed,
    backend: options.backend ?? preset.config.backend,
    maxMinutes: options['max-minutes'] ?? preset.config.maxMinutes,
  };
  return { preset: preset.name, config };
}

/** How large the collection is, and how much of it has one voice. */
function sizeOf(tunes: readonly TuneSource[]) {
  const monophonic = tunes.filter(({ score }) => isMonophonic(withoutDrums(score))).length;
  return { tunes: tunes.length, monophonic };
}

interface Material {
  readonly tunes: readonly TuneSource[];
  readonly config: GeneratorConfig;
  /** Said already. */
  readonly warnings: readonly string[];
}

async function trainIn(
  folder: string,
  name: string,
  { tunes, config, warnings }: Material,
  { terminal, signal, version }: CommandContext,
) {
  const epochs: EpochMetrics[] = [];
  const job = { name, tunes, config, folder, versions: { earshot: version } };
  const result = await trainGenerator(job, {
    signal,
    onStart: ({ counts: { train, valid }, parameters, backend }) => {
      const size = `${plural(train.tunes, 'tune')} (${train.tokens.toLocaleString('en')} tokens), ${valid.tunes} to validate on`;
      terminal.note(
        `${config.tokens}, ${config.cell}: ${parameters.toLocaleString('en')} parameters, ${size}, backend ${backend.name} (${backend.reason})`,
      );
    },
    onProgress: (progress) => terminal.progress(progressLine(progress)),
    onEpoch: (metrics) => {
      epochs.push(metrics);
      terminal.note(epochLine(metrics, config.epochs));
    },
  });
  for (const warning of result.warnings) if (!warnings.includes(warning)) terminal.note(warning);
  return { result, best: epochs.find(({ epoch }) => epoch === result.best?.epoch) ?? null };
}

interface Trained {
  readonly model: string;
  readonly result: GeneratorResult;
  readonly best: EpochMetrics;
  readonly seconds: number;
  readonly preset: string;
  readonly config: GeneratorConfig;
  /** Tunes and files left out before. */
  readonly failed: number;
}

function report({ terminal }: CommandContext, trained: Trained): void {
  const { model, result, best, seconds, preset, config, failed } = trained;
  const { status, message, parameters, backend, vocabulary, counts, dataHash, epochsDone, warnings } = result;
  const nllPerToken = best.validationLoss;
  const perplexity = Math.exp(nllPerToken);
  const quality = Number.isNaN(nllPerToken)
    ? 'Nothing to validate on.'
    : `Validation: ${nllPerToken.toFixed(3)} nats a token, perplexity ${perplexity.toFixed(2)}.`;
  terminal.print(`${message}\n${quality} After ${duration(seconds)}. The model is in ${model}`);
  terminal.printJson({
    ...{ model, nllPerToken, perplexity, epochs: epochsDone, bestEpoch: best.epoch, seconds, parameters },
    ...{ backend, status, message, preset, seed: config.seed, vocabulary, keys: config.keys },
    ...{ counts, dataHash, failed, warnings },
  });
}
