// The ids of melody tokens, SPEC.md "Melody".
// Only the layout: melodyTokens.ts encodes and decodes.

import { barSteps } from '../bars';
import type { MelodyVocabulary } from './codec';

/** Goes on with what sounded or rested before. */
export const HOLD_TOKEN = 2;
/** A silence; its duration follows. */
export const REST_TOKEN = 3;
/** The first metre's token. */
export const METER_TOKEN = 4;

/** The metres a melody may have, in the order of their tokens. Appended to, never reordered [T3]. */
export const melodyMeters: readonly (readonly [beats: number, beatUnit: number])[] = [
  [4, 4], [3, 4], [2, 4], [6, 8], [9, 8], [12, 8], [3, 8], [2, 2], [3, 2], [5, 4], [6, 4], [5, 8], [7, 8], [4, 8],
]; // prettier-ignore

/** Triplets and sixteenths, notes up to a whole note, 88 keys. */
export const defaultMelodyVocabulary: MelodyVocabulary = {
  kind: 'melody',
  stepsPerQuarter: 12,
  longestSteps: 48,
  lowestPitch: 21,
  highestPitch: 108,
};

/** Where each kind of token begins, and how many there are in all. */
export interface MelodyLayout {
  readonly positionToken: number;
  readonly positions: number;
  /** Token of duration 1 less 1: a duration's token is this plus its steps. */
  readonly durationToken: number;
  readonly pitchToken: number;
  readonly vocabSize: number;
}

/** The layout of a vocabulary's ids. */
export function melodyLayout(vocabulary: MelodyVocabulary): MelodyLayout {
  const { stepsPerQuarter, longestSteps, lowestPitch, highestPitch } = vocabulary;
  const bars = melodyMeters.map(([beats, beatUnit]) => barSteps({ beats, beatUnit }, stepsPerQuarter));
  const positionToken = METER_TOKEN + melodyMeters.length;
  const positions = Math.max(...bars);
  const durationToken = positionToken + positions - 1;
  const pitchToken = durationToken + longestSteps + 1;
  return {
    positionToken,
    positions,
    durationToken,
    pitchToken,
    vocabSize: pitchToken + highestPitch - lowestPitch + 1,
  };
}
