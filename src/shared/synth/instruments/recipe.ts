// What an instrument is made of: a kind of sound with its numbers, an envelope, loudness and place.
// The numbers themselves stand by family in struck.ts, plucked.ts, sustained.ts and drums.ts.

import type { DrumRecipe } from '../kernels/drum';
import type { ModalRecipe } from '../kernels/modal';
import type { StringRecipe } from '../kernels/string';
import type { WaveRecipe } from '../kernels/wave';

/** An instrument. */
export interface InstrumentRecipe {
  readonly sound: ModalRecipe | StringRecipe | WaveRecipe | DrumRecipe;
  /** Linear gain that makes the instruments equally loud at velocity 90. */
  readonly gain: number;
  /** Decibels for each octave above middle C, so that it is even over its range; taken off below. */
  readonly balance: number;
  /** Seconds from nothing to full, at full velocity; soft notes take up to twice as long. */
  readonly attackSeconds: number;
  /** Seconds in which a released note falls by 60 dB; Infinity where a release changes nothing. */
  releaseSeconds(pitch: number): number;
  /** The pitch that a note cuts off where it still sounds, as a closed hat does an open one; null for none. */
  cuts?(pitch: number): number | null;
  /** How far low and high notes stand apart, 0 to 1: a grand piano is wide, a flute is not. */
  readonly spread: number;
}

/**
 * Frequency of a MIDI number in equal temperament, 69 at 440 Hz.
 * @returns Hz; octaves lower where the sample rate cannot hold it
 */
export function frequencyOf(pitch: number, sampleRate: number): number {
  let frequency = 440 * 2 ** ((pitch - 69) / 12);
  while (frequency > 0.3 * sampleRate) frequency /= 2;
  return frequency;
}
