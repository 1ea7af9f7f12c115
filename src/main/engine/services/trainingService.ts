// The training service: plans, starts, stops; one training at a time over the whole library.
// Not one training's life: ./trainingRun.

import { LabError } from '../../../shared/contract/errors';
import type { Run, TrainingConfig, TrainingService } from '../../../shared/contract/training';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Dataset } from '../dataset';
import type { Library } from '../library';
import { presets } from '../models/presets';
import { planTraining } from '../training/planTraining';
import { countClips, hashData, outputsOf, requireTrainable, selectClips } from '../training/selection';
import { createDuel } from './duelService';
import { startTrainingRun } from './trainingRun';
import type { StopRequest, TrainingRun, TrainingRunContext } from './trainingRun';

export interface TrainingServiceContext extends Omit<TrainingRunContext, 'onEnd'> {
  readonly library: Library;
  /** Starts a place to compare backends in. */
  readonly createDuelUnit: () => ComputeUnit;
  /** Of the lab, kept with every run. */
  readonly version: string;
}

export interface TrainingServiceHandle {
  readonly service: TrainingService;
  /** Ends a training under way; it is recorded as interrupted. */
  close(): Promise<void>;
}

/** How long the step under way may still take when a stop is asked for, and when the lab is closed, ms. */
const STOP_MS = 60_000;
const CLOSE_MS = 5_000;

const asked: StopRequest = { status: 'stopped', message: '' };
const closing: StopRequest = { status: 'interrupted', message: 'Earshot was closed.' };

type UnderWay = TrainingRun['current'];

/** Makes the training service. */
export function createTrainingService(context: TrainingServiceContext): TrainingServiceHandle {
  const { library } = context;
  let underWay: UnderWay | null = null;
  let begun: Promise<TrainingRun> | null = null;

  async function begin(projectId: string, config: TrainingConfig): Promise<TrainingRun> {
    const dataset = await library.datasetOf(projectId);
    requireTrainable(dataset, config);
    const run = newRun(context, projectId, config, dataset);
    underWay = () => ({ run, progress: null });
    await library.runs.create(projectId, run);
    library.setBusy(projectId, `the run ${run.id} is training`);
    const training = startTrainingRun({ ...context, onEnd: () => end(projectId) }, run, dataset);
    underWay = training.current;
    return training;
  }

  /** Another training may start from here on. */
  function end(projectId: string): void {
    library.setBusy(projectId, null);
    underWay = null;
    begun = null;
  }

  function requireIdle(): void {
    if (!begun) return;
    const run = underWay?.().run;
    const what = run
      ? `The run ${run.id} of the project ${run.projectId} is training`
      : 'A training is about to start';
    const details = { projectId: run?.projectId, runId: run?.id };
    throw new LabError('busy', `${what}, one at a time. Wait for its end or stop it.`, details);
  }

  const service: TrainingService = {
    presets: async () => presets,
    plan: async ({ projectId, config }) => planTraining(await library.datasetOf(projectId), config),
    async start({ projectId, config }) {
      requireIdle();
      begun = begin(projectId, config).catch((error: unknown) => {
        end(projectId);
        throw error;
      });
      return (await begun).current().run;
    },
    duel: createDuel(library, context.createDuelUnit, requireIdle),
    async stop({ projectId, runId }) {
      const run = underWay?.().run;
      if (!begun || run?.id !== runId || run.projectId !== projectId)
        return library.runs.get(projectId, runId);
      return (await begun).stop(asked, STOP_MS);
    },
    current: async () => underWay?.() ?? null,
  };

  return {
    service,
    async close() {
      const training = await begun?.catch(() => null);
      await training?.stop(closing, CLOSE_MS);
    },
  };
}

function newRun(
  context: TrainingServiceContext,
  projectId: string,
  config: TrainingConfig,
  dataset: Dataset,
): Run {
  const startedAt = context.clock().toISOString();
  const used = [...selectClips(dataset, config, 'train'), ...selectClips(dataset, config, 'validation')];
  return {
    id: `${startedAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${config.recognizer}`,
    projectId,
    status: 'running',
    message: '',
    config,
    features: dataset.features,
    outputs: outputsOf(config),
    counts: countClips(dataset, config),
    dataHash: hashData(used),
    backend: { name: config.backend, threads: 0, reason: 'not chosen yet' },
    parameters: planTraining(dataset, config).parameters,
    startedAt,
    endedAt: null,
    epochsDone: 0,
    best: null,
    testAccuracy: null,
    versions: { earshot: context.version, node: process.versions.node },
  };
}
