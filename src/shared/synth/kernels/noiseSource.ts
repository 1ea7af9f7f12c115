// The noise inside voices: one integer of state, so that a voice is seeded by a number and costs nothing to restart.
// Not for splitting data or weights: dsp/random.ts is the generator of everything else.

/** White noise, uniform in [-1, 1): xorshift32 (Marsaglia, 2003). */
export interface NoiseSource {
  /** @param seed any integer; the same seed gives the same noise */
  seed(seed: number): void;
  next(): number;
}

/** A source of its own. */
export function createNoiseSource(): NoiseSource {
  const state = Int32Array.of(1);
  return {
    seed(seed) {
      state[0] = mixSeed(seed, 0x9e3779b9) | 1;
    },
    next() {
      let bits = state[0];
      bits ^= bits << 13;
      bits ^= bits >>> 17;
      bits ^= bits << 5;
      state[0] = bits;
      return bits / 2147483648;
    },
  };
}

/** Two integers into one that depends on every bit of both (MurmurHash3's finaliser). */
export function mixSeed(a: number, b: number): number {
  let mixed = (Math.imul(a, 0x85ebca6b) ^ b) | 0;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
