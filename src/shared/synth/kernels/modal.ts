// Struck sounds: a sum of partials that each decay at their own speed, and the knock of the hammer.
// Which partials a piano or a bell has is the recipe's: instruments/struck.ts.

import { BLOCK, decayFactor } from './block';
import type { Kernel } from './block';
import { createNoiseSource } from './noiseSource';

/** Takes the partials of a note. */
export interface PartialSink {
  /**
   * @param frequency Hz; partials above 0.45 of the sample rate are left out
   * @param amplitude linear
   * @param seconds until it has fallen by 60 dB
   * @param turns phase at the beginning, 1 is a whole period; partials of one phase would add up to a spike
   */
  add(frequency: number, amplitude: number, seconds: number, turns: number): void;
}

/** How a struck instrument sounds. */
export interface ModalRecipe {
  readonly kind: 'modal';
  /** Tells the partials of a note; their overall level does not matter. Velocity is 0 to 1. */
  partials(frequency: number, velocity: number, sink: PartialSink): void;
  /** The hammer's noise against the tone, linear. */
  readonly knock: number;
  /** Hz above which the knock is dull. */
  readonly knockCutoff: number;
  /** Seconds until the knock has fallen by 60 dB. */
  readonly knockSeconds: number;
}

/** A voice of decaying partials. */
export interface ModalKernel extends Kernel {
  start(recipe: ModalRecipe, frequency: number, velocity: number, seed: number): void;
}

const MOST = 96;
/** Amplitude below which a partial is dropped: -100 dB. */
const INAUDIBLE = 1e-5;

/** Two-pole resonators y[n] = 2 r cos(w) y[n-1] - r^2 y[n-2], four at a time so that none waits for itself. */
export function createModalKernel(sampleRate: number): ModalKernel {
  const size = () => new Float64Array(MOST + 3);
  const [turn, loss, y1, y2, level, fall] = [size(), size(), size(), size(), size(), size()];
  const knockNoise = createKnock(sampleRate);
  let count = 0;

  const sink: PartialSink = {
    add(frequency, amplitude, seconds, turns) {
      if (count >= MOST || frequency > 0.45 * sampleRate || amplitude === 0) return;
      const omega = (2 * Math.PI * frequency) / sampleRate;
      const decay = decayFactor(seconds, sampleRate);
      turn[count] = 2 * decay * Math.cos(omega);
      loss[count] = decay * decay;
      const phase = 2 * Math.PI * turns;
      y1[count] = (amplitude * Math.sin(phase - omega)) / decay;
      y2[count] = (amplitude * Math.sin(phase - 2 * omega)) / (decay * decay);
      level[count] = Math.abs(amplitude);
      fall[count] = Math.pow(decay, BLOCK);
      count++;
    },
  };

  const normalise = () => {
    let power = 0;
    for (let k = 0; k < count; k++) power += (level[k] * level[k]) / 2;
    const scale = power > 0 ? 1 / Math.sqrt(power) : 0;
    for (let k = 0; k < count; k++) {
      y1[k] *= scale;
      y2[k] *= scale;
      level[k] *= scale;
    }
  };

  const dropFaded = () => {
    for (let k = count - 1; k >= 0; k--) {
      level[k] *= fall[k];
      if (level[k] >= INAUDIBLE) continue;
      count--;
      turn[k] = turn[count];
      loss[k] = loss[count];
      y1[k] = y1[count];
      y2[k] = y2[count];
      level[k] = level[count];
      fall[k] = fall[count];
    }
  };

  /** Silences what would fill the last group of four. */
  const padGroup = () => {
    for (let k = count; k < count + 3; k++) y1[k] = y2[k] = turn[k] = loss[k] = 0;
  };

  return {
    start(recipe, frequency, velocity, seed) {
      count = 0;
      recipe.partials(frequency, velocity, sink);
      normalise();
      padGroup();
      knockNoise.start(recipe, seed);
    },
    render(out, from, to) {
      out.fill(0, from, to);
      for (let k = 0; k < count; k += 4) ringFour(out, from, to, k, turn, loss, y1, y2);
      knockNoise.add(out, from, to);
      dropFaded();
      padGroup();
    },
  };
}

function ringFour(
  out: Float64Array,
  from: number,
  to: number,
  k: number,
  turn: Float64Array,
  loss: Float64Array,
  y1: Float64Array,
  y2: Float64Array,
): void {
  const tA = turn[k];
  const tB = turn[k + 1];
  const tC = turn[k + 2];
  const tD = turn[k + 3];
  const lA = loss[k];
  const lB = loss[k + 1];
  const lC = loss[k + 2];
  const lD = loss[k + 3];
  let a1 = y1[k];
  let a2 = y2[k];
  let b1 = y1[k + 1];
  let b2 = y2[k + 1];
  let c1 = y1[k + 2];
  let c2 = y2[k + 2];
  let d1 = y1[k + 3];
  let d2 = y2[k + 3];
  for (let i = from; i < to; i++) {
    const a = tA * a1 - lA * a2;
    const b = tB * b1 - lB * b2;
    const c = tC * c1 - lC * c2;
    const d = tD * d1 - lD * d2;
    out[i] += a + b + (c + d);
    a2 = a1;
    a1 = a;
    b2 = b1;
    b1 = b;
    c2 = c1;
    c1 = c;
    d2 = d1;
    d1 = d;
  }
  y1[k] = a1;
  y1[k + 1] = b1;
  y1[k + 2] = c1;
  y1[k + 3] = d1;
  y2[k] = a2;
  y2[k + 1] = b2;
  y2[k + 2] = c2;
  y2[k + 3] = d2;
}

/** A burst of noise through two one-pole low-passes. */
function createKnock(sampleRate: number) {
  const noise = createNoiseSource();
  const state = { level: 0, fall: 0, pole: 0, low: 0, lower: 0 };
  return {
    start(recipe: ModalRecipe, seed: number) {
      noise.seed(seed);
      state.pole = 1 - Math.exp((-2 * Math.PI * recipe.knockCutoff) / sampleRate);
      state.level = recipe.knock / Math.sqrt(state.pole);
      state.fall = decayFactor(recipe.knockSeconds, sampleRate);
      state.low = state.lower = 0;
    },
    add(out: Float64Array, from: number, to: number) {
      if (state.level < INAUDIBLE) return;
      const { fall, pole } = state;
      let { level, low, lower } = state;
      for (let i = from; i < to; i++) {
        low += pole * (noise.next() * level - low);
        lower += pole * (low - lower);
        out[i] += lower;
        level *= fall;
      }
      state.level = level;
      state.low = low;
      state.lower = lower;
    },
  };
}
