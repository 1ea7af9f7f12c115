// lab train: a folder of sounds becomes a model folder.
// Not the training itself: src/main/engine/training.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { UNKNOWN_LABEL } from '../../../shared/contract/projects';
import type { EpochMetrics, TrainingConfig } from '../../../shared/contract/training';
import type { Dataset } from '../../engine/dataset';
import { makeFolder, openDatasetFolder } from '../../engine/library';
import type { DatasetFolder } from '../../engine/library';
import { exportModel, presets } from '../../engine/models';
import { planTraining, trainRecognizer } from '../../engine/training';
import type { TrainingReport, TrainingResult } from '../../engine/training';
import type { Arguments } from '../args';
import type { Command, CommandContext } from '../context';
import { duration, percent, plural } from '../format';
import { noteOddFiles } from '../notes';
import { requireFreePlace } from '../places';
import type { Terminal } from '../terminal';

export const train: Command<'train'> = async ({ positionals: [path], options }, context) => {
  const { terminal } = context;
  const out = resolve(options.out);
  await requireFreePlace(out);
  await noteLeftovers(out, terminal);
  const dataset = await openForTraining(path, options.labels);
  noteOddFiles(terminal, dataset);
  const config = configOf(options, dataset);
  for (const warning of planTraining(dataset, config).warnings) terminal.note(warning);
  const trained = await besideThePlace(out, async (folder) => {
    const started = performance.now();
    const { result, best } = await trainIn(folder, dataset, config, context);
    if (!best) throw new LabError('aborted', `${result.message} No model was written.`);
    await exportModel(join(folder, 'best'), out);
    return { model: out, result, best, config, seconds: (performance.now() - started) / 1000 };
  });
  report(context, trained);
  return 0;
};

/**
 * Works in a folder of its own beside the model's place, which goes when the model is whole; weights that are nowhere
 * else stay, and the error says where.
 */
async function besideThePlace<T>(out: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeFolder(dirname(out));
  const folder = await mkdtemp(`${out}.training-`);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const result = await work(folder);
    await remove();
    return result;
  } catch (error) {
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes('best')) {
      const { code, message, details } = toLabErrorData(error);
      throw new LabError(code, `${message} The best weights are in ${join(folder, 'best')}`, details);
    }
    await remove();
    throw error;
  }
}

/** Names what trainings to the same place left that were killed: the best weights so far are a model. */
async function noteLeftovers(out: string, terminal: Terminal): Promise<void> {
  const names = await readdir(dirname(out)).catch((): string[] => []);
  for (const name of names.filter((one) => one.startsWith(`${basename(out)}.training-`))) {
    const folder = join(dirname(out), name);
    terminal.note(
      `${folder} is of a training that was cut off, or still runs. If it does not, its best/ is a model, or delete it.`,
    );
  }
}

/** With --labels only those; `_unknown_` without a folder of its own is all the others. */
async function openForTraining(path: string, labels: readonly string[] | undefined): Promise<DatasetFolder> {
  if (!labels?.includes(UNKNOWN_LABEL)) return openDatasetFolder(path, { labels, minimumLabels: 1 });
  const all = await openDatasetFolder(path, { minimumLabels: 1 });
  const hasUnknown = all.clips.some(({ label }) => label === UNKNOWN_LABEL);
  if (hasUnknown) return openDatasetFolder(path, { labels, minimumLabels: 1 });
  const clips = all.clips.map((clip) =>
    labels.includes(clip.label) ? clip : { ...clip, label: UNKNOWN_LABEL },
  );
  return { ...all, clips };
}

function configOf(options: Arguments<'train'>['options'], dataset: Dataset): TrainingConfig {
  const preset = presets.find(({ name, recommended }) =>
    options.preset ? name === options.preset : recommended,
  );
  if (!preset) throw new LabError('invalid-argument', `There is no preset ${options.preset}.`);
  const labels = options.labels ?? [...new Set(dataset.clips.map(({ label }) => label))].sort();
  return {
    ...preset.config,
    labels,
    epochs: options.epochs ?? preset.config.epochs,
    seed: options.seed ?? preset.config.seed,
    backend: options.backend ?? preset.config.backend,
    maxMinutes: options['max-minutes'] ?? preset.config.maxMinutes,
  };
}

async function trainIn(folder: string, dataset: Dataset, config: TrainingConfig, context: CommandContext) {
  const { terminal, signal, version } = context;
  const epochs: EpochMetrics[] = [];
  const job = { dataset, features: dataset.features, config, folder, versions: { earshot: version } };
  const result = await trainRecognizer(job, {
    signal,
    onStart: ({ outputs, parameters, backend }) => {
      const size = `${plural(dataset.clips.length, 'clip')}, ${plural(outputs.length, 'output')}`;
      terminal.note(
        `${config.recognizer}: ${parameters.toLocaleString('en')} parameters, ${size}, backend ${backend.name} (${backend.reason})`,
      );
    },
    onProgress: (progress) => terminal.progress(progressLine(progress)),
    onEpoch: (metrics) => {
      epochs.push(metrics);
      terminal.note(epochLine(metrics, config.epochs));
    },
  });
  for (const warning of result.warnings) terminal.note(warning);
  return { result, best: epochs.find(({ epoch }) => epoch === result.best?.epoch) ?? null };
}

function progressLine({ message, step, steps, loss, secondsLeft }: TrainingReport): string {
  if (steps === 0) return message;
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`;
  return `${message}, step ${step} of ${steps}${Number.isNaN(loss) ? '' : `, loss ${loss.toFixed(3)}`}${left}`;
}

function epochLine(
  { epoch, loss, accuracy, validationLoss, validationAccuracy, seconds }: EpochMetrics,
  epochs: number,
) {
  const validation = Number.isNaN(validationLoss)
    ? ''
    : `, validation ${validationLoss.toFixed(3)} ${percent(validationAccuracy)}`;
  return `epoch ${epoch}/${epochs}: loss ${loss.toFixed(3)} ${percent(accuracy)}${validation}, ${duration(seconds)}`;
}

interface Trained {
  readonly model: string;
  readonly result: TrainingResult;
  readonly best: EpochMetrics;
  readonly config: TrainingConfig;
  readonly seconds: number;
}

function report({ terminal }: CommandContext, { model, result, best, config, seconds }: Trained): void {
  const { status, message, parameters, backend, outputs, counts, dataHash, epochsDone, warnings } = result;
  terminal.print(
    `${message}\nValidation accuracy ${percent(best.validationAccuracy)} after ${duration(seconds)}. The model is in ${model}`,
  );
  terminal.printJson({
    model,
    accuracy: best.validationAccuracy,
    loss: best.validationLoss,
    epochs: epochsDone,
    bestEpoch: best.epoch,
    seconds,
    parameters,
    backend,
    status,
    message,
    preset: config.recognizer,
    seed: config.seed,
    labels: outputs,
    counts,
    dataHash,
    warnings,
  });
}
