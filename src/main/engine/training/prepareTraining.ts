// Everything a run needs before its first step: clips chosen and read, features, normalisation, silence.
// Not the steps themselves.

import type { FeatureConfig } from '../../../shared/contract/features';
import { LabError } from '../../../shared/contract/errors';
import { SILENCE_LABEL } from '../../../shared/contract/projects';
import type { TrainingConfig } from '../../../shared/contract/training';
import { clipLength, createFastMfcc, createRandom, frameCount, hashSeed } from '../../../shared/dsp';
import type { Dataset, DatasetClip } from '../dataset';
import type { Backgrounds } from './backgrounds';
import { openBackgrounds } from './backgrounds';
import type { ClipFeatureSet } from './clipFeatures';
import { readClipFeatures } from './clipFeatures';
import { openClipSounds } from './clipSounds';
import type { Examples } from './examples';
import { createExamples } from './examples';
import type { Normalisation } from './normalisation';
import { measureNormalisation, normaliseInto } from './normalisation';
import { outputsOf, requireTrainable, selectClips } from './selection';
import { makeSilence } from './silence';
import type { Batch } from './trainingStep';

/** What to train on what. */
export interface TrainingData {
  readonly dataset: Dataset;
  readonly features: FeatureConfig;
  readonly config: TrainingConfig;
}

export interface PreparedTraining {
  readonly outputs: readonly string[];
  readonly normalisation: Normalisation;
  readonly examples: Examples;
  /** Normalised; empty where there is no validation clip. */
  readonly validation: Batch;
  /** What the person should know: clips or recordings that could not be read. */
  readonly warnings: readonly string[];
}

export interface Preparation {
  readonly signal?: AbortSignal;
  /** In words, e.g. `computing features 120 of 2271`. */
  readonly onMessage?: (message: string) => void;
}

const labelsOf = (clips: readonly DatasetClip[], outputs: readonly string[]): Int32Array =>
  Int32Array.from(clips, (clip) => outputs.indexOf(clip.label));

function requireReadable(dataset: Dataset, asked: number, set: ClipFeatureSet): void {
  if (set.clips.length * 2 >= asked && set.clips.length > 0) return;
  throw new LabError(
    'bad-data',
    `${dataset.name}: ${asked - set.clips.length} of ${asked} clips to train on cannot be read. The first: ${set.problems[0]}`,
    { problems: set.problems },
  );
}

/** Validation clips and windows of silence made once from parts of the recordings that training never hears. */
function makeValidation(
  job: TrainingData,
  set: ClipFeatureSet,
  prepared: Pick<PreparedTraining, 'outputs' | 'normalisation'>,
  silence: number,
  backgrounds: Backgrounds,
): Batch {
  const { features, config } = job;
  const size = frameCount(features) * features.coefficients;
  const count = set.clips.length + silence;
  const batch = { features: new Float32Array(count * size), labels: new Int32Array(count), count };
  normaliseInto(set.data, prepared.normalisation, batch.features);
  batch.labels.set(labelsOf(set.clips, prepared.outputs));
  batch.labels.fill(prepared.outputs.indexOf(SILENCE_LABEL), set.clips.length);
  const fast = createFastMfcc(features);
  for (let i = 0; i < silence; i++) {
    const random = createRandom(hashSeed('validation silence', config.seed, i));
    const mfcc = fast.clip(makeSilence(backgrounds, 'validation', clipLength(features), random));
    normaliseInto(mfcc.data, prepared.normalisation, batch.features, (set.clips.length + i) * size);
  }
  return batch;
}

/** Features of training and validation clips, told as one work. */
async function readSplits({ dataset, features, config }: TrainingData, { signal, onMessage }: Preparation) {
  const train = selectClips(dataset, config, 'train');
  const held = selectClips(dataset, config, 'validation');
  const tell = (before: number) => (done: number) =>
    onMessage?.(`computing features ${before + done} of ${train.length + held.length}`);
  const reading = { features, cacheFolder: dataset.cacheFolder, signal };
  const training = await readClipFeatures(train, { ...reading, onProgress: tell(0) });
  requireReadable(dataset, train.length, training);
  const validation = await readClipFeatures(held, { ...reading, onProgress: tell(train.length) });
  return { training, validation };
}

/**
 * Reads what a run trains on.
 * @throws bad-data where the configuration cannot be trained on the dataset, aborted
 */
export async function prepareTraining(
  job: TrainingData,
  preparation: Preparation,
): Promise<PreparedTraining> {
  const { dataset, features, config } = job;
  const counts = requireTrainable(dataset, config);
  const outputs = outputsOf(config);
  const { training, validation } = await readSplits(job, preparation);
  preparation.onMessage?.('reading background recordings');
  const backgrounds = await openBackgrounds(dataset.backgrounds, features.sampleRate);
  const normalisation = measureNormalisation(training.data, features.coefficients);
  const silence = counts[SILENCE_LABEL] ?? { train: 0, validation: 0 };
  const examples = createExamples({
    features,
    config,
    normalisation,
    backgrounds,
    sounds: openClipSounds(training.clips, features),
    clean: training.data,
    labels: labelsOf(training.clips, outputs),
    silence: { count: silence.train, label: outputs.indexOf(SILENCE_LABEL) },
  });
  return {
    outputs,
    normalisation,
    examples,
    validation: makeValidation(job, validation, { outputs, normalisation }, silence.validation, backgrounds),
    warnings: [...training.problems, ...validation.problems, ...backgrounds.problems],
  };
}
