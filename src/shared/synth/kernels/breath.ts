// Breath and bow: noise around a note's pitch, stronger while it begins.
// Not the hammer's knock, which is over at once: that is in modal.ts.

import { decayFactor } from './block';
import { createNoiseSource } from './noiseSource';

/** How much one hears of the player. */
export interface BreathRecipe {
  /** Noise while the note sounds, linear against the tone. */
  readonly level: number;
  /** Noise added at its beginning. */
  readonly chiff: number;
  /** Seconds in which that is gone. */
  readonly chiffSeconds: number;
  /** Centre of the noise in multiples of the pitch. */
  readonly ratio: number;
  /** Centre over bandwidth. */
  readonly q: number;
}

/** The noise of one voice. */
export interface Breath {
  start(recipe: BreathRecipe, frequency: number, seed: number): void;
  add(out: Float64Array, from: number, to: number): void;
}

/** White noise through a band-pass (state variable filter in trapezoidal form, A. Simper 2013), RMS as told. */
export function createBreath(sampleRate: number): Breath {
  const noise = createNoiseSource();
  const state = { level: 0, chiff: 0, fall: 0, a1: 0, a2: 0, a3: 0, s1: 0, s2: 0 };
  return {
    start(recipe, frequency, seed) {
      noise.seed(seed ^ 0x51ed);
      const centre = Math.min(frequency * recipe.ratio, 0.4 * sampleRate);
      const g = Math.tan((Math.PI * centre) / sampleRate);
      const k = 1 / recipe.q;
      state.a1 = 1 / (1 + g * (g + k));
      state.a2 = g * state.a1;
      state.a3 = g * state.a2;
      state.s1 = state.s2 = 0;
      const unit = Math.sqrt((3 * recipe.q * sampleRate) / (Math.PI * centre)) * k;
      state.level = recipe.level * unit;
      state.chiff = recipe.chiff * unit;
      state.fall = decayFactor(recipe.chiffSeconds, sampleRate);
    },
    add(out, from, to) {
      const { level, fall, a1, a2, a3 } = state;
      let { chiff, s1, s2 } = state;
      if (level === 0 && chiff < 1e-5) return;
      for (let i = from; i < to; i++) {
        const x = noise.next() * (level + chiff);
        const v3 = x - s2;
        const v1 = a1 * s1 + a2 * v3;
        const v2 = s2 + a2 * s1 + a3 * v3;
        s1 = 2 * v1 - s1;
        s2 = 2 * v2 - s2;
        chiff *= fall;
        out[i] += v1;
      }
      state.chiff = chiff;
      state.s1 = s1;
      state.s2 = s2;
    },
  };
}
