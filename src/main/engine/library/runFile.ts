// run.json: what is read of it, of runs of either kind and of every version, and what JSON cannot say.
// Not where runs lie and not the writing: see runStore.

import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from '../../../shared/contract/errors';
import type { Run } from '../../../shared/contract/training';
import { readJson } from './files';

/** In the folder of a run. */
export const RUN_FILE = 'run.json';

/** The parts of run.json the lab leans on when it lists runs; the rest is kept as it is. */
const everyRun = {
  status: z.enum(['running', 'finished', 'stopped', 'failed', 'interrupted']),
  message: z.string(),
  startedAt: z.string(),
  epochsDone: z.number(),
  best: z.looseObject({ epoch: z.number() }).nullable(),
};
const recognizerRecord = z.looseObject({
  ...everyRun,
  kind: z.literal('recognizer'),
  config: z.looseObject({ recognizer: z.string(), labels: z.array(z.string()), epochs: z.number() }),
  features: z.looseObject({ sampleRate: z.number() }),
  outputs: z.array(z.string()),
});
const generatorRecord = z.looseObject({
  ...everyRun,
  kind: z.literal('generator'),
  config: z.looseObject({ tokens: z.string(), cell: z.string(), epochs: z.number() }),
  vocabulary: z.looseObject({ kind: z.string() }),
});
const runRecord = z.discriminatedUnion('kind', [recognizerRecord, generatorRecord]);

/** Runs from before there were generators name no kind: they are recognizers. */
function withKind(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || 'kind' in json) return json;
  return { ...json, kind: 'recognizer' };
}

/**
 * Reads a run as it was written; its id and project are where it lies.
 * @param folder of the run
 * @returns null where there is no run
 * @throws bad-data naming file and field when it is damaged
 */
export async function readRunFile(folder: string): Promise<Run | null> {
  const path = join(folder, RUN_FILE);
  const json = withKind(await readJson(path));
  if (json === null) return null;
  const parsed = runRecord.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new LabError('bad-data', `${path}: at ${issue.path.join('.')}: ${issue.message}.`, { path });
  }
  const run = json as Run;
  return { ...run, best: run.best && withNaN(run.best) };
}

/** JSON has no NaN: where a number is missing it stands as null. */
export function withNaN<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, value === null ? NaN : value]),
  ) as T;
}

/** The run as it is when the process that trained it is gone. */
export function interrupted(run: Run, now: Date): Run {
  const { epochsDone, best } = run;
  const kept = best
    ? `The best weights, of epoch ${best.epoch}, are kept and can be used.`
    : 'It had no weights worth keeping yet.';
  const message = `Earshot ended while this run was training, after ${epochsDone} of ${run.config.epochs} epochs. ${kept}`;
  return { ...run, status: 'interrupted', message, endedAt: run.endedAt ?? now.toISOString() };
}
