// Which bar, beat and grid lines are drawn at a zoom, and which bars carry their number.
// Pure; bars come from src/shared/music.

import { barsOf } from '../../../shared/music/bars';
import type { Bar } from '../../../shared/music/bars';
import type { Score } from '../../../shared/contract/score';
import type { StepRange } from '../player/scorePlayer';

/** Finer lines than this are left out, pixels. */
const LEAST_GAP = 9;
/** Bar numbers stand at least this far apart, pixels. */
const LEAST_NUMBER_GAP = 34;

export type LineKind = 'bar' | 'beat' | 'grid';

export interface GridLine {
  readonly step: number;
  readonly kind: LineKind;
}

/** Bars for drawing, a few more than the score has, so that the empty room behind it has its lines too. */
export function barsForRoll(
  score: Pick<Score, 'stepsPerQuarter' | 'pickupSteps' | 'meters'>,
  lengthSteps: number,
): readonly Bar[] {
  return barsOf(score, lengthSteps + 64 * score.stepsPerQuarter);
}

/** Index of the first bar that ends behind a step; `bars.length` where none does. */
export function firstBarBehind(bars: readonly Bar[], step: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle].startStep + bars[middle].steps <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The lines of a view, coarsest kinds first.
 * @param gridSteps the editing grid in steps, with fractions; 0 draws none
 * @param stepWidth pixels of a step
 */
export function gridLines(
  bars: readonly Bar[],
  view: StepRange,
  stepsPerQuarter: number,
  gridSteps: number,
  stepWidth: number,
): GridLine[] {
  const lines: GridLine[] = [];
  for (let i = firstBarBehind(bars, view.from); i < bars.length && bars[i].startStep <= view.to; i++) {
    const bar = bars[i];
    lines.push({ step: bar.startStep, kind: 'bar' });
    const beatSteps = (stepsPerQuarter * 4) / bar.meter.beatUnit;
    addLines(lines, bar, beatSteps, stepWidth, 'beat');
    addLines(lines, bar, gridSteps, stepWidth, 'grid');
  }
  return lines;
}

function addLines(lines: GridLine[], bar: Bar, every: number, stepWidth: number, kind: LineKind): void {
  if (every <= 0 || every * stepWidth < LEAST_GAP) return;
  for (let n = 1; n * every < bar.steps - 1e-6; n++) {
    lines.push({ step: bar.startStep + n * every, kind });
  }
}

/** Every how many bars a number fits: 1, 2, 4, 8, ... */
export function numberEvery(barWidth: number): number {
  let every = 1;
  while (every * barWidth < LEAST_NUMBER_GAP) every *= 2;
  return every;
}
