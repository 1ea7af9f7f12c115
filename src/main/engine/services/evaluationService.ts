// The evaluation service: asks the inference thread, and keeps the answer as long as nothing it depends on changed.
// Not the measuring itself: src/main/engine/training.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemProgress } from '../../../shared/contract/call';
import type { Split } from '../../../shared/contract/clips';
import type { EvaluationService } from '../../../shared/contract/evaluation';
import type { RecognizerRun } from '../../../shared/contract/training';
import { featureKey } from '../../../shared/dsp';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Dataset } from '../dataset';
import type { Library } from '../library';
import { fillFeatures } from './fillFeatures';
import type { FindModel } from './findModel';

/**
 * Makes the evaluation service.
 * @param inference where models are asked
 */
export function createEvaluationService(
  library: Library,
  inference: ComputeUnit,
  findModel: FindModel,
): EvaluationService {
  async function keepTestAccuracy(run: RecognizerRun, testAccuracy: number): Promise<void> {
    const now = await library.runs.get(run.projectId, run.id);
    if (now.kind === 'recognizer' && now.testAccuracy !== testAccuracy)
      await library.runs.update(run.projectId, { ...now, testAccuracy });
  }

  return {
    async evaluate({ projectId, runId, split }, call) {
      const model = await findModel.recognizer(projectId, runId);
      const dataset = await library.datasetOf(projectId);
      const fingerprint = await fingerprintOf(model.folder, dataset, split);
      const known = await library.runs.readEvaluation(projectId, runId, split, fingerprint);
      if (known) return known;
      const compute = await inference.service();
      if (featureKey(model.run.features) === featureKey(dataset.features)) {
        const onProgress = (progress: ItemProgress) =>
          call?.onProgress?.({ ...progress, item: 'computing features' });
        await fillFeatures(library.features, {
          projectId,
          dataset,
          compute,
          signal: call?.signal,
          onProgress,
        });
      }
      const evaluation = {
        runId,
        ...(await compute.evaluate({ folder: model.folder, dataset, split }, call)),
      };
      await library.runs.writeEvaluation(projectId, runId, evaluation, fingerprint);
      if (split === 'test' && model.run.status !== 'running')
        await keepTestAccuracy(model.run, evaluation.accuracy);
      return evaluation;
    },
  };
}

/** Everything an evaluation depends on: weights, features, and every clip with its label and split. */
async function fingerprintOf(folder: string, dataset: Dataset, split: Split | 'all'): Promise<string> {
  const hash = createHash('sha256').update(split);
  for (const name of ['weights.bin', 'features.json', 'metadata.json']) {
    // What is missing or altered is told by whoever opens the model.
    hash.update(await readFile(join(folder, name)).catch(() => 'missing'));
  }
  for (const { id, label, speaker, split: own, sha256, trim } of dataset.clips) {
    hash.update(JSON.stringify([id, label, speaker, own, sha256, trim]));
  }
  return hash.digest('hex');
}
