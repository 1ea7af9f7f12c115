// How fast a run goes, measured: for the time left, and for the steps a time limit allows.

import { plannedSteps } from './schedule';

/** The last steps that count for the pace: old ones, and the slow first ones, are forgotten. */
const window = 50;
/** Before this many steps nothing is told: the first ones are slow, code is still being compiled. */
const enough = 3;
/** Kept back from a time limit, for what varies. */
const reserve = 0.97;

export interface Pace {
  /** Notes one step, batch making included. */
  addStep(seconds: number): void;
  /** Notes what the end of an epoch took: validation and saving. */
  addEpochEnd(seconds: number): void;
  /** Median of the last steps, null before there is something to measure. */
  secondsPerStep(): number | null;
  /** Seconds for the steps still planned, ends of epochs included; null before there is something to measure. */
  secondsFor(steps: number): number | null;
  /** Seconds the end of the last epoch took. */
  epochEndSeconds(): number;
  /** Steps of the whole run that there is time for, see `plannedSteps`. */
  plan(total: number, done: number, secondsLeft: number): number;
}

/** @param stepsPerEpoch for the share of the ends of epochs in each step */
export function createPace(stepsPerEpoch: number): Pace {
  const steps: number[] = [];
  let epochEnd = 0;
  const secondsPerStep = () =>
    steps.length < enough ? null : [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  const secondsFor = (count: number) => {
    const each = secondsPerStep();
    // A limit may have come before the steps that were planned.
    return each === null ? null : Math.max(0, count) * (each + epochEnd / stepsPerEpoch);
  };
  return {
    addStep(seconds) {
      steps.push(seconds);
      if (steps.length > window) steps.shift();
    },
    addEpochEnd(seconds) {
      epochEnd = seconds;
    },
    secondsPerStep,
    secondsFor,
    epochEndSeconds: () => epochEnd,
    plan(total, done, secondsLeft) {
      const each = secondsFor(1);
      return each === null ? total : plannedSteps(total, done, each, secondsLeft * reserve);
    },
  };
}
