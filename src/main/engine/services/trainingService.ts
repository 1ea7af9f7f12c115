// The training service: plans and starts recognizers, and stops whatever trains.
// Not the slot that one training has (trainingSlot) and not one training's life (trainingRun).

import type { RecognizerRun, TrainingConfig, TrainingService } from '../../../shared/contract/training';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Dataset } from '../dataset';
import type { Library } from '../library';
import { presets } from '../models/presets';
import { planTraining } from '../training/planTraining';
import { countClips, hashData, outputsOf, requireTrainable, selectClips } from '../training/selection';
import { createDuel } from './duelService';
import { newRunRecord } from './newRun';
import { recognizerWork } from './recognizerWork';
import type { TrainingSlot } from './trainingSlot';

export interface TrainingServiceContext {
  readonly library: Library;
  readonly slot: TrainingSlot;
  /** Starts a place to compare backends in. */
  readonly createDuelUnit: () => ComputeUnit;
  readonly clock: () => Date;
  /** Of the lab, kept with every run. */
  readonly version: string;
}

/** Makes the training service. */
export function createTrainingService(context: TrainingServiceContext): TrainingService {
  const { library, slot } = context;
  return {
    presets: async () => presets,
    plan: async ({ projectId, config }) => planTraining(await library.datasetOf(projectId), config),
    start: ({ projectId, config }) =>
      slot.start(projectId, async () => {
        const dataset = await library.datasetOf(projectId);
        requireTrainable(dataset, config);
        const run = newRun(context, projectId, config, dataset);
        return { run, work: recognizerWork(library, run, dataset) };
      }),
    duel: createDuel(library, context.createDuelUnit, slot.requireIdle),
    stop: slot.stop,
    current: slot.current,
  };
}

function newRun(
  { clock, version }: TrainingServiceContext,
  projectId: string,
  config: TrainingConfig,
  dataset: Dataset,
): RecognizerRun {
  const used = [...selectClips(dataset, config, 'train'), ...selectClips(dataset, config, 'validation')];
  return {
    ...newRunRecord({ projectId, config, name: config.recognizer, version, now: clock() }),
    kind: 'recognizer',
    config,
    features: dataset.features,
    outputs: outputsOf(config),
    counts: countClips(dataset, config),
    dataHash: hashData(used),
    parameters: planTraining(dataset, config).parameters,
    testAccuracy: null,
  };
}
