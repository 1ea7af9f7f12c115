// How a note begins and ends: a smooth rise, and a fall by 60 dB that arrives at nothing.
// Not a decay while the key is down: strings and partials decay by themselves.

import { decayFactor } from './kernels/block';

/** The envelope of one voice. */
export interface Envelope {
  start(attackSeconds: number): void;
  /** @param seconds until it has fallen by 60 dB; a shorter one may follow */
  release(seconds: number): void;
  /** Multiplies in place. */
  apply(samples: Float64Array, from: number, to: number): void;
  finished(): boolean;
}

/** Where a fall ends: what is left there is subtracted all along, so that there is no last step. */
const FLOOR = 1e-3;

/** An envelope at rest. */
export function createEnvelope(sampleRate: number): Envelope {
  const state = { rise: 0, riseStep: 1, fall: 1, fallFactor: 1 };

  const riseAndFall = (samples: Float64Array, from: number, to: number) => {
    const { riseStep, fallFactor } = state;
    let { rise, fall } = state;
    for (let i = from; i < to; i++) {
      const tail = fall > FLOOR ? (fall - FLOOR) / (1 - FLOOR) : 0;
      samples[i] *= rise * rise * (3 - 2 * rise) * tail;
      if (fallFactor < 1) fall *= fallFactor;
      else if (rise < 1) rise = Math.min(1, rise + riseStep);
    }
    state.rise = rise;
    state.fall = fall;
  };

  return {
    start(attackSeconds) {
      state.rise = 0;
      state.riseStep = 1 / Math.max(8, attackSeconds * sampleRate);
      state.fall = state.fallFactor = 1;
    },
    release(seconds) {
      state.fallFactor = Math.min(state.fallFactor, decayFactor(seconds, sampleRate));
    },
    apply(samples, from, to) {
      if (state.rise < 1 || state.fallFactor < 1) riseAndFall(samples, from, to);
    },
    finished: () => state.fall <= FLOOR,
  };
}
