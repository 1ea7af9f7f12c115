// One training from its start to its end in words: what the thread reports goes to disk and to the pages.
// Not the training itself (the compute thread) and not the rule of one at a time (the training service).

import { toLabErrorData } from '../../../shared/contract/errors';
import type { EmitLabEvent } from '../../../shared/contract/services';
import type { EpochMetrics, Run, RunStatus, TrainingProgress } from '../../../shared/contract/training';
import type { TrainingUpdate } from '../compute/computeService';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Dataset } from '../dataset';
import type { Library } from '../library';
import { fillFeatures } from './fillFeatures';
import { createPace } from './pace';
import { createRunRecord, keptOf } from './runRecord';
import type { RunEnding } from './runRecord';

/** Shortest time between two progress events, ms. */
const PROGRESS_MS = 100;

export interface TrainingRunContext {
  readonly library: Pick<Library, 'runs' | 'runFolder' | 'features'>;
  /** Where it trains; ended with the training, which frees its memory. */
  readonly training: ComputeUnit;
  readonly emit: EmitLabEvent;
  readonly clock: () => Date;
  /** Told when nothing trains any more, just before the end is written. */
  readonly onEnd: () => void;
}

/** Why a training is asked to stop, and how that is recorded. */
export interface StopRequest {
  readonly status: Extract<RunStatus, 'stopped' | 'interrupted'>;
  /** In words; empty for the training's own. */
  readonly message: string;
}

export interface TrainingRun {
  current(): { readonly run: Run; readonly progress: TrainingProgress | null };
  /**
   * Asks it to end after the step under way; the first request counts.
   * @param withinMs how long the step may take; then the thread is ended
   * @returns the run as it ended
   */
  stop(request: StopRequest, withinMs: number): Promise<Run>;
  /** The run as it ended. Never rejects. */
  readonly ended: Promise<Run>;
}

/**
 * Trains a run that stands on disk with status `running`.
 * @param run as it was created
 * @param dataset of its project
 */
export function startTrainingRun(context: TrainingRunContext, run: Run, dataset: Dataset): TrainingRun {
  const { library, training, emit, clock } = context;
  const ids = { projectId: run.projectId, runId: run.id };
  const stopping = new AbortController();
  const record = createRunRecord(library.runs, run, () => stopping.abort());
  const pace = createPace<TrainingProgress>(PROGRESS_MS, (next) => emit('training.progress', next));
  let progress: TrainingProgress | null = null;
  let stopRequest: StopRequest | null = null;
  let cutOff = false;

  const tell = (report: Omit<TrainingProgress, 'projectId' | 'runId'>) => {
    progress = { ...ids, ...report };
    pace.send(progress);
  };
  const onEpoch = (metrics: EpochMetrics) => {
    record.addEpoch(metrics);
    emit('training.epoch', { ...ids, metrics });
  };
  const onUpdate = (update: TrainingUpdate) => {
    if (update.kind === 'progress') return tell(update.report);
    if (update.kind === 'epoch') return onEpoch(update.metrics);
    record.change(update.facts);
  };

  async function train(): Promise<RunEnding> {
    const compute = await training.service();
    const { signal } = stopping;
    const { config, features, versions } = run;
    await fillFeatures(library.features, {
      ...{ projectId: run.projectId, dataset, compute, signal },
      onProgress: ({ done, total }) =>
        tell(preparing(config.epochs, `computing features ${done} of ${total}`)),
    });
    signal.throwIfAborted();
    signal.addEventListener('abort', () => void compute.stopTraining({}).catch(() => undefined), {
      once: true,
    });
    const folder = library.runFolder(run.projectId, run.id);
    const job = { dataset, features, config, folder, versions };
    const { warnings, ...result } = await compute.train(job, { onProgress: onUpdate });
    for (const message of warnings) emit('notice', { level: 'warning', message });
    return result;
  }

  async function runToEnd(): Promise<Run> {
    const ending = await train().catch((error: unknown) => endingOf(error, record.current, cutOff));
    pace.cancel();
    await training.stop().catch(() => undefined);
    context.onEnd();
    const endedAt = clock().toISOString();
    return record
      .end({ ...ending, ...wordedByRequest(stopRequest, ending), endedAt })
      .catch((error: unknown) => {
        const { message } = toLabErrorData(error);
        emit('notice', { level: 'error', message: `How the training ended was not written. ${message}` });
        return record.current;
      });
  }

  const ended = runToEnd();
  const cut = () => {
    cutOff = true;
    void training.stop();
  };
  return {
    current: () => ({ run: record.current, progress }),
    ended,
    async stop(request, withinMs) {
      stopRequest ??= request;
      stopping.abort();
      const timer = setTimeout(cut, withinMs);
      return ended.finally(() => clearTimeout(timer));
    },
  };
}

/** How a training that threw has ended. */
function endingOf(error: unknown, run: Run, cutOff: boolean): RunEnding {
  const { code, message } = toLabErrorData(error);
  if (cutOff)
    return { status: 'stopped', message: `Stopped on request in the midst of a long step. ${keptOf(run)}` };
  if (code === 'aborted')
    return { status: 'stopped', message: `Stopped on request before the first step. ${keptOf(run)}` };
  if (code === 'engine-lost')
    return { status: 'failed', message: `The training thread is gone. ${message} ${keptOf(run)}` };
  // What diverged says itself what is kept.
  return {
    status: 'failed',
    message: code === 'diverged' || !run.best ? message : `${message} ${keptOf(run)}`,
  };
}

/** Who asked for a stop has the word over it; a training that ended or failed by itself speaks for itself. */
function wordedByRequest(request: StopRequest | null, ending: RunEnding): Partial<RunEnding> {
  if (!request || ending.status !== 'stopped') return {};
  return { status: request.status, message: `${request.message} ${ending.message}`.trim() };
}

function preparing(epochs: number, message: string): Omit<TrainingProgress, 'projectId' | 'runId'> {
  const nothing = {
    epoch: 0,
    step: 0,
    steps: 0,
    loss: NaN,
    accuracy: NaN,
    msPerStep: NaN,
    secondsLeft: null,
  };
  return { phase: 'preparing', message, epochs, ...nothing };
}
