// The loop over epochs: steps, validation, checkpoints, and when to end. Everything it works on comes in.
// Not the preparation, and not what one step does.

import { LabError } from '../../../shared/contract/errors';
import type { EpochMetrics, LearningConfig, RunRecord } from '../../../shared/contract/training';
import type { CheckpointKind } from './checkpoints';
import { unlessAborted, yieldToEvents } from './events';
import type { StepResult, Trainer } from './gradientTrainer';
import type { Pace } from './pace';
import { createPace } from './pace';
import type { ProgressReporter } from './progress';
import { learningRateAt } from './schedule';
import type { Tally } from './tally';
import { createTally } from './tally';
import type { ValidationResult } from './validation';

export type Best = NonNullable<RunRecord['best']>;

/** Clips or tokens of a step, which weigh in the means. */
interface Counted {
  readonly count: number;
}

/** The training examples of every epoch. */
export interface EpochBatches<Batch> {
  /** Batches of an epoch. */
  readonly steps: number;
  /** All batches of an epoch (from 1), one after the other. */
  batches(epoch: number): Iterable<Batch>;
}

/** What does not depend on what a batch is. */
interface LoopFrame {
  readonly config: LearningConfig;
  readonly examples: Pick<EpochBatches<unknown>, 'steps'>;
  /**
   * Loss and accuracy on what training does not touch; NaN where there is nothing.
   * @throws aborted, where it takes long and a signal is given
   */
  validate(signal?: AbortSignal): Promise<ValidationResult>;
  /** On the clock of `performance.now`, ms; Infinity without a limit. */
  readonly deadline: number;
  readonly signal?: AbortSignal;
  readonly progress: ProgressReporter;
  readonly onEpoch?: (metrics: EpochMetrics) => void;
  save(kinds: readonly CheckpointKind[], metrics: EpochMetrics, steps: number): Promise<void>;
}

export interface EpochLoop<Batch extends Counted> extends LoopFrame {
  readonly trainer: Pick<Trainer<Batch>, 'step'>;
  readonly examples: EpochBatches<Batch>;
}

/** Why the loop ended. */
export type Ending = 'all epochs' | 'no better' | 'time' | 'stopped';

export interface LoopResult {
  readonly ending: Ending;
  readonly epochsDone: number;
  readonly best: Best | null;
}

interface LoopState {
  readonly pace: Pace;
  stepsDone: number;
  plannedSteps: number;
  epochsDone: number;
  best: Best | null;
  /** What `best` was chosen by. */
  bestLoss: number;
}

function requireFinite({ finite, loss }: StepResult, epoch: number, step: number, state: LoopState): void {
  if (finite) return;
  const kept = state.best
    ? `The best weights, of epoch ${state.best.epoch}, are kept.`
    : 'No epoch was finished before.';
  throw new LabError(
    'diverged',
    `The loss or its gradient became infinite or not a number in epoch ${epoch}, step ${step}. ${kept} ` +
      'Lower the learning rate, or clip the gradients by norm, then train again.',
    { epoch, step, loss: String(loss) },
  );
}

/** Why to end after the step just done, or null to go on. */
function endingNow({ signal, deadline }: LoopFrame, state: LoopState): Ending | null {
  if (signal?.aborted) return 'stopped';
  return performance.now() + 1000 * state.pace.epochEndSeconds() >= deadline ? 'time' : null;
}

function reportStep(loop: LoopFrame, state: LoopState, epoch: number, tally: Tally): void {
  const { loss, accuracy } = tally.means();
  const seconds = state.pace.secondsPerStep();
  loop.progress.report({
    phase: 'training',
    message: `epoch ${epoch} of ${loop.config.epochs}`,
    epoch,
    step: tally.steps,
    steps: loop.examples.steps,
    loss,
    accuracy,
    msPerStep: seconds === null ? NaN : 1000 * seconds,
    secondsLeft: state.pace.secondsFor(state.plannedSteps - state.stepsDone),
  });
}

async function trainEpoch<Batch extends Counted>(
  loop: EpochLoop<Batch>,
  state: LoopState,
  epoch: number,
  tally: Tally,
): Promise<Ending | null> {
  let startedAt = performance.now();
  for (const batch of loop.examples.batches(epoch)) {
    const learningRate = learningRateAt(loop.config, state.stepsDone / state.plannedSteps);
    const step = loop.trainer.step(batch, learningRate);
    requireFinite(step, epoch, tally.steps + 1, state);
    tally.add(step, batch.count);
    state.stepsDone += 1;
    await yieldToEvents();
    state.pace.addStep((performance.now() - startedAt) / 1000);
    startedAt = performance.now();
    reportStep(loop, state, epoch, tally);
    const ending = endingNow(loop, state);
    if (ending) return ending;
  }
  return null;
}

async function measureEpoch(
  loop: LoopFrame,
  state: LoopState,
  epoch: number,
  tally: Tally,
  startedAt: number,
): Promise<EpochMetrics> {
  // Before there is anything to keep, what has been trained is worth being measured even by who stops.
  const validated = await loop.validate(state.best ? loop.signal : undefined);
  return {
    epoch,
    ...tally.means(),
    ...validated,
    learningRate: learningRateAt(loop.config, (state.stepsDone - 1) / state.plannedSteps),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** Validates, keeps what is worth keeping, tells. */
async function finishEpoch(
  loop: LoopFrame,
  state: LoopState,
  epoch: number,
  tally: Tally,
  startedAt: number,
): Promise<true> {
  const endStartedAt = performance.now();
  loop.progress.report({ phase: 'saving', message: `validating epoch ${epoch} of ${loop.config.epochs}` });
  const metrics = await measureEpoch(loop, state, epoch, tally, startedAt);
  const { validationLoss, validationAccuracy } = metrics;
  // Without anything to validate on the training loss has to do.
  const loss = Number.isNaN(validationLoss) ? metrics.loss : validationLoss;
  const isBetter = state.best === null || loss < state.bestLoss;
  await loop.save(isBetter ? ['best', 'last'] : ['last'], metrics, state.stepsDone);
  if (isBetter) {
    state.best = { epoch, validationLoss, validationAccuracy };
    state.bestLoss = loss;
  }
  state.epochsDone = epoch;
  state.pace.addEpochEnd((performance.now() - endStartedAt) / 1000);
  loop.onEpoch?.(metrics);
  return true;
}

/** A cut epoch is worth keeping when it is all there is, or when the learning rate had come down for the end. */
const keepsCutEpoch = (ending: Ending, state: LoopState): boolean => ending === 'time' || state.best === null;

/**
 * Trains until all epochs are done, nothing gets better, time is up, or somebody stops it.
 * @throws diverged, naming epoch and step; what was saved before stays
 */
export async function runEpochs<Batch extends Counted>(loop: EpochLoop<Batch>): Promise<LoopResult> {
  const { config, examples } = loop;
  const total = config.epochs * examples.steps;
  const state: LoopState = {
    pace: createPace(examples.steps),
    stepsDone: 0,
    plannedSteps: total,
    epochsDone: 0,
    best: null,
    bestLoss: Infinity,
  };
  const result = (ending: Ending): LoopResult => ({ ending, epochsDone: state.epochsDone, best: state.best });
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    const startedAt = performance.now();
    state.plannedSteps = state.pace.plan(total, state.stepsDone, (loop.deadline - startedAt) / 1000);
    const tally = createTally();
    const ending = await trainEpoch(loop, state, epoch, tally);
    const isKept = ending === null || keepsCutEpoch(ending, state);
    const finished = !isKept || (await unlessAborted(finishEpoch(loop, state, epoch, tally, startedAt)));
    if (!finished || loop.signal?.aborted) return result('stopped');
    if (ending) return result(ending);
    const waited = epoch - (state.best?.epoch ?? epoch);
    if (config.earlyStoppingPatience !== null && waited >= config.earlyStoppingPatience)
      return result('no better');
  }
  return result('all epochs');
}
