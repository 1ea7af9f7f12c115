// MFCCs derived again from the definition in double precision, slowly and plainly, to hold the others against.
// Not shared with them: nothing is imported but types.

import type { FeatureConfig, WindowType } from '../../contract/features';

/** Window n of N as Meyda's windowing.ts defines it: hamming periodic, the others symmetric. */
const windows: Record<WindowType, (n: number, N: number) => number> = {
  hanning: (n, N) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (N - 1)),
  hamming: (n, N) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / N),
  blackman: (n, N) =>
    0.42 - 0.5 * Math.cos((2 * Math.PI * n) / (N - 1)) + 0.08 * Math.cos((4 * Math.PI * n) / (N - 1)),
  sine: (n, N) => Math.sin((Math.PI * n) / (N - 1)),
  rectangular: () => 1,
};

/** |X[k]|^2 for k = 0 .. N / 2 - 1 by the definition of the DFT. */
export function naivePowerSpectrum(frame: ArrayLike<number>): number[] {
  const N = frame.length;
  const cosines = Array.from({ length: N }, (_, i) => Math.cos((2 * Math.PI * i) / N));
  const sines = Array.from({ length: N }, (_, i) => Math.sin((2 * Math.PI * i) / N));
  return Array.from({ length: N / 2 }, (_, k) => {
    let re = 0;
    let im = 0;
    for (let n = 0; n < N; n++) {
      re += frame[n] * cosines[(k * n) % N];
      im -= frame[n] * sines[(k * n) % N];
    }
    return re * re + im * im;
  });
}

/**
 * [band][bin] weights: edges at equal steps of mel = 1125 ln(1 + f / 700) from 0 to half the rate, at the bins
 * floor((N + 1) f / rate), mel and f kept in single precision as Meyda does; up from edge to edge, down to the next.
 */
export function denseMelFilters({ melBands, sampleRate, frameLength }: FeatureConfig): number[][] {
  const highest = 1125 * Math.log(1 + sampleRate / 2 / 700);
  const edges = Array.from({ length: melBands + 2 }, (_, i) => {
    const mel = Math.fround((i * highest) / (melBands + 1));
    const hz = Math.fround(700 * (Math.exp(mel / 1125) - 1));
    return Math.floor(((frameLength + 1) * hz) / sampleRate);
  });
  return Array.from({ length: melBands }, (_, band) => {
    const [low, centre, high] = edges.slice(band);
    return Array.from({ length: frameLength / 2 }, (_, bin) => {
      if (bin >= low && bin < centre) return (bin - low) / (centre - low);
      if (bin >= centre && bin < high) return (high - bin) / (high - centre);
      return 0;
    });
  });
}

/** ln(1 + E) of each band of one frame. */
export function referenceLogMel(frame: ArrayLike<number>, config: FeatureConfig): number[] {
  const windowed = Array.from(
    frame,
    (sample, n) => sample * config.inputScale * windows[config.windowType](n, config.frameLength),
  );
  const power = naivePowerSpectrum(windowed);
  return denseMelFilters(config).map((weights) =>
    Math.log(1 + weights.reduce((sum, weight, bin) => sum + weight * power[bin], 0)),
  );
}

/** DCT-II times 2 of the log mel energies of one frame, the first `coefficients`. */
export function referenceMfcc(frame: ArrayLike<number>, config: FeatureConfig): number[] {
  const logMel = referenceLogMel(frame, config);
  return Array.from({ length: config.coefficients }, (_, k) =>
    logMel.reduce(
      (sum, value, n) => sum + 2 * value * Math.cos((Math.PI * k * (n + 0.5)) / logMel.length),
      0,
    ),
  );
}
