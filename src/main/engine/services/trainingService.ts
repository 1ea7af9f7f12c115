// The training service: plans, starts, stops; one training at a time over the whole library.
// Not one training's life: ./trainingRun.

import { LabError } from '../../../shared/contract/errors';
import type { Run, TrainingConfig, TrainingService } from '../../../shared/contract/training';
import type { Dataset } from '../dataset';
import type { Library } from '../library';
import { presets } from '../models/presets';
import { planTraining } from '../training/planTraining';
import { countClips, hashData, outputsOf, requireTrainable, selectClips } from '../training/selection';
import { startTrainingRun } from './trainingRun';
import type { StopRequest, TrainingRun, TrainingRunContext } from './trainingRun';

export interface TrainingServiceContext extends TrainingRunContext {
  readonly library: Library;
  /** Of the lab, kept with every run. */
  readonly version: string;
}

export interface TrainingServiceHandle {
  readonly service: TrainingService;
  /** Ends a training under way; it is recorded as interrupted. */
  close(): Promise<void>;
}

const closing: StopRequest = { status: 'interrupted', message: 'Earshot was closed.' };

/** Makes the training service. */
export function createTrainingService(context: TrainingServiceContext): TrainingServiceHandle {
  const { library } = context;
  let active: TrainingRun | null = null;
  let starting: Promise<Run> | null = null;

  async function start(projectId: string, config: TrainingConfig): Promise<Run> {
    const dataset = await library.datasetOf(projectId);
    requireTrainable(dataset, config);
    const run = newRun(context, projectId, config, dataset);
    await library.runs.create(projectId, run);
    library.setBusy(projectId, `the run ${run.id} is training`);
    const training = startTrainingRun(context, run, dataset);
    active = training;
    void training.ended.then(() => {
      active = null;
      library.setBusy(projectId, null);
    });
    return run;
  }

  function requireIdle(): void {
    if (!active && !starting) return;
    const run = active?.current().run;
    const what = run
      ? `The run ${run.id} of the project ${run.projectId} is training`
      : 'A training is about to start';
    throw new LabError('busy', `${what}, one at a time. Wait for its end or stop it.`, {
      projectId: run?.projectId,
      runId: run?.id,
    });
  }

  const service: TrainingService = {
    presets: async () => presets,
    plan: async ({ projectId, config }) => planTraining(await library.datasetOf(projectId), config),
    async start({ projectId, config }) {
      requireIdle();
      starting = start(projectId, config);
      return starting.finally(() => (starting = null));
    },
    async stop({ projectId, runId }) {
      const run = active?.current().run;
      if (!active || run?.id !== runId || run.projectId !== projectId)
        return library.runs.get(projectId, runId);
      return active.stop({ status: 'stopped', message: '' });
    },
    current: async () => active?.current() ?? null,
  };

  return {
    service,
    async close() {
      await starting?.catch(() => undefined);
      await active?.stop(closing);
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
