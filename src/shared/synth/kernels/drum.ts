// Drum sounds: a sinking tone, a second one, coloured noise and ringing metal, each with its own decay.
// Which of them makes a snare is the recipe's: instruments/drums.ts.

import { decayFactor } from './block';
import type { Kernel } from './block';
import { createNoiseSource } from './noiseSource';

/** One drum. Levels are linear, seconds until 60 dB below, frequencies in Hz. */
export interface DrumSound {
  readonly level: number;
  /** Starts at `from`, sinks to `to` in about `sinkSeconds`. */
  readonly tone?: { from: number; to: number; sinkSeconds: number; level: number; seconds: number };
  /** Noise between two frequencies. */
  readonly noise?: { low: number; high: number; level: number; seconds: number };
  /** Six square waves that share no harmonics, above `low`. */
  readonly metal?: { low: number; pitch: number; level: number; seconds: number };
}

/** The drums of a kit. */
export interface DrumRecipe {
  readonly kind: 'drum';
  /** @param pitch General MIDI's number of the drum, 0 to 127 */
  sound(pitch: number): DrumSound;
}

/** A voice that is one stroke. */
export interface DrumKernel extends Kernel {
  start(recipe: DrumRecipe, pitch: number, velocity: number, seed: number): void;
}

/** Ratios of a well-known drum machine's cymbals. */
const METAL = [1, 1.483, 1.8, 2.546, 2.63, 3.897];

/** A stroke of its own. */
export function createDrumKernel(sampleRate: number): DrumKernel {
  const tone = createTone(sampleRate);
  const hiss = createHiss(sampleRate);
  let level = 1;
  return {
    start(recipe, pitch, velocity, seed) {
      const sound = recipe.sound(pitch);
      level = sound.level;
      tone.start(sound, velocity);
      hiss.start(sound, velocity, seed);
    },
    render(out, from, to) {
      out.fill(0, from, to);
      tone.add(out, from, to);
      hiss.add(out, from, to);
      for (let i = from; i < to; i++) out[i] *= level;
    },
  };
}

function createTone(sampleRate: number) {
  const state = { phase: 0, step: 0, rest: 0, sink: 0, level: 0, fall: 0 };
  return {
    start({ tone }: DrumSound, velocity: number) {
      state.phase = state.level = 0;
      if (tone === undefined) return;
      state.step = (2 * Math.PI * tone.to) / sampleRate;
      state.rest = (2 * Math.PI * (tone.from - tone.to) * (0.6 + 0.4 * velocity)) / sampleRate;
      state.sink = decayFactor(tone.sinkSeconds, sampleRate);
      state.level = tone.level;
      state.fall = decayFactor(tone.seconds, sampleRate);
    },
    add(out: Float64Array, from: number, to: number) {
      if (state.level < 1e-5) return;
      const { step, sink, fall } = state;
      let { phase, rest, level } = state;
      for (let i = from; i < to; i++) {
        out[i] += level * Math.sin(phase);
        phase += step + rest;
        rest *= sink;
        level *= fall;
      }
      state.phase = phase % (2 * Math.PI);
      state.rest = rest;
      state.level = level;
    },
  };
}

/** Noise and metal go through one high-pass of two poles; the noise through a low-pass before. */
function createHiss(sampleRate: number) {
  const noise = createNoiseSource();
  const turns = new Float64Array(METAL.length);
  const steps = new Float64Array(METAL.length);
  const state = {
    noise: 0,
    noiseFall: 0,
    dull: 1,
    dulled: 0,
    metal: 0,
    metalFall: 0,
    pole: 0,
    low1: 0,
    low2: 0,
  };

  const clang = (): number => {
    let sum = 0;
    for (let k = 0; k < METAL.length; k++) {
      sum += turns[k] < 0.5 ? 1 : -1;
      turns[k] += steps[k];
      if (turns[k] >= 1) turns[k] -= 1;
    }
    return sum / METAL.length;
  };

  return {
    start(sound: DrumSound, velocity: number, seed: number) {
      noise.seed(seed);
      const open = 0.5 + 0.5 * velocity;
      state.noise = sound.noise?.level ?? 0;
      state.noiseFall = decayFactor(sound.noise?.seconds ?? 1, sampleRate);
      state.dull = onePole(Math.min(0.45 * sampleRate, (sound.noise?.high ?? 1000) * open), sampleRate);
      state.metal = sound.metal?.level ?? 0;
      state.metalFall = decayFactor(sound.metal?.seconds ?? 1, sampleRate);
      state.pole = onePole(sound.metal?.low ?? sound.noise?.low ?? 100, sampleRate);
      state.dulled = state.low1 = state.low2 = 0;
      for (let k = 0; k < METAL.length; k++) {
        turns[k] = 0.5 + 0.5 * noise.next();
        steps[k] = Math.min(0.45, ((sound.metal?.pitch ?? 0) * METAL[k]) / sampleRate);
      }
    },
    add(out: Float64Array, from: number, to: number) {
      if (state.noise < 1e-5 && state.metal < 1e-5) return;
      const { noiseFall, dull, metalFall, pole } = state;
      let { noise: noiseLevel, metal: metalLevel, dulled, low1, low2 } = state;
      for (let i = from; i < to; i++) {
        dulled += dull * (noise.next() * noiseLevel - dulled);
        const x = dulled + (metalLevel > 1e-5 ? clang() * metalLevel : 0);
        low1 += pole * (x - low1);
        const high = x - low1;
        low2 += pole * (high - low2);
        out[i] += high - low2;
        noiseLevel *= noiseFall;
        metalLevel *= metalFall;
      }
      state.noise = noiseLevel;
      state.metal = metalLevel;
      state.dulled = dulled;
      state.low1 = low1;
      state.low2 = low2;
    },
  };
}

function onePole(frequency: number, sampleRate: number): number {
  return 1 - Math.exp((-2 * Math.PI * frequency) / sampleRate);
}
