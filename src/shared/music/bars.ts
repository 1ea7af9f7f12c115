// Where a score's bars begin: metre changes and the incomplete first bar made into bar lines.
// Not a layout: the page and the ABC writer draw from these numbers.

import type { MeterChange, Score } from './score';

/** A bar: from `startStep` up to `startStep + steps`. */
export interface Bar {
  readonly startStep: number;
  readonly steps: number;
  readonly meter: MeterChange;
}

/**
 * Length of a whole bar.
 * @returns steps, at least 1; rounded where the metre does not fall on the grid
 */
export function barSteps(meter: Pick<MeterChange, 'beats' | 'beatUnit'>, stepsPerQuarter: number): number {
  return Math.max(1, Math.round((stepsPerQuarter * 4 * meter.beats) / meter.beatUnit));
}

/**
 * The bars of a score up to `endStep`. A metre change ends the bar before it, whole or not.
 * @param endStep steps; bars that begin before it are returned
 */
export function barsOf(
  score: Pick<Score, 'stepsPerQuarter' | 'pickupSteps' | 'meters'>,
  endStep: number,
): Bar[] {
  const bars: Bar[] = [];
  let startStep = 0;
  let index = 0;
  while (startStep < endStep) {
    while (index + 1 < score.meters.length && score.meters[index + 1].step <= startStep) index++;
    const meter = score.meters[index];
    const whole = barSteps(meter, score.stepsPerQuarter);
    let steps = startStep === 0 && score.pickupSteps > 0 ? score.pickupSteps : whole;
    const next = score.meters[index + 1]?.step ?? Infinity;
    if (startStep + steps > next) steps = next - startStep;
    bars.push({ startStep, steps, meter });
    startStep += steps;
  }
  return bars;
}

/**
 * The index of the bar that holds a step.
 * @param bars see {@link barsOf}
 * @returns -1 where no bar does
 */
export function barAt(bars: readonly Bar[], step: number): number {
  let low = 0;
  let high = bars.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bar = bars[middle];
    if (step < bar.startStep) high = middle - 1;
    else if (step >= bar.startStep + bar.steps) low = middle + 1;
    else return middle;
  }
  return -1;
}
