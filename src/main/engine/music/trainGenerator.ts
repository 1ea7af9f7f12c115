// A whole run of a generator: backend, corpus, the loop. Not the loop itself, which is the recognizers' too
// (../training/epochs.ts), and not the run's records in the library.

import type { GeneratorConfig, GeneratorRun } from '../../../shared/contract/generators';
import { createCodec } from '../../../shared/music';
import { useBackend } from '../backend';
import { makeFolder } from '../library/files';
import type { CheckpointOptions } from '../training/checkpoints';
import { saveCheckpoint } from '../training/checkpoints';
import type { LoopResult } from '../training/epochs';
import { runEpochs } from '../training/epochs';
import { yieldToEvents } from '../training/events';
import { createGradientTrainer } from '../training/gradientTrainer';
import type { ProgressReporter } from '../training/progress';
import { createProgressReporter } from '../training/progress';
import type { RunEnding, RunHooks } from '../training/wholeRun';
import { deadlineOf, endingOf, stoppedEarly, versionsOf } from '../training/wholeRun';
import type { Corpus, TuneSource } from './corpus';
import { hashCorpus, tunesOf } from './corpus';
import { writeCorpus } from './corpusFile';
import { createGeneratorLearner } from './generatorLearner';
import { leftOutWords } from './leftOut';
import { validateTunes } from './likelihood';
import { buildNetwork } from './network';
import { packGenerator } from './packGenerator';
import type { CorpusPlan } from './planGenerator';
import { requireTrainableTunes } from './planGenerator';
import { createWindows } from './tuneWindows';

export interface GeneratorJob {
  /** Of the collection, for the receipt and messages. */
  readonly name: string;
  readonly tunes: readonly TuneSource[];
  readonly config: GeneratorConfig;
  /** The run's folder: model folders best/ and last/ and tunes.json are written into it. */
  readonly folder: string;
  /** Versions to be kept with the model beside those of node and tfjs, e.g. the lab's own as `earshot`. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** What a run is, known before its first step. */
export type GeneratorFacts = Pick<
  GeneratorRun,
  'vocabulary' | 'counts' | 'dataHash' | 'backend' | 'parameters' | 'versions'
>;

export type GeneratorHooks = RunHooks<GeneratorFacts>;

export interface GeneratorResult extends GeneratorFacts, RunEnding {}

async function describeRun(job: GeneratorJob, { corpus, plan }: CorpusPlan): Promise<GeneratorFacts> {
  return {
    vocabulary: corpus.vocabulary,
    counts: plan.counts,
    dataHash: hashCorpus(corpus),
    backend: await useBackend(job.config.backend),
    parameters: plan.parameters,
    versions: versionsOf(job.versions),
  };
}

async function train(
  job: GeneratorJob,
  hooks: GeneratorHooks,
  facts: GeneratorFacts,
  corpus: Corpus,
  run: { readonly progress: ProgressReporter; readonly deadline: number },
): Promise<LoopResult> {
  const { config, folder, name } = job;
  const codec = createCodec(corpus.vocabulary);
  const network = buildNetwork({ ...config, vocabSize: codec.vocabSize });
  const learner = createGeneratorLearner(network);
  const trainer = createGradientTrainer(learner, config.clipping);
  const tokens = (split: 'train' | 'valid') => tunesOf(corpus, split).map((tune) => tune.tokens);
  const receipt = { dataset: name, config, ...facts };
  const checkpoints: CheckpointOptions = {
    folder,
    pack: (checkpoint, createdAt) => packGenerator(network.model, { ...receipt, checkpoint }, createdAt),
  };
  try {
    return await runEpochs({
      ...run,
      config,
      trainer,
      examples: createWindows({ ...config, codec, tunes: tokens('train') }),
      validate: (signal) => validateTunes(network, tokens('valid'), signal),
      signal: hooks.signal,
      onEpoch: hooks.onEpoch,
      save: (kinds, metrics, steps) => saveCheckpoint(checkpoints, kinds, metrics, steps),
    });
  } finally {
    trainer.dispose();
    learner.dispose();
    network.dispose();
  }
}

/**
 * Trains a generator on tunes and keeps its best and its last weights as model folders, its tunes beside them.
 * The same seed, tunes and backend give the same weights, unless a time limit cuts the run short.
 * @returns how it ended; being stopped is an end like others, not an error
 * @throws bad-data (no tune can be trained on), diverged, unsupported (the backend), or the system's error when nothing
 *   can be written; what was saved before stays
 */
export async function trainGenerator(
  job: GeneratorJob,
  hooks: GeneratorHooks = {},
): Promise<GeneratorResult> {
  const { config } = job;
  const deadline = deadlineOf(config);
  const planned = requireTrainableTunes(job.tunes, config, job.name);
  const { corpus, plan } = planned;
  const facts = await describeRun(job, planned);
  hooks.onStart?.(facts);
  const progress = createProgressReporter(config.epochs, hooks.onProgress);
  progress.report({ phase: 'preparing', message: `writing tokens of ${corpus.tunes.length} tunes` });
  await yieldToEvents();
  if (hooks.signal?.aborted) return { ...facts, ...stoppedEarly };
  await makeFolder(job.folder);
  await writeCorpus(job.folder, corpus);
  const looped = await train(job, hooks, facts, corpus, { progress, deadline });
  const left = leftOutWords(plan.skipped, new Map(job.tunes.map(({ id, title }) => [id, title])));
  return { ...facts, ...endingOf(looped, config, [...plan.warnings, ...left]) };
}
