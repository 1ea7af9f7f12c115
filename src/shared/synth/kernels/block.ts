// The grain of the synthesiser: everything inside is computed in blocks of this many frames.
// Whatever length a caller asks for is cut from these blocks, so the result does not depend on it.

/** Frames of a block: 1.5 ms at 44.1 kHz, half of an AudioWorklet's quantum. */
export const BLOCK = 64;

/** What makes the raw sound of a note: no envelope, no loudness, no place. */
export interface Kernel {
  /**
   * Writes the next samples of the note.
   * @param out [BLOCK]
   * @param from first index to write
   * @param to one past the last, at most BLOCK
   */
  render(out: Float64Array, from: number, to: number): void;
}

/** Logarithm of 0.001: the fall of 60 dB that decay times are told in. */
export const SIXTY_DB = Math.log(1000);

/** @returns factor per frame of a decay of 60 dB in `seconds` */
export function decayFactor(seconds: number, sampleRate: number): number {
  return Math.exp(-SIXTY_DB / (seconds * sampleRate));
}
