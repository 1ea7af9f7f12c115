// Power spectrum of real frames: a complex FFT of half the length, its tables made once.
// Not a general FFT: no phases, no inverse, powers of two only.

/**
 * Computes one frame's power spectrum.
 * @param samples any length of at least start + frameLength
 * @param start of the frame
 * @param power receives |X[k]|^2 for k = 0 .. frameLength / 2 - 1; without the Nyquist bin, as in Meyda
 */
export type PowerSpectrum = (samples: ArrayLike<number>, start: number, power: Float64Array) => void;

/**
 * Makes a power spectrum for frames of one length. Even samples go in as real and odd ones as imaginary parts
 * (Press et al., Numerical Recipes, 12.3); the FFT is decimated in time, two stages at a time.
 * @param window [frameLength], a power of two from 8; multiplied onto each frame
 */
export function createPowerSpectrum(window: Float64Array): PowerSpectrum {
  const half = window.length / 2;
  const order = bitReversed(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const stages = createStages(half);
  const turn = unitRoots(half / 2, 2 * half);

  return (samples, start, power) => {
    for (let i = 0; i < half; i++) {
      const to = order[i];
      re[to] = samples[start + 2 * i] * window[2 * i];
      im[to] = samples[start + 2 * i + 1] * window[2 * i + 1];
    }
    if (stages.oddFirst) firstStage(re, im);
    for (const { length, cos, sin } of stages.pairs) twoStages(re, im, length, cos, sin);
    untangle(re, im, turn.cos, turn.sin, power);
  };
}

interface Roots {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** exp(-2 pi i k / size) for k = 0 .. count - 1. */
function unitRoots(count: number, size: number): Roots {
  const at = (turn: (angle: number) => number) =>
    Float64Array.from({ length: count }, (_, k) => turn((-2 * Math.PI * k) / size));
  return { cos: at(Math.cos), sin: at(Math.sin) };
}

/** Pairs of radix-2 stages joining blocks of `length` to blocks of 4 * `length`; an odd one goes first, alone. */
function createStages(size: number): { oddFirst: boolean; pairs: (Roots & { length: number })[] } {
  const oddFirst = Math.log2(size) % 2 === 1;
  const pairs = [];
  for (let length = oddFirst ? 2 : 1; length < size; length *= 4) {
    pairs.push({ length, ...unitRoots(length, 4 * length) });
  }
  return { oddFirst, pairs };
}

function bitReversed(size: number): Uint16Array {
  const order = new Uint16Array(size);
  for (let i = 1; i < size; i++) order[i] = (order[i >> 1] >> 1) | (i & 1 ? size >> 1 : 0);
  return order;
}

function firstStage(re: Float64Array, im: Float64Array): void {
  for (let i = 0; i < re.length; i += 2) {
    const real = re[i + 1];
    const imaginary = im[i + 1];
    re[i + 1] = re[i] - real;
    im[i + 1] = im[i] - imaginary;
    re[i] += real;
    im[i] += imaginary;
  }
}

/** With w = exp(-2 pi i j / 4L): the inner stage turns by w^2, the outer one by w and -i w. */
function twoStages(
  re: Float64Array,
  im: Float64Array,
  length: number,
  cos: Float64Array,
  sin: Float64Array,
): void {
  const size = re.length;
  for (let j = 0; j < length; j++) {
    const c1 = cos[j];
    const s1 = sin[j];
    const c2 = c1 * c1 - s1 * s1;
    const s2 = 2 * c1 * s1;
    for (let a = j; a < size; a += 4 * length) {
      const b = a + length;
      const c = b + length;
      const d = c + length;
      const bRe = re[b] * c2 - im[b] * s2;
      const bIm = re[b] * s2 + im[b] * c2;
      const dRe = re[d] * c2 - im[d] * s2;
      const dIm = re[d] * s2 + im[d] * c2;
      const sumRe = re[c] + dRe;
      const sumIm = im[c] + dIm;
      const differenceRe = re[c] - dRe;
      const differenceIm = im[c] - dIm;
      const cRe = sumRe * c1 - sumIm * s1;
      const cIm = sumRe * s1 + sumIm * c1;
      const eRe = differenceRe * s1 + differenceIm * c1;
      const eIm = differenceIm * s1 - differenceRe * c1;
      const aRe = re[a] + bRe;
      const aIm = im[a] + bIm;
      const fRe = re[a] - bRe;
      const fIm = im[a] - bIm;
      re[a] = aRe + cRe;
      im[a] = aIm + cIm;
      re[c] = aRe - cRe;
      im[c] = aIm - cIm;
      re[b] = fRe + eRe;
      im[b] = fIm + eIm;
      re[d] = fRe - eRe;
      im[d] = fIm - eIm;
    }
  }
}

/** From Z of the packed frame to |X|^2: X[k] = E + w^k O and X[half - k] = conj(E - w^k O), E and O from Z. */
function untangle(
  re: Float64Array,
  im: Float64Array,
  cos: Float64Array,
  sin: Float64Array,
  power: Float64Array,
): void {
  const half = re.length;
  power[0] = (re[0] + im[0]) ** 2;
  power[half / 2] = re[half / 2] ** 2 + im[half / 2] ** 2;
  for (let k = 1, mirror = half - 1; k < mirror; k++, mirror--) {
    const evenRe = (re[k] + re[mirror]) / 2;
    const evenIm = (im[k] - im[mirror]) / 2;
    const oddRe = (im[k] + im[mirror]) / 2;
    const oddIm = (re[mirror] - re[k]) / 2;
    const turnedRe = oddRe * cos[k] - oddIm * sin[k];
    const turnedIm = oddRe * sin[k] + oddIm * cos[k];
    power[k] = (evenRe + turnedRe) ** 2 + (evenIm + turnedIm) ** 2;
    power[mirror] = (evenRe - turnedRe) ** 2 + (evenIm - turnedIm) ** 2;
  }
}
