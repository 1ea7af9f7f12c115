// A whole run of a recognizer: backend, preparation, the loop.
// Not the run's records in the library: the caller keeps those from what it is told here.

import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { RecognizerRun } from '../../../shared/contract/training';
import { frameCount } from '../../../shared/dsp';
import { useBackend } from '../backend';
import { countParameters } from '../models/architectures';
import { buildRecognizer } from '../models/recognizers';
import { packModelFolder } from '../models/writeModel';
import type { CheckpointOptions } from './checkpoints';
import { saveCheckpoint } from './checkpoints';
import type { LoopResult } from './epochs';
import { runEpochs } from './epochs';
import { unlessAborted } from './events';
import type { PreparedTraining, TrainingData } from './prepareTraining';
import { prepareTraining } from './prepareTraining';
import type { ProgressReporter } from './progress';
import { createProgressReporter } from './progress';
import { hashData, outputsOf, requireTrainable, selectClips } from './selection';
import { createTrainer } from './trainingStep';
import { validate } from './validation';
import type { RunEnding, RunHooks } from './wholeRun';
import { deadlineOf, endingOf, stoppedEarly, versionsOf } from './wholeRun';

export interface TrainingJob extends TrainingData {
  /** The run's folder: model folders best/ and last/ are written into it. */
  readonly folder: string;
  /** Versions to be kept with the model beside those of node and tfjs, e.g. the lab's own as `earshot`. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** What a run is, known before its first step. */
export type TrainingFacts = Pick<
  RecognizerRun,
  'outputs' | 'counts' | 'dataHash' | 'backend' | 'parameters' | 'versions'
>;

export type TrainingHooks = RunHooks<TrainingFacts>;

export interface TrainingResult extends TrainingFacts, RunEnding {}

async function describeRun(job: TrainingJob): Promise<TrainingFacts> {
  const { dataset, features, config } = job;
  const counts = requireTrainable(dataset, config);
  const outputs = outputsOf(config);
  const used = [...selectClips(dataset, config, 'train'), ...selectClips(dataset, config, 'validation')];
  return {
    outputs,
    counts,
    dataHash: hashData(used),
    backend: await useBackend(config.backend),
    parameters: countParameters(config.recognizer, {
      coefficients: features.coefficients,
      outputs: outputs.length,
    }),
    versions: versionsOf(job.versions),
  };
}

async function train(
  job: TrainingJob,
  hooks: TrainingHooks,
  facts: TrainingFacts,
  prepared: PreparedTraining,
  run: { readonly progress: ProgressReporter; readonly deadline: number },
): Promise<LoopResult> {
  const { config, features, folder, dataset } = job;
  const recognizer = buildRecognizer(config.recognizer, {
    frames: frameCount(features),
    coefficients: features.coefficients,
    outputs: facts.outputs.length,
    dropout: config.dropout,
    seed: config.seed,
  });
  const trainer = createTrainer(recognizer, config.clipping);
  const receipt = { dataset: dataset.name, config, features, ...facts };
  const { normalisation, validation } = prepared;
  const packed = { model: recognizer.model, features, normalisation, decoder: defaultDecoderConfig };
  const checkpoints: CheckpointOptions = {
    folder,
    pack: (checkpoint, createdAt) =>
      packModelFolder({ ...packed, receipt: { ...receipt, checkpoint } }, createdAt),
  };
  try {
    return await runEpochs({
      ...run,
      examples: prepared.examples,
      config,
      trainer,
      validate: () => validate(recognizer, validation),
      signal: hooks.signal,
      onEpoch: hooks.onEpoch,
      save: (kinds, metrics, steps) => saveCheckpoint(checkpoints, kinds, metrics, steps),
    });
  } finally {
    trainer.dispose();
    recognizer.dispose();
  }
}

/**
 * Trains a recognizer on a dataset and keeps its best and its last weights as model folders.
 * The same seed, data and backend give the same weights, unless a time limit cuts the run short.
 * @returns how it ended; being stopped is an end like others, not an error
 * @throws bad-data (the dataset cannot be trained so), diverged, unsupported (the backend), or the system's error when
 *   nothing can be written; what was saved before stays
 */
export async function trainRecognizer(job: TrainingJob, hooks: TrainingHooks = {}): Promise<TrainingResult> {
  const { config } = job;
  const deadline = deadlineOf(config);
  const facts = await describeRun(job);
  hooks.onStart?.(facts);
  const progress = createProgressReporter(config.epochs, hooks.onProgress);
  progress.report({ phase: 'preparing', message: 'reading clips' });
  const preparing = { signal: hooks.signal, onMessage: (message: string) => progress.report({ message }) };
  const prepared = await unlessAborted(prepareTraining(job, preparing));
  if (!prepared) return { ...facts, ...stoppedEarly };
  const looped = await train(job, hooks, facts, prepared, { progress, deadline });
  return { ...facts, ...endingOf(looped, config, prepared.warnings) };
}
