// What melody and frame tokens have in common: the codec a generator stands on.
// No model here: tokens in, tokens out. The rules are in SPEC.md.

import { LabError } from '../../contract/errors';
import type { Vocabulary } from '../../contract/generators';
import type { Score } from '../score';

export type { FrameVocabulary, MelodyVocabulary, Vocabulary } from '../../contract/generators';

/** Begins every sequence [T1]. */
export const START_TOKEN = 0;
/** Ends every sequence [T1]. */
export const END_TOKEN = 1;

/** Which tokens may follow [T5]. */
export interface TokenGrammar {
  /** Sets 1 where the token may come next, else 0. @param mask length vocabSize */
  allowed(mask: Uint8Array): void;
  /** Takes the next token; one that is not allowed is taken as [T6] says. */
  push(token: number): void;
  /** Steps of the vocabulary's grid so far. */
  readonly steps: number;
  /** Bar lines reached so far, the first bar's own not counted; 0 for frames, which know no bars. */
  readonly bars: number;
  readonly ended: boolean;
}

/** Tunes into tokens and back. */
export interface TokenCodec {
  readonly vocabulary: Vocabulary;
  readonly vocabSize: number;
  /** @throws LabError bad-score where the tune cannot be held; too-large where it is too long */
  encode(score: Score): Int32Array;
  /** @returns a score on the vocabulary's grid, at 120 quarter notes a minute */
  decode(tokens: ArrayLike<number>): Score;
  createGrammar(): TokenGrammar;
  /** @returns the MIDI number, or -1 for a token without pitch */
  pitchOf(token: number): number;
  /** A token as a person reads it, e.g. `pitch 60`, `step`. */
  nameOf(token: number): string;
}

/** Longest sequence of one tune, so that a tune cannot fill the memory. */
export const MAX_TOKENS = 1_000_000;

/** The vocabulary as one canonical text: equal texts, equal tokens [T3]. */
export function vocabularyKey(vocabulary: Vocabulary): string {
  const sorted = Object.entries(vocabulary).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted));
}

/**
 * The pitch tokens' place in a vocabulary.
 * @throws LabError invalid-argument where the range is empty or outside MIDI's
 */
export function requirePitchRange({ lowestPitch, highestPitch }: Vocabulary): void {
  const whole = Number.isInteger(lowestPitch) && Number.isInteger(highestPitch);
  if (whole && lowestPitch >= 0 && highestPitch <= 127 && lowestPitch <= highestPitch) return;
  const got = `${lowestPitch} to ${highestPitch}`;
  throw new LabError('invalid-argument', `A vocabulary's pitches lie within 0 to 127, got ${got}.`);
}

/** The error for a pitch outside the vocabulary [T2]. */
export function pitchError(pitch: number, vocabulary: Vocabulary, title: string): LabError {
  const { lowestPitch, highestPitch } = vocabulary;
  const range = `${lowestPitch} to ${highestPitch}`;
  const advice = 'Transpose it by octaves, or train a model with a wider range.';
  return new LabError(
    'bad-score',
    `"${title}": pitch ${pitch} is outside the vocabulary's ${range}. ${advice}`,
    {
      pitch,
      lowestPitch,
      highestPitch,
    },
  );
}

/**
 * Moves a sequence's pitches [T4].
 * @param semitones one of {@link keyShifts}
 * @throws LabError invalid-argument where a pitch would leave the vocabulary
 */
export function transposeTokens(codec: TokenCodec, tokens: ArrayLike<number>, semitones: number): Int32Array {
  const { lowestPitch, highestPitch } = codec.vocabulary;
  return Int32Array.from(tokens, (token) => {
    const pitch = codec.pitchOf(token);
    if (pitch < 0) return token;
    if (pitch + semitones >= lowestPitch && pitch + semitones <= highestPitch) return token + semitones;
    throw new LabError('invalid-argument', `Pitch ${pitch} moved by ${semitones} leaves the vocabulary.`);
  });
}

/**
 * The moves that put a tune into every key the vocabulary has room for [T4].
 * @returns ascending semitones from -6 to 5, 0 always among them
 */
export function keyShifts(codec: TokenCodec, tokens: ArrayLike<number>): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < tokens.length; i++) {
    const pitch = codec.pitchOf(tokens[i]);
    if (pitch < 0) continue;
    low = Math.min(low, pitch);
    high = Math.max(high, pitch);
  }
  const { lowestPitch, highestPitch } = codec.vocabulary;
  const shifts: number[] = [];
  for (let shift = -6; shift <= 5; shift++) {
    const fits = low + shift >= lowestPitch && high + shift <= highestPitch;
    if (shift === 0 || low === Infinity || fits) shifts.push(shift);
  }
  return shifts;
}
