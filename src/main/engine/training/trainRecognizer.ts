// A whole training run: backend, preparation, the loop, and in words why it ended.
// Not the run's records in the library: the caller keeps those from what it is told here.

import * as tf from '@tensorflow/tfjs';
import { LabError } from '../../../shared/contract/errors';
import type { EpochMetrics, Run } from '../../../shared/contract/training';
import { frameCount } from '../../../shared/dsp';
import { useBackend } from '../backend';
import { countParameters } from '../models/architectures';
import { buildRecognizer } from '../models/recognizers';
import { saveCheckpoint } from './checkpoints';
import type { LoopResult } from './epochs';
import { runEpochs } from './epochs';
import type { PreparedTraining, TrainingData } from './prepareTraining';
import { prepareTraining } from './prepareTraining';
import type { ProgressReporter, TrainingReport } from './progress';
import { createProgressReporter } from './progress';
import { hashData, outputsOf, requireTrainable, selectClips } from './selection';
import { createTrainer } from './trainingStep';

export interface TrainingJob extends TrainingData {
  /** The run's folder: model folders best/ and last/ are written into it. */
  readonly folder: string;
  /** Versions to be kept with the model beside those of node and tfjs, e.g. the lab's own as `earshot`. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** What a run is, known before its first step. */
export type TrainingFacts = Pick<
  Run,
  'outputs' | 'counts' | 'dataHash' | 'backend' | 'parameters' | 'versions'
>;

export interface TrainingHooks {
  /** Stops after the step under way. */
  readonly signal?: AbortSignal;
  readonly onStart?: (facts: TrainingFacts) => void;
  readonly onProgress?: (report: TrainingReport) => void;
  readonly onEpoch?: (metrics: EpochMetrics) => void;
}

export interface TrainingResult extends TrainingFacts {
  readonly status: 'finished' | 'stopped';
  /** Why it ended, in words. */
  readonly message: string;
  readonly epochsDone: number;
  /** The epoch whose weights stand in best/, null where there are none. */
  readonly best: Run['best'];
  /** Clips and recordings that could not be read. */
  readonly warnings: readonly string[];
}

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
    versions: { ...job.versions, node: process.versions.node, tfjs: tf.version_core },
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
  const checkpoint = { folder, recognizer, normalisation: prepared.normalisation, receipt };
  try {
    return await runEpochs({
      ...prepared,
      ...run,
      config,
      recognizer,
      trainer,
      signal: hooks.signal,
      onEpoch: hooks.onEpoch,
      save: (kinds, metrics, steps) => saveCheckpoint(checkpoint, kinds, metrics, steps),
    });
  } finally {
    trainer.dispose();
    recognizer.dispose();
  }
}

function describeEnding({ ending, epochsDone, best }: LoopResult, job: TrainingJob): string {
  const { epochs, maxMinutes, earlyStoppingPatience } = job.config;
  const kept = best ? ` The weights of epoch ${best.epoch} are kept.` : ' There was nothing to keep yet.';
  switch (ending) {
    case 'all epochs':
      return `${epochs === 1 ? 'The one epoch is' : `All ${epochs} epochs are`} done.${kept}`;
    case 'no better':
      return `Ended after epoch ${epochsDone}: no better for ${earlyStoppingPatience} epochs.${kept}`;
    case 'time':
      return `Ended in epoch ${epochsDone} of ${epochs}: the ${maxMinutes} minutes were over.${kept}`;
    case 'stopped':
      return `Stopped on request in epoch ${Math.max(1, epochsDone)} of ${epochs}.${kept}`;
  }
}

const isAborted = (error: unknown): boolean => error instanceof LabError && error.code === 'aborted';

/**
 * Trains a recognizer on a dataset and keeps its best and its last weights as model folders.
 * The same seed, data and backend give the same weights, unless a time limit cuts the run short.
 * @returns how it ended; being stopped is an end like others, not an error
 * @throws bad-data (the dataset cannot be trained so), diverged, unsupported (the backend), or the system's error when
 *   nothing can be written; what was saved before stays
 */
export async function trainRecognizer(job: TrainingJob, hooks: TrainingHooks = {}): Promise<TrainingResult> {
  const { maxMinutes, epochs } = job.config;
  const deadline = maxMinutes === null ? Infinity : performance.now() + maxMinutes * 60_000;
  const facts = await describeRun(job);
  hooks.onStart?.(facts);
  const progress = createProgressReporter(epochs, hooks.onProgress);
  progress.report({ phase: 'preparing', message: 'reading clips' });
  const preparing = { signal: hooks.signal, onMessage: (message: string) => progress.report({ message }) };
  const prepared = await prepareTraining(job, preparing).catch((error: unknown) => {
    if (isAborted(error)) return null;
    throw error;
  });
  if (!prepared) {
    const message = 'Stopped on request before the first step. There was nothing to keep yet.';
    return { ...facts, status: 'stopped', message, epochsDone: 0, best: null, warnings: [] };
  }
  const looped = await train(job, hooks, facts, prepared, { progress, deadline });
  const { epochsDone, best, ending } = looped;
  const status = ending === 'stopped' ? 'stopped' : 'finished';
  return {
    ...facts,
    status,
    message: describeEnding(looped, job),
    epochsDone,
    best,
    warnings: prepared.warnings,
  };
}
