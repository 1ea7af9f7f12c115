// Holds a trained model against clips of a split: confusion, per-class figures, every prediction.
// Not the metrics themselves (src/shared/metrics), and not where an evaluation is kept.

import type { ItemProgress } from '../../../shared/contract/call';
import type { Split } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import type { ClipPrediction, Evaluation } from '../../../shared/contract/evaluation';
import { UNKNOWN_LABEL } from '../../../shared/contract/projects';
import { sharedSpeakers } from '../../../shared/data/splits';
import {
  accuracyInterval,
  classMetrics,
  confusionMatrix,
  crossEntropy,
} from '../../../shared/metrics/classification';
import type { Dataset, DatasetClip } from '../dataset';
import type { RecognizerModel } from '../models/openModel';
import { readClipFeatures } from './clipFeatures';
import { throwIfAborted, yieldToEvents } from './events';

export interface EvaluationHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ItemProgress) => void;
}

const batchClips = 128;

/** The output a label counts as: its own, else `_unknown_` where the model has that, else none (-1). */
function targetOf(label: string, outputs: readonly string[]): number {
  const own = outputs.indexOf(label);
  return own >= 0 ? own : outputs.indexOf(UNKNOWN_LABEL);
}

async function predictAll(
  model: RecognizerModel,
  features: Float32Array,
  count: number,
  { signal, onProgress }: EvaluationHooks,
): Promise<Float32Array> {
  const size = features.length / count;
  const probabilities = new Float32Array(count * model.labels.length);
  for (let start = 0; start < count; start += batchClips) {
    const clips = Math.min(batchClips, count - start);
    const batch = features.slice(start * size, (start + clips) * size);
    probabilities.set(await model.predict(batch, clips), start * model.labels.length);
    onProgress?.({ done: start + clips, total: count, item: 'asking the model' });
    await yieldToEvents();
    throwIfAborted(signal);
  }
  return probabilities;
}

function argMax(values: Float32Array, start: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (values[start + i] > values[start + best]) best = i;
  return best;
}

function predictionsOf(
  clips: readonly DatasetClip[],
  targets: Int32Array,
  probabilities: Float32Array,
  labels: readonly string[],
): ClipPrediction[] {
  return clips.map((clip, i) => {
    const start = i * labels.length;
    const predicted = argMax(probabilities, start, labels.length);
    return {
      clipId: clip.id,
      label: labels[targets[i]],
      predicted: labels[predicted],
      probability: probabilities[start + predicted],
      trueProbability: probabilities[start + targets[i]],
    };
  });
}

/** Figures over clips and what the model said of each. */
function summarise(clips: readonly DatasetClip[], probabilities: Float32Array, labels: readonly string[]) {
  const targets = Int32Array.from(clips, (clip) => targetOf(clip.label, labels));
  const predictions = predictionsOf(clips, targets, probabilities, labels);
  const predicted = predictions.map((prediction) => labels.indexOf(prediction.predicted));
  const correct = predicted.filter((index, i) => index === targets[i]).length;
  const confusion = confusionMatrix(labels, targets, predicted);
  return {
    accuracy: correct / clips.length,
    interval: accuracyInterval(correct, clips.length),
    loss: crossEntropy(probabilities, targets, labels.length),
    perClass: classMetrics(confusion),
    confusion,
    predictions,
  };
}

/** @param asked clips of the split, of whatever label */
function requireClips(
  clips: readonly DatasetClip[],
  asked: readonly DatasetClip[],
  where: { readonly dataset: Dataset; readonly split: Split | 'all' },
  labels: readonly string[],
): void {
  if (clips.length > 0) return;
  const { dataset, split } = where;
  const place = split === 'all' ? dataset.name : `the ${split} split of ${dataset.name}`;
  const others = [...new Set(asked.map(({ label }) => label))].filter((label) => !labels.includes(label));
  const found = others.length === 0 ? 'none' : `only ${others.join(', ')}, which this model does not know`;
  const message = `Expected clips of ${labels.join(', ')} in ${place}, found ${found}. Record or import some.`;
  throw new LabError('bad-data', message, { split });
}

/**
 * Evaluates a model on clips of a dataset. Clips of labels the model does not know count as `_unknown_` where the
 * model has that label; else they are left out and counted in `skipped`, as are clips that cannot be read.
 * @param split `all` takes every clip, those it was trained on included
 * @throws bad-data when no clip is left to evaluate, aborted
 */
export async function evaluateModel(
  model: RecognizerModel,
  dataset: Dataset,
  split: Split | 'all',
  hooks: EvaluationHooks = {},
): Promise<Omit<Evaluation, 'runId'>> {
  const { labels, features } = model;
  const known = dataset.clips.filter((clip) => targetOf(clip.label, labels) >= 0);
  const isAsked = (clip: DatasetClip) => split === 'all' || clip.split === split;
  const asked = dataset.clips.filter(isAsked);
  const { clips, data } = await readClipFeatures(known.filter(isAsked), {
    features,
    cacheFolder: dataset.cacheFolder,
    signal: hooks.signal,
    onProgress: (done, total) => hooks.onProgress?.({ done, total, item: 'computing features' }),
  });
  requireClips(clips, asked, { dataset, split }, labels);
  return {
    split,
    ...summarise(clips, await predictAll(model, data, clips.length, hooks), labels),
    skipped: asked.length - clips.length,
    sharedSpeakers: sharedSpeakers(known, split),
    createdAt: new Date().toISOString(),
  };
}
