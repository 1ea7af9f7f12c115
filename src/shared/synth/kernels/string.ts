// Plucked sounds: a digital waveguide, that is a delay line as long as the string with a loss in its loop.
// Extended Karplus-Strong (Jaffe and Smith, 1983): tuned exactly, damped by two decay times, plucked at a point.

import { BLOCK, SIXTY_DB } from './block';
import type { Kernel } from './block';
import { createBody } from './body';
import type { BodyRecipe } from './body';
import { createNoiseSource } from './noiseSource';

/** How a plucked instrument sounds. */
export interface StringRecipe {
  readonly kind: 'string';
  /** Seconds until the fundamental has fallen by 60 dB. */
  decaySeconds(frequency: number): number;
  /** The same for a partial at `brightFrequency` Hz, shorter. */
  readonly brightSeconds: number;
  readonly brightFrequency: number;
  /** Where the string is plucked, as a part of its length, 0.05 to 0.5. */
  readonly pluckPoint: number;
  /** Width of the plectrum's pulse in periods at full velocity: the shorter, the brighter. */
  readonly hardPulse: number;
  /** The same at no velocity at all. */
  readonly softPulse: number;
  /** Scratch of nail or plectrum against the pulse, 0 to 1. */
  readonly noise: number;
  readonly body: BodyRecipe;
}

/** A voice that is one string. */
export interface StringKernel extends Kernel {
  start(recipe: StringRecipe, frequency: number, velocity: number, seed: number): void;
}

/** Lowest frequency that fits into the delay line, Hz. */
const LOWEST = 8;

/** A string of its own. Memory for its longest delay is taken at once. */
export function createStringKernel(sampleRate: number): StringKernel {
  const size = 2 ** Math.ceil(Math.log2(sampleRate / LOWEST + 8));
  const mask = size - 1;
  const line = new Float32Array(size);
  const body = createBody(sampleRate);
  const force = createPluck();
  const push = new Float64Array(BLOCK);
  const state = {
    write: 0,
    delay: 1,
    tap: 1,
    pole: 0,
    gain: 0,
    allpass: 0,
    low: 0,
    allpassIn: 0,
    allpassOut: 0,
  };

  return {
    start(recipe, frequency, velocity, seed) {
      line.fill(0);
      body.start(recipe.body);
      const period = sampleRate / frequency;
      const omega = (2 * Math.PI * frequency) / sampleRate;
      const pole = lossPole(recipe, frequency, sampleRate);
      const fundamental = Math.exp(-SIXTY_DB / (frequency * recipe.decaySeconds(frequency)));
      const rest = period - Math.atan2(pole * Math.sin(omega), 1 - pole * Math.cos(omega)) / omega;
      const delay = Math.max(1, Math.floor(rest - 0.3));
      const fraction = rest - delay;
      state.pole = pole;
      state.gain = Math.min(0.99999, fundamental / lowpassGain(pole, omega));
      state.delay = delay;
      state.allpass = Math.sin(((1 - fraction) * omega) / 2) / Math.sin(((1 + fraction) * omega) / 2);
      state.tap = Math.max(1, Math.round(period * recipe.pluckPoint));
      state.write = state.low = state.allpassIn = state.allpassOut = 0;
      force.start(recipe, period, velocity, seed);
    },
    render(out, from, to) {
      force.fill(push, from, to);
      const { delay, tap, pole, allpass } = state;
      const b = state.gain * (1 - pole);
      let { write, low, allpassIn, allpassOut } = state;
      for (let i = from; i < to; i++) {
        const x = line[(write - delay) & mask];
        allpassOut = allpass * (x - allpassOut) + allpassIn;
        allpassIn = x;
        low = b * allpassOut + pole * low;
        const y = low + push[i];
        line[write] = y;
        out[i] = y - line[(write - tap) & mask];
        write = (write + 1) & mask;
      }
      state.write = write;
      state.low = Math.abs(low) < 1e-15 ? 0 : low;
      state.allpassIn = allpassIn;
      state.allpassOut = Math.abs(allpassOut) < 1e-15 ? 0 : allpassOut;
      body.process(out, from, to);
    },
  };
}

/** What the finger or plectrum does to the string: one pulse, roughened by noise. */
function createPluck() {
  const noise = createNoiseSource();
  const state = { left: 0, length: 1, scale: 0, scratch: 0, low: 0 };
  return {
    start(recipe: StringRecipe, period: number, velocity: number, seed: number) {
      noise.seed(seed);
      const width = recipe.softPulse + (recipe.hardPulse - recipe.softPulse) * velocity;
      state.length = state.left = Math.max(4, Math.round(period * width));
      state.scale = 1 / loudnessOf(state.length / period, recipe.pluckPoint);
      state.scratch = recipe.noise;
      state.low = 0;
    },
    fill(push: Float64Array, from: number, to: number) {
      push.fill(0, from, to);
      for (let i = from; i < to && state.left > 0; i++) {
        const shape = 0.5 - 0.5 * Math.cos((2 * Math.PI * state.left) / state.length);
        state.low += 0.4 * (noise.next() - state.low);
        state.left--;
        push[i] = state.scale * shape * (1 + state.scratch * state.low);
      }
    },
  };
}

/** Magnitude of (1 - a) / (1 - a / z) at `omega` radians a sample. */
function lowpassGain(pole: number, omega: number): number {
  return (1 - pole) / Math.sqrt(1 - 2 * pole * Math.cos(omega) + pole * pole);
}

/** The pole with which a bright partial decays as the recipe says, found by halving. */
function lossPole(recipe: StringRecipe, frequency: number, sampleRate: number): number {
  const bright = Math.min(Math.max(recipe.brightFrequency, 4 * frequency), 0.4 * sampleRate);
  const slow = recipe.decaySeconds(frequency);
  const fast = Math.min(slow, (recipe.brightSeconds * recipe.brightFrequency) / bright);
  const wanted = Math.exp((-SIXTY_DB / frequency) * (1 / fast - 1 / slow));
  const low = (2 * Math.PI * frequency) / sampleRate;
  const high = (2 * Math.PI * bright) / sampleRate;
  let least = 0;
  let most = 0.9;
  for (let step = 0; step < 24; step++) {
    const middle = (least + most) / 2;
    if (lowpassGain(middle, high) / lowpassGain(middle, low) > wanted) least = middle;
    else most = middle;
  }
  return least;
}

/** RMS of the partials that a raised-cosine pulse of `width` periods leaves on a string plucked at `point`. */
function loudnessOf(width: number, point: number): number {
  let power = 0;
  for (let n = 1; n <= 40; n++) {
    const x = n * width;
    const flat = Math.abs(x - 1) < 1e-6 ? 0.5 : Math.sin(Math.PI * x) / (Math.PI * x * (1 - x * x));
    const amplitude = width * flat * 2 * Math.sin(Math.PI * n * point);
    power += (amplitude * amplitude) / 2;
  }
  return Math.sqrt(power);
}
