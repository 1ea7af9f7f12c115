// lab train: a folder of sounds becomes a model folder.
// Not the training itself: src/main/engine/training.

import { join, resolve } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import { UNKNOWN_LABEL } from '../../../shared/contract/projects';
import type { EpochMetrics, TrainingConfig } from '../../../shared/contract/training';
import type { Dataset } from '../../engine/dataset';
import { openDatasetFolder } from '../../engine/library';
import type { DatasetFolder } from '../../engine/library';
import { exportModel, modelFileNames, presets } from '../../engine/models';
import { planTraining, trainRecognizer } from '../../engine/training';
import type { TrainingResult } from '../../engine/training';
import type { Arguments } from '../args';
import type { Command, CommandContext } from '../context';
import { duration, percent, plural } from '../format';
import { noteOddFiles } from '../notes';
import { requireFreePlace } from '../places';
import { epochLine, progressLine } from '../trainingLines';
import { besideThePlace, noteLeftovers } from '../trainingPlace';

export const train: Command<'train'> = async ({ positionals: [path], options }, context) => {
  const { terminal } = context;
  const out = resolve(options.out);
  await requireFreePlace(out, modelFileNames);
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
