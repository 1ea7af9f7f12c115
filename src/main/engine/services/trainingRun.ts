// One training from its start to its end in words: what the thread reports goes to disk and to the pages.
// Not what is trained (a TrainingWork of either kind) and not the rule of one at a time (the training slot).

import { toLabErrorData } from '../../../shared/contract/errors';
import type { EmitLabEvent } from '../../../shared/contract/services';
import type { EpochMetrics, Run, RunStatus, TrainingProgress } from '../../../shared/contract/training';
import type { ComputeService, TrainingUpdate } from '../compute/computeService';
import type { ComputeUnit } from '../compute/computeUnit';
import type { Library } from '../library';
import { createPace } from './pace';
import { createRunRecord, keptOf } from './runRecord';
import type { RunEnding } from './runRecord';

/** Shortest time between two progress events, ms. */
const PROGRESS_MS = 100;

export interface TrainingRunContext {
  readonly library: Pick<Library, 'runs' | 'runFolder'>;
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

/** What the work of a training is given. */
export interface WorkHooks<Of extends Run> {
  /** Aborted when the training is to end, also before it reached the thread. */
  readonly signal: AbortSignal;
  /** Of the run. */
  readonly folder: string;
  /** Says what is prepared, before the thread reports by itself. */
  prepare(message: string): void;
  onUpdate(update: TrainingUpdate<Partial<Of>>): void;
}

/** Everything of a training that its kind decides: asks the thread, and resolves with how it ended. */
export type TrainingWork<Of extends Run> = (
  compute: ComputeService,
  hooks: WorkHooks<Of>,
) => Promise<RunEnding<Of> & { readonly warnings: readonly string[] }>;

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
 * @param work what its kind does to train
 */
export function startTrainingRun<Of extends Run>(
  context: TrainingRunContext,
  run: Of,
  work: TrainingWork<Of>,
): TrainingRun {
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
  const onUpdate = (update: TrainingUpdate<Partial<Of>>) => {
    if (update.kind === 'progress') return tell(update.report);
    if (update.kind === 'epoch') return onEpoch(update.metrics);
    record.change(update.facts);
  };

  async function train(): Promise<RunEnding<Of>> {
    const compute = await training.service();
    const { signal } = stopping;
    const stopThread = () => void compute.stopTraining({}).catch(() => undefined);
    signal.addEventListener('abort', stopThread, { once: true });
    const prepare = (message: string) => tell(preparing(run.config.epochs, message));
    const folder = library.runFolder(run.projectId, run.id);
    const { warnings, ...result } = await work(compute, { signal, folder, prepare, onUpdate });
    for (const message of warnings) emit('notice', { level: 'warning', message });
    return result as unknown as RunEnding<Of>;
  }

  async function runToEnd(): Promise<Run> {
    const ending = await train().catch((error: unknown) => endingOf<Of>(error, record.current, cutOff));
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

type EndingWords = Pick<Run, 'status' | 'message'>;

/** How a training that threw has ended. */
function endingOf<Of extends Run>(error: unknown, run: Of, cutOff: boolean): RunEnding<Of> {
  return describeFailure(error, run, cutOff) as RunEnding<Of>;
}

function describeFailure(error: unknown, run: Run, cutOff: boolean): EndingWords {
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
function wordedByRequest(request: StopRequest | null, ending: EndingWords): Partial<EndingWords> {
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
