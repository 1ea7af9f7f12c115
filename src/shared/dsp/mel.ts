// Mel filters as Meyda lays them, kept sparse: a filter touches only the bins between its neighbours' centres.
// Not the spectrum they are applied to, and not the logarithm.

/** Triangular filters over power spectrum bins. */
export interface MelFilters {
  readonly bands: number;
  /** First bin of each band. */
  readonly firstBin: Int32Array;
  /** Where each band's weights begin; one more entry closes the last. */
  readonly offsets: Int32Array;
  readonly weights: Float64Array;
}

const { fround } = Math;

/** Hz to mel and back with the constants Meyda uses (1125 ln(1 + f / 700)). */
const toMel = (hz: number) => 1125 * Math.log(1 + hz / 700);
const toHz = (mel: number) => 700 * (Math.exp(mel / 1125) - 1);

/**
 * Filters from 0 Hz to half the rate, equally spaced in mel; edges fall on whole bins. Meyda keeps edges in single
 * precision before it rounds them to bins, and so does this.
 * @param bands number of filters
 * @param frameLength FFT size
 */
export function createMelFilters(bands: number, sampleRate: number, frameLength: number): MelFilters {
  const step = (toMel(sampleRate / 2) - toMel(0)) / (bands + 1);
  const edges = Array.from({ length: bands + 2 }, (_, i) =>
    Math.floor(((frameLength + 1) * fround(toHz(fround(i * step)))) / sampleRate),
  );
  const firstBin = new Int32Array(bands);
  const offsets = new Int32Array(bands + 1);
  const weights: number[] = [];
  for (let band = 0; band < bands; band++) {
    const [low, centre, high] = edges.slice(band, band + 3);
    firstBin[band] = low;
    for (let bin = low; bin < centre; bin++) weights.push((bin - low) / (centre - low));
    for (let bin = centre; bin < high; bin++) weights.push((high - bin) / (high - centre));
    offsets[band + 1] = weights.length;
  }
  return { bands, firstBin, offsets, weights: Float64Array.from(weights) };
}

/**
 * Sums a power spectrum under each filter.
 * @param energies [bands], overwritten
 */
export function applyMelFilters(filters: MelFilters, power: Float64Array, energies: Float64Array): void {
  const { bands, firstBin, offsets, weights } = filters;
  for (let band = 0; band < bands; band++) {
    const end = offsets[band + 1];
    let energy = 0;
    for (let i = offsets[band], bin = firstBin[band]; i < end; i++, bin++) energy += weights[i] * power[bin];
    energies[band] = energy;
  }
}
