// Sustained sounds: bowed, blown, sung and organ pipes. Wave tables with vibrato, breath and a body.
// What makes a violin or a flute of it is the recipe's: instruments/sustained.ts.

import { BLOCK, decayFactor } from './block';
import type { Kernel } from './block';
import { createBody } from './body';
import type { BodyRecipe } from './body';
import { createBreath } from './breath';
import type { BreathRecipe } from './breath';
import { createNoiseSource } from './noiseSource';
import { TABLE } from './waveBank';
import type { HarmonicRecipe, WaveBank, WavePair } from './waveBank';

/** A slow, regular wavering that sets in after a while. */
export interface VibratoRecipe {
  readonly hertz: number;
  /** Of the pitch, to each side. */
  readonly cents: number;
  /** Of the loudness, linear, to each side. */
  readonly tremolo: number;
  /** Seconds until it is half there. */
  readonly delaySeconds: number;
}

/** How a sustained instrument sounds. */
export interface WaveRecipe extends HarmonicRecipe {
  readonly kind: 'wave';
  /** Cents by which two more players are above and below; 0 for one player. */
  readonly section: number;
  /** Loudness of each of these two against the first, below 0.5. */
  readonly sectionLevel: number;
  readonly vibrato: VibratoRecipe;
  /** Share of the bright table at no velocity, 0 to 1. */
  readonly softBrightness: number;
  /** The same at full velocity. */
  readonly loudBrightness: number;
  /** Seconds in which the brightness comes. */
  readonly brightSeconds: number;
  readonly breath: BreathRecipe;
  readonly body: BodyRecipe;
}

/** A voice of oscillators. */
export interface WaveKernel extends Kernel {
  start(recipe: WaveRecipe, frequency: number, velocity: number, seed: number): void;
}

const PLAYERS = 3;
/** Cents by which no player holds a note still. */
const DRIFT_CENTS = 1.2;
/** A third of a turn: players do not waver together. */
const THIRD = (2 * Math.PI) / 3;

/** Oscillators on shared tables. */
export function createWaveKernel(sampleRate: number, bank: WaveBank): WaveKernel {
  const phase = new Float64Array(PLAYERS);
  const step = new Float64Array(PLAYERS);
  const level = new Float64Array(PLAYERS);
  const noise = createNoiseSource();
  const breath = createBreath(sampleRate);
  const body = createBody(sampleRate);
  const driftPole = 1 - Math.exp((-2 * Math.PI * 1.5 * BLOCK) / sampleRate);
  let recipe: WaveRecipe | null = null;
  let pair: WavePair = { soft: new Float32Array(TABLE + 1), bright: new Float32Array(TABLE + 1) };
  const state = { bright: 0, gap: 0, gapFall: 0, beat: 0, beatStep: 0, age: 0, drift: 0 };
  let count = 1;

  /** The two others mirror each other around the first in pitch and phase, so that the sum stays in tune. */
  const startPlayers = (of: WaveRecipe, frequency: number) => {
    count = of.section > 0 ? PLAYERS : 1;
    const apart = (0.15 + 0.1 * noise.next()) * TABLE;
    for (let k = 0; k < count; k++) {
      const side = k === 0 ? 0 : 3 - 2 * k;
      phase[k] = (TABLE + side * apart) % TABLE;
      step[k] = (frequency * 2 ** ((side * of.section) / 1200) * TABLE) / sampleRate;
      level[k] = (k === 0 ? 1 : of.sectionLevel) / Math.sqrt(1 + (count - 1) * of.sectionLevel ** 2);
    }
  };

  return {
    start(next, frequency, velocity, seed) {
      recipe = next;
      pair = bank.pair(next, frequency);
      noise.seed(seed);
      startPlayers(next, frequency);
      state.bright = next.softBrightness + (next.loudBrightness - next.softBrightness) * velocity;
      state.gap = state.bright;
      state.gapFall = decayFactor(next.brightSeconds, sampleRate / BLOCK);
      state.beat = 0.25 * noise.next();
      state.beatStep = (2 * Math.PI * next.vibrato.hertz * (1 + 0.04 * noise.next())) / sampleRate;
      state.age = state.drift = 0;
      breath.start(next.breath, frequency, seed);
      body.start(next.body);
    },
    render(out, from, to) {
      if (recipe === null) return;
      const { vibrato } = recipe;
      const frames = to - from;
      state.age += frames / sampleRate;
      state.beat += state.beatStep * frames;
      state.gap *= state.gapFall;
      state.drift += driftPole * (noise.next() * 6 - state.drift);
      const { beat, drift } = state;
      const depth = 1 - 1 / (1 + (state.age / vibrato.delaySeconds) ** 3);
      const loud = 1 + depth * vibrato.tremolo * Math.sin(beat + 0.6) + 0.02 * drift;
      out.fill(0, from, to);
      for (let k = 0; k < count; k++) {
        const cents = depth * vibrato.cents * Math.sin(beat + k * THIRD) + DRIFT_CENTS * drift;
        const bent = step[k] * (1 + cents * 0.00057762265); // ln 2 / 1200
        addWave(out, from, to, pair, state.bright - state.gap, phase, k, bent, level[k] * loud);
      }
      breath.add(out, from, to);
      body.process(out, from, to);
    },
  };
}

/** Reads both tables, linearly between samples, and moves `phases[k]`. */
function addWave(
  out: Float64Array,
  from: number,
  to: number,
  { soft, bright }: WavePair,
  mix: number,
  phases: Float64Array,
  k: number,
  step: number,
  gain: number,
): void {
  const ofBright = gain * mix;
  const ofSoft = gain - ofBright;
  let phase = phases[k];
  for (let i = from; i < to; i++) {
    const at = phase | 0;
    const part = phase - at;
    const s = soft[at] + part * (soft[at + 1] - soft[at]);
    const b = bright[at] + part * (bright[at + 1] - bright[at]);
    out[i] += ofSoft * s + ofBright * b;
    phase += step;
    if (phase >= TABLE) phase -= TABLE;
  }
  phases[k] = phase;
}
