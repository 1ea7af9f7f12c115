// Plucked sounds: a digital waveguide, that is a delay line as long as the string with a loss in its loop.
// Extended Karplus-Strong (Jaffe and Smith, 1983): tuned exactly, damped by two decay times, plucked at a point.

import { SIXTY_DB } from './block';
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
  const noise = createNoiseSource();
  const body = createBody(sampleRate);
  let [write, delay, tap] = [0, 1, 1];
  let [pole, gain, allpass] = [0, 0, 0]; // the loop's low-pass and its fractional delay
  let [low, allpassIn, allpassOut] = [0, 0, 0];
  let [pulseLeft, pulseLength, pulseScale, scratch, scratchLow] = [0, 0, 0, 0, 0];

  const pluck = (): number => {
    const shape = 0.5 - 0.5 * Math.cos((2 * Math.PI * pulseLeft) / pulseLength);
    scratchLow += 0.4 * (noise.next() - scratchLow);
    pulseLeft--;
    return pulseScale * shape * (1 + scratch * scratchLow);
  };

  return {
    start(recipe, frequency, velocity, seed) {
      noise.seed(seed);
      line.fill(0);
      body.start(recipe.body);
      write = low = allpassIn = allpassOut = scratchLow = 0;
      const period = sampleRate / frequency;
      const omega = (2 * Math.PI * frequency) / sampleRate;
      pole = lossPole(recipe, frequency, sampleRate);
      const fundamental = Math.exp(-SIXTY_DB / (frequency * recipe.decaySeconds(frequency)));
      gain = Math.min(0.99999, fundamental / lowpassGain(pole, omega));
      const rest = period - Math.atan2(pole * Math.sin(omega), 1 - pole * Math.cos(omega)) / omega;
      delay = Math.max(1, Math.floor(rest - 0.3));
      const fraction = rest - delay;
      allpass = Math.sin(((1 - fraction) * omega) / 2) / Math.sin(((1 + fraction) * omega) / 2);
      tap = Math.max(1, Math.round(period * recipe.pluckPoint));
      const width = recipe.softPulse + (recipe.hardPulse - recipe.softPulse) * velocity;
      pulseLength = pulseLeft = Math.max(4, Math.round(period * width));
      scratch = recipe.noise;
      pulseScale = 1 / loudnessOf(pulseLength / period, recipe.pluckPoint);
    },
    render(out, from, to) {
      const b = gain * (1 - pole);
      for (let i = from; i < to; i++) {
        const x = line[(write - delay) & mask];
        allpassOut = allpass * (x - allpassOut) + allpassIn;
        allpassIn = x;
        low = b * allpassOut + pole * low;
        const y = pulseLeft > 0 ? low + pluck() : low;
        line[write & mask] = y;
        out[i] = y - line[(write - tap) & mask];
        write = (write + 1) & mask;
      }
      if (Math.abs(low) < 1e-15) low = allpassOut = 0;
      body.process(out, from, to);
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
