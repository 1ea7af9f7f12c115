// What training a recognizer is: features where the page has not computed them, then the thread's training.
// Not the run's life (trainingRun) and not the learning (../training).

import type { RecognizerRun } from '../../../shared/contract/training';
import type { Dataset } from '../dataset';
import type { Library } from '../library';
import { fillFeatures } from './fillFeatures';
import type { TrainingWork } from './trainingRun';

/**
 * The work of a recognizer's run.
 * @param dataset of its project
 */
export function recognizerWork(
  { features: cache }: Pick<Library, 'features'>,
  { projectId, config, features, versions }: RecognizerRun,
  dataset: Dataset,
): TrainingWork<RecognizerRun> {
  return async (compute, { signal, folder, prepare, onUpdate }) => {
    await fillFeatures(cache, {
      ...{ projectId, dataset, compute, signal },
      onProgress: ({ done, total }) => prepare(`computing features ${done} of ${total}`),
    });
    signal.throwIfAborted();
    return compute.train({ dataset, features, config, folder, versions }, { onProgress: onUpdate });
  };
}
