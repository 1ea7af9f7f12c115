// The grids one edits by, and the resolution a score needs to hold them.
// Not the grid of tokens: that belongs to a generator.

import { quantise } from '../../../shared/music/operations';
import type { Score } from '../../../shared/contract/score';

export interface GridChoice {
  /** `1/8` is an eighth, `1/8T` a third of a quarter. */
  readonly name: string;
  readonly label: string;
  readonly quarters: number;
}

export const gridChoices: readonly GridChoice[] = [
  { name: '1/4', label: 'Quarter', quarters: 1 },
  { name: '1/8', label: 'Eighth', quarters: 1 / 2 },
  { name: '1/16', label: 'Sixteenth', quarters: 1 / 4 },
  { name: '1/32', label: 'Thirty-second', quarters: 1 / 8 },
  { name: '1/4T', label: 'Quarter triplet', quarters: 2 / 3 },
  { name: '1/8T', label: 'Eighth triplet', quarters: 1 / 3 },
  { name: '1/16T', label: 'Sixteenth triplet', quarters: 1 / 6 },
];

export const defaultGrid = '1/16';

/** Every choice of {@link gridChoices} is whole steps in it. */
export const EDIT_STEPS_PER_QUARTER = 24;
const FINEST = 32_767;

/** @returns steps of the score; whole where its resolution is a multiple of {@link EDIT_STEPS_PER_QUARTER} */
export function gridSteps(name: string, stepsPerQuarter: number): number {
  const choice = gridChoices.find((one) => one.name === name) ?? gridChoices[2];
  return choice.quarters * stepsPerQuarter;
}

/**
 * The score at a resolution that holds both itself and every grid exactly.
 * @returns the score as it is where that resolution would be finer than a file can say: grids are then rounded
 */
export function editable(score: Score): Score {
  return toCommonResolution(score, EDIT_STEPS_PER_QUARTER);
}

/** The score at the least common multiple of two resolutions; not quantised, so nothing moves. */
export function toCommonResolution(score: Score, stepsPerQuarter: number): Score {
  const { stepsPerQuarter: own } = score;
  const common = (own / greatestDivisor(own, stepsPerQuarter)) * stepsPerQuarter;
  return common === own || common > FINEST ? score : atResolution(score, common);
}

/**
 * The score at another resolution.
 * @returns exact where it is a multiple of the old one; else every onset and end at the nearest step
 */
export function atResolution(score: Score, stepsPerQuarter: number): Score {
  const factor = stepsPerQuarter / score.stepsPerQuarter;
  if (factor === 1) return score;
  if (!Number.isInteger(factor)) return quantise(score, stepsPerQuarter);
  const move = <T extends { readonly step: number }>(changes: readonly T[]): T[] =>
    changes.map((change) => ({ ...change, step: change.step * factor }));
  return {
    ...score,
    stepsPerQuarter,
    pickupSteps: score.pickupSteps * factor,
    parts: score.parts.map((part) => ({
      ...part,
      notes: part.notes.map((note) => ({
        ...note,
        onsetStep: note.onsetStep * factor,
        durationSteps: note.durationSteps * factor,
      })),
    })),
    tempos: move(score.tempos),
    meters: move(score.meters),
    keys: move(score.keys),
    chordSymbols: move(score.chordSymbols),
  };
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
