// Keys: their signatures, and which key a tune without one is probably in.
// No spelling of notes: the ABC reader and writer do that.

import { isTuned, modulo, transpose } from './operations';
import type { KeyChange, Mode, Score } from './score';

/** How many fifths each mode's signature lies above the major key on the same tonic. */
export const modeFifths: Readonly<Record<Mode, number>> = {
  lydian: 1,
  major: 0,
  mixolydian: -1,
  dorian: -2,
  minor: -3,
  phrygian: -4,
  locrian: -5,
};

/** A key from its signature: 2 sharps and minor is B minor. */
export function keyOfSignature(step: number, sharps: number, mode: Mode): KeyChange {
  return { step, sharps, mode, tonic: modulo(7 * (sharps - modeFifths[mode]), 12) };
}

/** The name a person reads, e.g. `Bb minor`. */
export function keyName(key: Pick<KeyChange, 'sharps' | 'mode'>): string {
  const fifths = key.sharps - modeFifths[key.mode];
  const letter = 'FCGDAEB'[modulo(fifths + 1, 7)];
  const accidentals = Math.floor((fifths + 1) / 7);
  return `${letter}${(accidentals < 0 ? 'b' : '#').repeat(Math.abs(accidentals))} ${key.mode}`;
}

/** How well each pitch class fits a major and a minor key on 0 (Krumhansl and Kessler, 1982). */
const keyProfiles = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
} as const;

/** Total duration of each pitch class of the tuned parts, in quarter notes: 12 numbers, C first. */
export function pitchClassDurations(score: Score): number[] {
  const durations = new Array<number>(12).fill(0);
  for (const part of score.parts.filter(isTuned)) {
    for (const note of part.notes) durations[note.pitch % 12] += note.durationSteps / score.stepsPerQuarter;
  }
  return durations;
}

/**
 * The key whose profile correlates best with the tune's pitch classes (Krumhansl and Schmuckler, 1990).
 * @returns major or minor, at step 0; null where there are no notes or all pitch classes sound alike
 */
export function estimateKey(score: Score): KeyChange | null {
  const durations = pitchClassDurations(score);
  let best: KeyChange | null = null;
  let bestFit = 0;
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      const fit = correlation(
        durations,
        durations.map((_, pitchClass) => keyProfiles[mode][modulo(pitchClass - tonic, 12)]),
      );
      if (fit <= bestFit + 1e-9) continue;
      bestFit = fit;
      best = keyOfSignature(0, modulo(7 * tonic + modeFifths[mode] + 5, 12) - 5, mode);
    }
  }
  return best;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const meanX = x.reduce((a, b) => a + b, 0) / x.length;
  const meanY = y.reduce((a, b) => a + b, 0) / y.length;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - meanX) * (y[i] - meanY);
    xx += (x[i] - meanX) ** 2;
    yy += (y[i] - meanY) ** 2;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/**
 * How far a tune is from the key without accidentals: its first stated key, else {@link estimateKey}.
 * @returns semitones to move it by, -5 to 6; 0 where the key is unknown
 */
export function semitonesToNeutral(score: Score): number {
  const key = score.keys[0] ?? estimateKey(score);
  if (!key) return 0;
  const up = modulo(-7 * key.sharps, 12);
  return up > 6 ? up - 12 : up;
}

/** The tune in C major, A minor or their relatives: key normalisation for training. */
export function normaliseKey(score: Score): Score {
  return transpose(score, semitonesToNeutral(score));
}
