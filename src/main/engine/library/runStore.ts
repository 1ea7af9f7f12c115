// Runs on disk: what each was asked, how it went epoch by epoch, how it scored.
// Not the weights: best/ and last/ in a run's folder are written by training.

import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import type { Split } from '../../../shared/contract/clips';
import type { Evaluation } from '../../../shared/contract/evaluation';
import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import type { EpochMetrics, Run } from '../../../shared/contract/training';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { namingDisk } from './diskErrors';
import { appendLine, isThere, makeFolder, moveFile, readJson, readLines, writeJson } from './files';
import {
  RUNS_FOLDER,
  TRASH_FOLDER,
  checkRunId,
  isProjectId,
  isRunId,
  projectFolder,
  projectsFolder,
  timeStamp,
} from './layout';
import { mapLimited } from './queue';
import type { LibraryContext } from './registry';
import { RUN_FILE, interrupted, readRunFile, withNaN } from './runFile';
import { listFolder } from './scan';

const METRICS_FILE = 'metrics.jsonl';
const EVALUATION_FILE = 'evaluation.json';

export interface RunStore {
  /** Makes the run's folder. @throws already-exists | not-found (no such project) */
  create(projectId: string, run: Run): Promise<void>;
  /** @returns the id, or where a run has it the id with the next free number: `...-gru-2` */
  freeId(projectId: string, runId: string): Promise<string>;
  /** Replaces what is known of a run and tells every page. */
  update(projectId: string, run: Run): Promise<void>;
  /** Newest first. */
  list(projectId: string): Promise<readonly Run[]>;
  /** @throws not-found */
  get(projectId: string, runId: string): Promise<Run>;
  appendMetrics(projectId: string, runId: string, metrics: EpochMetrics): Promise<void>;
  metrics(projectId: string, runId: string): Promise<readonly EpochMetrics[]>;
  /** @param fingerprint what the evaluation depends on beside the split, e.g. the data hash */
  writeEvaluation(
    projectId: string,
    runId: string,
    evaluation: Evaluation | GeneratorEvaluation,
    fingerprint?: string,
  ): Promise<void>;
  /** A recognizer's. Null where there is none of the split, or it was made with another fingerprint. */
  readEvaluation(
    projectId: string,
    runId: string,
    split: Split | 'all',
    fingerprint?: string,
  ): Promise<Evaluation | null>;
  /** A generator's, likewise. */
  readGeneratorEvaluation(
    projectId: string,
    runId: string,
    split: TuneSplit,
    fingerprint?: string,
  ): Promise<GeneratorEvaluation | null>;
  /** Moves a run to the project's trash. @throws busy while it runs | not-found */
  remove(projectId: string, runId: string): Promise<void>;
  /** Marks runs that a former process left running. @returns them as they are now */
  markInterrupted(): Promise<readonly Run[]>;
}

type StoredEvaluations = Partial<
  Record<string, { readonly fingerprint: string; readonly evaluation: object }>
>;

/** The folder of a run. @throws invalid-argument for ids that are no plain names */
export function runFolder(home: string, projectId: string, runId: string): string {
  return join(projectFolder(home, projectId), RUNS_FOLDER, checkRunId(runId));
}

/** Makes the store of all runs of a library. Runs that this process did not begin are never told to be running. */
export function createRunStore(context: LibraryContext): RunStore {
  const { home, clock, emit, lock, queue } = context;
  /** Runs of this process: the only ones that can really be running. */
  const ours = new Set<string>();
  const folderOf = (projectId: string, runId: string): string => runFolder(home, projectId, runId);
  /** Writes to one run are in order; they do not wait for imports into the project. */
  const write = <T>(
    projectId: string,
    runId: string,
    what: string,
    work: (folder: string) => Promise<T>,
  ): Promise<T> => {
    const folder = folderOf(projectId, runId);
    return queue.run(folder, async () => {
      await lock.assertHeld();
      return namingDisk(`${what} of run ${runId}`, () => work(folder));
    });
  };
  const writeRun = async (folder: string, run: Run): Promise<void> => {
    await writeJson(join(folder, RUN_FILE), run);
    emit('runs.changed', { projectId: run.projectId, runId: run.id });
  };
  const readRun = async (projectId: string, runId: string): Promise<Run | null> => {
    const run = await readRunFile(folderOf(projectId, runId));
    return run && { ...run, id: runId, projectId };
  };
  const told = new Set<string>();
  const readOrTell = async (projectId: string, runId: string): Promise<Run | null> => {
    try {
      return await readRun(projectId, runId);
    } catch (error) {
      const { message } = toLabErrorData(error);
      if (!told.has(message)) emit('notice', { level: 'warning', message: `A run was left out. ${message}` });
      told.add(message);
      return null;
    }
  };
  const evaluationsOf = async (folder: string): Promise<StoredEvaluations> =>
    ((await readJson(join(folder, EVALUATION_FILE))) ?? {}) as StoredEvaluations;
  const readStored = async (projectId: string, runId: string, split: string, fingerprint?: string) => {
    const all = await evaluationsOf(folderOf(projectId, runId)).catch((): StoredEvaluations => ({}));
    const stored = all[split];
    const isOf = stored && (fingerprint === undefined || fingerprint === stored.fingerprint);
    return isOf ? stored.evaluation : null;
  };

  const store: RunStore = {
    create: (projectId, run) =>
      write(projectId, run.id, 'Could not begin the folder', async (folder) => {
        if (!(await isThere(projectFolder(home, projectId)))) {
          throw new LabError('not-found', `There is no project ${projectId}.`, { projectId });
        }
        if (await isThere(folder))
          throw new LabError('already-exists', `There is already a run ${run.id}.`, { runId: run.id });
        await makeFolder(folder);
        ours.add(run.id);
        await writeRun(folder, run);
      }),
    async freeId(projectId, runId) {
      for (let number = 1; ; number++) {
        const id = number === 1 ? runId : `${runId}-${number}`;
        if (!(await isThere(folderOf(projectId, id)))) return id;
      }
    },
    update: (projectId, run) =>
      write(projectId, run.id, 'Could not save the state', (folder) => writeRun(folder, run)),
    async list(projectId) {
      const { folders } = await listFolder(join(projectFolder(home, projectId), RUNS_FOLDER));
      const runs = await mapLimited(folders.filter(isRunId), 8, (runId) => readOrTell(projectId, runId));
      return runs.filter((run) => run !== null).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    },
    async get(projectId, runId) {
      const run = await readRun(projectId, runId);
      if (run) return run;
      throw new LabError('not-found', `The project ${projectId} has no run ${runId}.`, { projectId, runId });
    },
    appendMetrics: (projectId, runId, metrics) =>
      write(projectId, runId, 'Could not save the metrics', (folder) =>
        appendLine(join(folder, METRICS_FILE), JSON.stringify(metrics)),
      ),
    async metrics(projectId, runId) {
      const { lines } = await readLines(join(folderOf(projectId, runId), METRICS_FILE));
      return lines.flatMap(parseMetrics);
    },
    writeEvaluation: (projectId, runId, evaluation, fingerprint = '') =>
      write(projectId, runId, 'Could not save the evaluation', async (folder) => {
        const all = await evaluationsOf(folder).catch(() => ({}));
        await writeJson(join(folder, EVALUATION_FILE), {
          ...all,
          [evaluation.split]: { fingerprint, evaluation },
        });
      }),
    async readEvaluation(projectId, runId, split, fingerprint) {
      const evaluation = (await readStored(projectId, runId, split, fingerprint)) as Evaluation | null;
      return evaluation && { ...evaluation, perClass: evaluation.perClass.map(withNaN) };
    },
    async readGeneratorEvaluation(projectId, runId, split, fingerprint) {
      return (await readStored(projectId, runId, split, fingerprint)) as GeneratorEvaluation | null;
    },
    async remove(projectId, runId) {
      const { status } = await store.get(projectId, runId);
      if (status === 'running')
        throw new LabError('busy', `The run ${runId} is still training. Stop it first.`, { runId });
      const stamp = timeStamp(clock());
      const trash = join(projectFolder(home, projectId), TRASH_FOLDER, RUNS_FOLDER, `${runId}-${stamp}`);
      await write(projectId, runId, 'Could not move the folder', (folder) => moveFile(folder, trash));
      emit('runs.changed', { projectId, runId });
    },
    async markInterrupted() {
      const marked: Run[] = [];
      const { folders } = await listFolder(projectsFolder(home));
      for (const projectId of folders.filter(isProjectId)) {
        for (const run of await store.list(projectId)) {
          if (run.status !== 'running' || ours.has(run.id)) continue;
          const ended = interrupted(run, clock());
          await store.update(projectId, ended);
          marked.push(ended);
        }
      }
      return marked;
    },
  };
  return store;
}

/** A line that is no JSON is a line a killed process left: it counts as never written. */
function parseMetrics(line: string): EpochMetrics[] {
  try {
    return [withNaN(JSON.parse(line) as EpochMetrics)];
  } catch {
    return [];
  }
}
