// How many bars have been written behind a primer, and where each of them ends.
// Not the grammar, which knows bar lines of melodies only, and from their beginning.

import { barSteps, melodyLayout, melodyMeters, METER_TOKEN, STEP_TOKEN } from '../../../shared/music';
import type { Vocabulary } from '../../../shared/music';
import type { Primer } from './primer';
import { gridOf } from './vocabulary';

/** Bars of one tune being written. */
export interface BarCounter {
  /** Takes the next token behind the primer. */
  push(token: number): void;
  /** Whole bars behind the primer; one that the primer began, or a pick-up, does not count. */
  readonly written: number;
  /** Step where bar `bars` of them ends; it has been written. */
  endOf(bars: number): number;
}

/** What a token does to time. */
interface TimeReader {
  /** Steps that pass with a token. */
  stepsOf(token: number): number;
  /** Length of a bar from here on, where the token is a metre; else 0. */
  barOf(token: number): number;
  /** Where in its bar a tune begins, where the token says so; else 0. */
  pickupOf(token: number): number;
}

function createTimeReader(vocabulary: Vocabulary): TimeReader {
  if (vocabulary.kind === 'frames') {
    return { stepsOf: (token) => (token === STEP_TOKEN ? 1 : 0), barOf: () => 0, pickupOf: () => 0 };
  }
  const { positionToken, durationToken, pitchToken } = melodyLayout(vocabulary);
  const between = (token: number, from: number, to: number) => token >= from && token < to;
  return {
    stepsOf: (token) => (between(token, durationToken + 1, pitchToken) ? token - durationToken : 0),
    pickupOf: (token) => (between(token, positionToken, durationToken + 1) ? token - positionToken : 0),
    barOf(token) {
      if (!between(token, METER_TOKEN, positionToken)) return 0;
      const [beats, beatUnit] = melodyMeters[token - METER_TOKEN];
      return barSteps({ beats, beatUnit }, vocabulary.stepsPerQuarter);
    },
  };
}

/** Counts bars from where a primer ends. */
export function createBarCounter(vocabulary: Vocabulary, primer: Primer): BarCounter {
  const reader = createTimeReader(vocabulary);
  const lines: number[] = [];
  let step = primer.steps;
  let bar = barSteps(primer.meter ?? { beats: 4, beatUnit: 4 }, gridOf(vocabulary));
  let untilLine = primer.stepsToBarLine || bar;
  let unfinished = primer.stepsToBarLine > 0 ? 1 : 0;
  const pass = (steps: number) => {
    let left = steps;
    while (left >= untilLine) {
      step += untilLine;
      left -= untilLine;
      lines.push(step);
      untilLine = bar;
    }
    step += left;
    untilLine -= left;
  };
  return {
    push(token) {
      const metre = reader.barOf(token);
      if (metre > 0) untilLine = bar = metre; // a metre stands on a bar line
      const pickup = step === 0 ? reader.pickupOf(token) : 0;
      if (pickup > 0) {
        untilLine = bar - pickup;
        unfinished = 1;
      }
      pass(reader.stepsOf(token));
    },
    get written() {
      return Math.max(0, lines.length - unfinished);
    },
    endOf: (bars) => lines[bars + unfinished - 1],
  };
}
