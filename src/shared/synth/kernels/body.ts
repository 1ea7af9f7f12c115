// The body of an instrument: resonances at fixed frequencies beside the direct sound, for each voice its own.
// Not the room: reverb.ts comes after all voices are mixed.

import { BLOCK } from './block';

/** A resonance of a body. */
export interface Resonance {
  /** Hz. */
  readonly frequency: number;
  /** Centre over bandwidth: 1 is broad, 20 rings. */
  readonly q: number;
  /** Linear gain at the centre. */
  readonly gain: number;
}

/** Direct sound and resonances. */
export interface BodyRecipe {
  readonly direct: number;
  readonly resonances: readonly Resonance[];
}

/** The filter: a sum of the direct sound and band-passes. */
export interface Body {
  start(recipe: BodyRecipe): void;
  /** Filters in place. */
  process(samples: Float64Array, from: number, to: number): void;
}

const MOST = 6;

/** Band-passes of unit peak gain (R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filters). */
export function createBody(sampleRate: number): Body {
  const input = new Float64Array(BLOCK);
  const b0 = new Float64Array(MOST);
  const a1 = new Float64Array(MOST);
  const a2 = new Float64Array(MOST);
  const y1 = new Float64Array(MOST);
  const y2 = new Float64Array(MOST);
  const state = { x1: 0, x2: 0, direct: 1, count: 0 };

  return {
    start(recipe) {
      let count = 0;
      for (let i = 0; i < recipe.resonances.length && i < MOST; i++) {
        const { frequency, q, gain } = recipe.resonances[i];
        if (frequency > 0.45 * sampleRate) continue;
        const omega = (2 * Math.PI * frequency) / sampleRate;
        const alpha = Math.sin(omega) / (2 * q);
        b0[count] = (gain * alpha) / (1 + alpha);
        a1[count] = (-2 * Math.cos(omega)) / (1 + alpha);
        a2[count] = (1 - alpha) / (1 + alpha);
        y1[count] = y2[count] = 0;
        count++;
      }
      state.direct = recipe.direct;
      state.count = count;
      state.x1 = state.x2 = 0;
    },
    process(samples, from, to) {
      const { x1, x2, direct, count } = state;
      for (let i = from; i < to; i++) {
        input[i] = samples[i];
        samples[i] *= direct;
      }
      for (let k = 0; k < count; k++) {
        const b = b0[k];
        const c1 = a1[k];
        const c2 = a2[k];
        let u1 = x1;
        let u2 = x2;
        let v1 = y1[k];
        let v2 = y2[k];
        for (let i = from; i < to; i++) {
          const x = input[i];
          const y = b * (x - u2) - c1 * v1 - c2 * v2;
          u2 = u1;
          u1 = x;
          v2 = v1;
          v1 = y;
          samples[i] += y;
        }
        y1[k] = v1;
        y2[k] = v2;
      }
      for (let i = Math.max(from, to - 2); i < to; i++) {
        state.x2 = state.x1;
        state.x1 = input[i];
      }
    },
  };
}
