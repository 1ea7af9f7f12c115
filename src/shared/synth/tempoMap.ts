// Between steps of a score and seconds, through every change of tempo, in both directions.
// Not swing, not rubato: a score's tempo is what stands in it, or one that the caller gives.

import { LabError } from '../contract/errors';
import type { Score } from '../music/score';

/** What of a score the time depends on. */
export type TimedScore = Pick<Score, 'stepsPerQuarter' | 'tempos'>;

/** A score's time, both ways; made once for many notes. */
export interface TempoMap {
  /** @returns seconds from step 0; steps may be fractions */
  secondsAt(step: number): number;
  /** @returns the step, with its fraction */
  stepAt(seconds: number): number;
}

/**
 * Works out when each tempo begins.
 * @param qpm quarter notes a minute, 1 to 10,000, instead of the score's own tempos
 * @throws LabError invalid-argument for a tempo out of range
 */
export function createTempoMap(score: TimedScore, qpm?: number): TempoMap {
  if (qpm !== undefined && !(qpm >= 1 && qpm <= 10_000)) {
    throw new LabError(
      'invalid-argument',
      `at qpm: expected 1 to 10000 quarter notes a minute, got ${qpm}.`,
      {
        path: 'qpm',
        got: qpm,
      },
    );
  }
  const tempos = qpm === undefined ? score.tempos : [{ step: 0, qpm }];
  const lengths = tempos.map((tempo) => 60 / (tempo.qpm * score.stepsPerQuarter)); // seconds of a step
  const starts = [0];
  for (let i = 1; i < tempos.length; i++) {
    starts.push(starts[i - 1] + (tempos[i].step - tempos[i - 1].step) * lengths[i - 1]);
  }
  return {
    secondsAt(step) {
      const i = lastWhere(tempos.length, (k) => tempos[k].step <= step);
      return starts[i] + (step - tempos[i].step) * lengths[i];
    },
    stepAt(seconds) {
      const i = lastWhere(starts.length, (k) => starts[k] <= seconds);
      return tempos[i].step + (seconds - starts[i]) / lengths[i];
    },
  };
}

/** The last index for which `holds`, which is true up to a point; 0 where it is nowhere. */
function lastWhere(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * When a step sounds.
 * @param step may be a fraction
 * @param qpm see {@link createTempoMap}
 * @returns seconds from step 0
 */
export function stepToSeconds(score: TimedScore, step: number, qpm?: number): number {
  return createTempoMap(score, qpm).secondsAt(step);
}

/**
 * Where the playhead stands: the inverse of {@link stepToSeconds}.
 * @param seconds from step 0
 * @returns the step, with its fraction
 */
export function secondsToStep(score: TimedScore, seconds: number, qpm?: number): number {
  return createTempoMap(score, qpm).stepAt(seconds);
}
