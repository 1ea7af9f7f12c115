// One training at a time over the whole library, whichever kind: who has the slot, and how it is given up.
// Not one training's life (trainingRun) and not what is trained.

import { LabError } from '../../../shared/contract/errors';
import type { Run, TrainingService } from '../../../shared/contract/training';
import type { Library } from '../library';
import { startTrainingRun } from './trainingRun';
import type { StopRequest, TrainingRun, TrainingRunContext, TrainingWork } from './trainingRun';

export interface TrainingSlotContext extends Omit<TrainingRunContext, 'onEnd'> {
  readonly library: Pick<Library, 'runs' | 'runFolder' | 'setBusy'>;
}

/** A run that may start, and what it does. */
export interface PreparedRun<Of extends Run> {
  readonly run: Of;
  readonly work: TrainingWork<Of>;
}

export interface TrainingSlot extends Pick<TrainingService, 'stop' | 'current'> {
  /**
   * Takes the slot, prepares a run, writes it and starts it.
   * @param prepare looks whether it can be trained at all; what it throws gives the slot back
   * @returns the run as it begins
   * @throws busy while another one is under way
   */
  start<Of extends Run>(projectId: string, prepare: () => Promise<PreparedRun<Of>>): Promise<Of>;
  /** @throws busy while a training is under way */
  requireIdle(): void;
  /** Ends a training under way; it is recorded as interrupted. */
  close(): Promise<void>;
}

/** How long the step under way may still take when a stop is asked for, and when the lab is closed, ms. */
const STOP_MS = 60_000;
const CLOSE_MS = 5_000;

const asked: StopRequest = { status: 'stopped', message: '' };
const closing: StopRequest = { status: 'interrupted', message: 'Earshot was closed.' };

/** Makes the slot of a library. */
export function createTrainingSlot(context: TrainingSlotContext): TrainingSlot {
  const { library } = context;
  let underWay: TrainingRun['current'] | null = null;
  let begun: Promise<TrainingRun> | null = null;

  async function begin<Of extends Run>(projectId: string, { run, work }: PreparedRun<Of>) {
    underWay = () => ({ run, progress: null });
    await library.runs.create(projectId, run);
    library.setBusy(projectId, `the run ${run.id} is training`);
    const training = startTrainingRun({ ...context, onEnd: () => end(projectId) }, run, work);
    underWay = training.current;
    return training;
  }

  /** Two runs of one second, the first of them stopped at once, have ids of their own. */
  async function withFreeId<Of extends Run>(projectId: string, { run, work }: PreparedRun<Of>) {
    return { run: { ...run, id: await library.runs.freeId(projectId, run.id) }, work };
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

  return {
    requireIdle,
    async start(projectId, prepare) {
      requireIdle();
      const prepared = prepare().then((ready) => withFreeId(projectId, ready));
      begun = prepared
        .then((ready) => begin(projectId, ready))
        .catch((error: unknown) => {
          end(projectId);
          throw error;
        });
      await begun;
      return (await prepared).run;
    },
    async stop({ projectId, runId }) {
      const run = underWay?.().run;
      if (!begun || run?.id !== runId || run.projectId !== projectId)
        return library.runs.get(projectId, runId);
      return (await begun).stop(asked, STOP_MS);
    },
    current: async () => underWay?.() ?? null,
    async close() {
      const training = await begun?.catch(() => null);
      await training?.stop(closing, CLOSE_MS);
    },
  };
}
