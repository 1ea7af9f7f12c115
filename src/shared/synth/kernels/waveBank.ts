// One period of a sustained sound as tables, band-limited for each three semitones, soft and bright.
// Not a sample: every table is a sum of harmonics whose amplitudes the recipe tells.

import { createNoiseSource } from './noiseSource';

/** Tells the harmonics of a sustained sound. */
export interface HarmonicRecipe {
  /**
   * @param n number of the harmonic, from 1
   * @param frequency of the fundamental, Hz
   * @returns linear amplitudes, played softly and loudly
   */
  harmonic(n: number, frequency: number): readonly [soft: number, bright: number];
}

/** Two tables of the same phases, RMS 1, so that anything between them is a sound too. */
export interface WavePair {
  /** [TABLE + 1], the first sample again at the end. */
  readonly soft: Float32Array;
  readonly bright: Float32Array;
}

/** Keeps the tables that were made. */
export interface WaveBank {
  /** Makes the tables of a note where they are missing; from then on it allocates nothing. */
  pair(recipe: HarmonicRecipe, frequency: number): WavePair;
}

/** Samples of a period. */
export const TABLE = 2048;
const BANDS_PER_OCTAVE = 4;
/** Nothing is generated above this, Hz. */
const HIGHEST = 17000;

/** An empty bank for one sample rate. */
export function createWaveBank(sampleRate: number): WaveBank {
  const made = new Map<HarmonicRecipe, (WavePair | undefined)[]>();
  return {
    pair(recipe, frequency) {
      const band = Math.max(0, Math.floor(BANDS_PER_OCTAVE * Math.log2(frequency / 8)));
      let pairs = made.get(recipe);
      if (pairs === undefined) made.set(recipe, (pairs = []));
      return (pairs[band] ??= createPair(recipe, 8 * 2 ** (band / BANDS_PER_OCTAVE), sampleRate));
    },
  };
}

function createPair(recipe: HarmonicRecipe, lowest: number, sampleRate: number): WavePair {
  const top = lowest * 2 ** (1 / BANDS_PER_OCTAVE);
  const highest = Math.min(HIGHEST, 0.45 * sampleRate);
  const count = Math.max(1, Math.min(TABLE / 8, Math.floor(highest / top)));
  const pair = { soft: new Float32Array(TABLE + 1), bright: new Float32Array(TABLE + 1) };
  const phases = createNoiseSource();
  phases.seed(7);
  for (let n = 1; n <= count; n++) {
    const [soft, bright] = recipe.harmonic(n, lowest);
    addHarmonic(pair, n, soft, bright, Math.PI * phases.next());
  }
  normalise(pair.soft);
  normalise(pair.bright);
  return pair;
}

/** cos(n i + phase) by turning a vector, exact enough over one table. */
function addHarmonic({ soft, bright }: WavePair, n: number, a: number, b: number, phase: number): void {
  const cos = Math.cos((2 * Math.PI * n) / TABLE);
  const sin = Math.sin((2 * Math.PI * n) / TABLE);
  let x = Math.cos(phase);
  let y = Math.sin(phase);
  for (let i = 0; i <= TABLE; i++) {
    soft[i] += a * x;
    bright[i] += b * x;
    const turned = x * cos - y * sin;
    y = x * sin + y * cos;
    x = turned;
  }
}

function normalise(table: Float32Array): void {
  let power = 0;
  for (let i = 0; i < TABLE; i++) power += table[i] * table[i];
  const scale = power > 0 ? 1 / Math.sqrt(power / TABLE) : 0;
  for (let i = 0; i <= TABLE; i++) table[i] *= scale;
}
