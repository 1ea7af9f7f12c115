// The backend duel: a few real training steps of a recognizer on every backend that is here, to see which is fastest.
// Not a benchmark (that is `npm run bench`): it answers one question about one model on one machine.

import { LabError } from '../../../shared/contract/errors';
import type { CallOptions } from '../../../shared/contract/call';
import type { FeatureConfig } from '../../../shared/contract/features';
import type { BackendDuel, BackendTiming, TrainingConfig } from '../../../shared/contract/training';
import { frameCount } from '../../../shared/dsp/framing';
import { createRandom } from '../../../shared/dsp/random';
import { describeBackends, useBackend } from '../backend';
import { buildRecognizer } from '../models/recognizers';
import { outputsOf } from './selection';
import type { Batch } from './trainingStep';
import { createTrainer } from './trainingStep';

const STEPS = 3;
/** Before them, until code is compiled and memory is there: as many steps, or as long, as this. */
const WARM_UPS = 15;
const WARM_UP_MS = 150;
/** A backend whose first step takes longer is not asked for more: its place is clear. */
const PATIENCE_MS = 2000;
/** The very first step is one of a part of the batch; a backend that takes longer for it is judged by it. */
const PART = 8;
const PART_PATIENCE_MS = 1000;

/** Noise in the shape of a batch: how long a step takes does not depend on what is in it. */
function noiseBatch(seed: number, count: number, features: FeatureConfig, outputs: number): Batch {
  const random = createRandom(seed);
  return {
    features: Float32Array.from(
      { length: count * frameCount(features) * features.coefficients },
      () => 2 * random() - 1,
    ),
    labels: Int32Array.from({ length: count }, (_, i) => i % outputs),
    count,
  };
}

/** @returns milliseconds of each timed step; those that build and warm up are left out where others follow */
function timeSteps(config: TrainingConfig, features: FeatureConfig): number[] {
  const outputs = outputsOf(config).length;
  const { coefficients } = features;
  const shape = {
    frames: frameCount(features),
    coefficients,
    outputs,
    dropout: config.dropout,
    seed: config.seed,
  };
  const recognizer = buildRecognizer(config.recognizer, shape);
  const trainer = createTrainer(recognizer, config.clipping);
  const stepOf = (count: number) => {
    const batch = noiseBatch(config.seed, count, features, outputs);
    return () => {
      const started = performance.now();
      trainer.step(batch, config.learningRate);
      return performance.now() - started;
    };
  };
  try {
    return timeWarm(stepOf, config.batchSize);
  } finally {
    trainer.dispose();
    recognizer.model.dispose();
  }
}

/** @param stepOf makes a step of so many clips that says how long it took */
function timeWarm(stepOf: (count: number) => () => number, batchSize: number): number[] {
  const part = Math.ceil(batchSize / PART);
  const ofPart = stepOf(part)();
  if (ofPart > PART_PATIENCE_MS) return [(ofPart * batchSize) / part];
  const step = stepOf(batchSize);
  const first = step();
  if (first > PATIENCE_MS) return [first];
  for (let i = 1, spent = first; i < WARM_UPS && spent < WARM_UP_MS; i++) spent += step();
  return Array.from({ length: STEPS }, step);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function timeBackend(
  name: string,
  config: TrainingConfig,
  features: FeatureConfig,
): Promise<BackendTiming> {
  const { threads, reason } = await useBackend(name);
  const times = timeSteps(config, features);
  return { backend: name, threads, reason, steps: times.length, medianMs: median(times) };
}

/**
 * Times training steps of a configuration on every backend that is available here, one after the other.
 * @param call progress: the timings so far
 * @returns timings, fastest first, unavailable ones last with their reasons
 * @throws aborted
 */
export async function duelBackends(
  config: TrainingConfig,
  features: FeatureConfig,
  { signal, onProgress }: CallOptions<BackendDuel> = {},
): Promise<BackendDuel> {
  const timings: BackendTiming[] = [];
  for (const { name, available, reason } of await describeBackends()) {
    if (signal?.aborted) throw new LabError('aborted', 'The comparison was stopped.');
    if (available) timings.push(await timeBackend(name, config, features));
    else timings.push({ backend: name, threads: 0, reason, steps: 0, medianMs: null });
    onProgress?.(ranked(timings));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return ranked(timings);
}

function ranked(timings: readonly BackendTiming[]): BackendDuel {
  const sorted = [...timings].sort((a, b) => (a.medianMs ?? Infinity) - (b.medianMs ?? Infinity));
  return { timings: sorted, fastest: sorted.find(({ medianMs }) => medianMs !== null)?.backend ?? null };
}
