// The last stage: no direct current, and never a sample beyond full scale however many notes sound.
// Not a loudness maximiser: below its knee nothing is changed.

import { BLOCK } from './kernels/block';

/** Looks one block ahead: what it gives out is the block before. */
export interface Limiter {
  /** Takes a block, and replaces it by the one before it. */
  process(left: Float64Array, right: Float64Array): void;
  clear(): void;
}

const KNEE = 0.6;
const CEILING = 0.97;
/** Share of the way back to full gain in a block: about 0.2 s. */
const RECOVERY = 0.012;
/** Corner of the high-pass against direct current, Hz. */
const LOWEST = 12;

/**
 * The gain of each block is a straight line between two values that neither of the blocks they touch exceeds, so
 * that no sample passes the ceiling and nothing is bent: peaks above the knee approach the ceiling smoothly.
 */
export function createLimiter(sampleRate: number): Limiter {
  const keptLeft = new Float64Array(BLOCK);
  const keptRight = new Float64Array(BLOCK);
  const sides = [createDcBlocker(sampleRate), createDcBlocker(sampleRate)];
  const state = { target: 1, gain: 1 };

  const swap = (next: Float64Array, kept: Float64Array, start: number, end: number) => {
    for (let i = 0; i < BLOCK; i++) {
      const out = kept[i] * (start + ((end - start) * i) / BLOCK);
      kept[i] = next[i];
      next[i] = out;
    }
  };

  return {
    process(left, right) {
      sides[0].process(left);
      sides[1].process(right);
      const target = gainFor(Math.max(peakOf(left), peakOf(right)));
      const { gain } = state;
      const next = Math.min(state.target, target, gain + RECOVERY * (1 - gain));
      swap(left, keptLeft, gain, next);
      swap(right, keptRight, gain, next);
      state.gain = next;
      state.target = target;
    },
    clear() {
      keptLeft.fill(0);
      keptRight.fill(0);
      for (const side of sides) side.clear();
      state.target = state.gain = 1;
    },
  };
}

function peakOf(samples: Float64Array): number {
  let peak = 0;
  for (let i = 0; i < BLOCK; i++) peak = Math.max(peak, Math.abs(samples[i]));
  return peak;
}

/** The gain that brings a peak under the ceiling. */
function gainFor(peak: number): number {
  if (peak <= KNEE) return 1;
  const room = CEILING - KNEE;
  return (KNEE + room * Math.tanh((peak - KNEE) / room)) / peak;
}

/** y[n] = x[n] - x[n-1] + r y[n-1]. */
function createDcBlocker(sampleRate: number) {
  const pole = Math.exp((-2 * Math.PI * LOWEST) / sampleRate);
  const state = { before: 0, out: 0 };
  return {
    process(samples: Float64Array) {
      let { before, out } = state;
      for (let i = 0; i < BLOCK; i++) {
        const x = samples[i];
        out = x - before + pole * out;
        before = x;
        samples[i] = out;
      }
      state.before = before;
      state.out = Math.abs(out) < 1e-12 ? 0 : out;
    },
    clear() {
      state.before = state.out = 0;
    },
  };
}
