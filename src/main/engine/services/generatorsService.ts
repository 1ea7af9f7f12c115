// The generators service: plans and starts runs of generators.
// Not the slot that one training has (trainingSlot), not stopping (the training service), not the learning (../music).

import { LabError } from '../../../shared/contract/errors';
import type {
  GeneratorConfig,
  GeneratorPlan,
  GeneratorRun,
  GeneratorsService,
} from '../../../shared/contract/generators';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Library, LibraryTune } from '../library';
import { generatorPresets } from '../music/presets';
import { vocabularyOf } from '../music/vocabulary';
import { newRunRecord } from './newRun';
import type { TrainingWork } from './trainingRun';
import type { TrainingSlot } from './trainingSlot';

export interface GeneratorsServiceContext {
  readonly library: Library;
  readonly slot: TrainingSlot;
  /** Where plans are made: tunes are read and counted there. */
  readonly inference: ComputeUnit;
  readonly clock: () => Date;
  /** Of the lab, kept with every run. */
  readonly version: string;
}

/** Makes the generators service. */
export function createGeneratorsService(context: GeneratorsServiceContext): GeneratorsService {
  const { library, slot, inference } = context;

  async function plan(projectId: string, config: GeneratorConfig) {
    const tunes = await library.tunesOf(projectId);
    return { tunes, plan: await (await inference.service()).planGenerator({ tunes, config }) };
  }

  return {
    presets: async () => generatorPresets,
    plan: async ({ projectId, config }) => (await plan(projectId, config)).plan,
    start: ({ projectId, config }) =>
      slot.start(projectId, async () => {
        const { tunes, plan: planned } = await plan(projectId, config);
        requireNoProblem(planned);
        const { name } = await library.projects.open({ projectId });
        const run = newRun(context, projectId, config, planned);
        return { run, work: generatorWork(run, name, tunes) };
      }),
  };
}

function requireNoProblem({ problems }: GeneratorPlan): void {
  if (problems.length > 0) throw new LabError('bad-data', problems.join(' '), { problems });
}

function newRun(
  { clock, version }: GeneratorsServiceContext,
  projectId: string,
  config: GeneratorConfig,
  { counts, parameters }: GeneratorPlan,
): GeneratorRun {
  return {
    ...newRunRecord({ projectId, config, name: `${config.tokens}-${config.cell}`, version, now: clock() }),
    kind: 'generator',
    config,
    vocabulary: vocabularyOf(config),
    counts,
    dataHash: '',
    parameters,
  };
}

/** The work of a generator's run. @param name of the project, for the receipt */
function generatorWork(
  { config, versions }: GeneratorRun,
  name: string,
  tunes: readonly LibraryTune[],
): TrainingWork<GeneratorRun> {
  return async (compute, { signal, folder, prepare, onUpdate }) => {
    prepare(`reading ${tunes.length} tunes`);
    signal.throwIfAborted();
    const job = { name, tunes, config, folder, versions };
    const result = await compute.trainGenerator(job, { onProgress: onUpdate });
    // What it warns of, the plan has said beside the start button: the same tunes and settings.
    return { ...result, warnings: [] };
  };
}
