// What a chunk of the microphone says about its level: peak, rms, clipping, and a stream of nothing but zeros.
// Pure: the meter that draws it is components/LevelMeter.

export interface Level {
  /** Largest absolute sample, 0 to 1. */
  readonly peak: number;
  /** Root mean square, linear. */
  readonly rms: number;
  /** Three or more samples in a row at full scale. */
  readonly clipping: boolean;
  /** Seconds of nothing but zeros until now: a muted or forbidden microphone gives exactly that. */
  readonly zeroSeconds: number;
}

export const silentLevel: Level = { peak: 0, rms: 0, clipping: false, zeroSeconds: 0 };

const FULL_SCALE = 0.999;

/** @param sampleRate Hz */
export function createLevelMeasure(sampleRate: number): (chunk: Float32Array) => Level {
  let zeros = 0;
  return (chunk) => {
    let peak = 0;
    let squares = 0;
    let run = 0;
    let longest = 0;
    for (let i = 0; i < chunk.length; i++) {
      const size = Math.abs(chunk[i]);
      if (size > peak) peak = size;
      squares += size * size;
      run = size >= FULL_SCALE ? run + 1 : 0;
      if (run > longest) longest = run;
    }
    zeros = peak === 0 ? zeros + chunk.length : 0;
    const rms = Math.sqrt(squares / Math.max(1, chunk.length));
    return { peak, rms, clipping: longest >= 3, zeroSeconds: zeros / sampleRate };
  };
}

/** @returns decibels below full scale, at least -60 */
export function toDecibels(value: number): number {
  return value <= 0.001 ? -60 : 20 * Math.log10(value);
}
