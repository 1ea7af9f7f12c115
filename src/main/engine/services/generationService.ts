// The generation service: tunes out of a run's generator, its figures, and how much a tune copies.
// Not the writing and not the measuring: the inference thread does both.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GenerationService } from '../../../shared/contract/generation';
import type { TuneSplit } from '../../../shared/contract/tunes';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Library } from '../library';
import type { FindModel } from './findModel';

export interface GenerationServiceContext {
  readonly library: Pick<Library, 'runs' | 'runFolder'>;
  /** Where models are asked. */
  readonly inference: ComputeUnit;
  readonly findModel: FindModel['generator'];
  readonly clock: () => Date;
}

type EvaluationRequest = Parameters<GenerationService['evaluate']>[0];

/** Makes the generation service. */
export function createGenerationService(context: GenerationServiceContext): GenerationService {
  const { library, inference, findModel, clock } = context;

  /** What is kept of an evaluation, and where one would be made. */
  async function lookUp({ projectId, runId, split }: EvaluationRequest) {
    const { folder } = await findModel(projectId, runId);
    const runFolder = library.runFolder(projectId, runId);
    const fingerprint = await fingerprintOf(folder, runFolder, split);
    const known = await library.runs.readGeneratorEvaluation(projectId, runId, split, fingerprint);
    return { known, folder, runFolder, fingerprint };
  }

  return {
    async generate({ projectId, runId, ...options }, call) {
      const { folder } = await findModel(projectId, runId);
      return (await inference.service()).generate({ folder, options }, call);
    },
    keptEvaluation: async (request) => (await lookUp(request)).known,
    async evaluate(request, call) {
      const { projectId, runId, split } = request;
      const { known, folder, runFolder, fingerprint } = await lookUp(request);
      if (known) return known;
      const compute = await inference.service();
      const measured = await compute.evaluateGenerator({ folder, runFolder, split }, call);
      const evaluation = { ...measured, createdAt: clock().toISOString() };
      await library.runs.writeEvaluation(projectId, runId, evaluation, fingerprint);
      return evaluation;
    },
    async measureCopies({ projectId, runId, score }) {
      const run = await library.runs.get(projectId, runId);
      const runFolder = library.runFolder(projectId, run.id);
      return (await inference.service()).measureCopies({ runFolder, score });
    },
  };
}

/** Everything an evaluation depends on: weights, vocabulary, and the run's own tunes with their splits. */
async function fingerprintOf(folder: string, runFolder: string, split: TuneSplit): Promise<string> {
  const hash = createHash('sha256').update(split);
  const paths = [join(folder, 'weights.bin'), join(folder, 'vocabulary.json'), join(runFolder, 'tunes.json')];
  for (const path of paths) {
    // What is missing or altered is told by whoever opens it.
    hash.update(await readFile(path).catch(() => 'missing'));
  }
  return hash.digest('hex');
}
