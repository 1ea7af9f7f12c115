// Seeded randomness: the only source of chance in src/shared and in training, so that a seed repeats a run.
// Not for secrets, and not a statistics library.

/** Draws the next number, uniform in [0, 1). */
export type Random = () => number;

/**
 * A generator of its own: two with the same seed give the same numbers on every platform.
 * xoshiro128++ 1.0 (Blackman and Vigna, 2019), its state filled by splitmix32.
 * @param seed any number; its integer part modulo 2^32 counts
 * @returns a function that draws from [0, 1), multiples of 2^-32
 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    return mixBits(state);
  };
  let a = next();
  let b = next();
  let c = next();
  let d = next();
  return () => {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) | 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4294967296;
  };
}

/**
 * One seed out of several: a run's seed, an epoch, a clip's id. Other parts or another order, another seed.
 * FNV-1a over the parts' UTF-16 units, closed by MurmurHash3's finaliser.
 * @param parts numbers and strings; 1 and '1' differ, as do ('ab', 'c') and ('a', 'bc')
 * @returns an integer in [0, 2^32)
 */
export function hashSeed(...parts: (string | number)[]): number {
  let hash = 0x811c9dc5;
  const add = (unit: number) => {
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  };
  for (const part of parts) {
    const text = String(part);
    add(typeof part === 'number' ? 0xfffe : 0xffff);
    add(text.length);
    for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
  }
  return mixBits(hash) >>> 0;
}

/**
 * Puts an array into random order, in place (Fisher-Yates).
 * @param array changed
 * @param random see {@link createRandom}
 * @returns the same array
 */
export function shuffle<Items extends { readonly length: number; [index: number]: unknown }>(
  array: Items,
  random: Random,
): Items {
  for (let i = array.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const item = array[i];
    array[i] = array[other];
    array[other] = item;
  }
  return array;
}

/**
 * Normally distributed numbers, mean 0 and variance 1 (Box-Muller, both of a pair are used).
 * @param random see {@link createRandom}
 */
export function createGaussian(random: Random): () => number {
  let spare = NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** MurmurHash3's 32-bit finaliser: every input bit moves about half of the output bits. */
function mixBits(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
