// The tables of the quick MFCCs: mel filters, cosines, windows, each against its definition. Not their use together.

import Meyda from 'meyda';
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig, windowTypes } from '../contract/features';
import { createDct } from './dct';
import { applyMelFilters, createMelFilters } from './mel';
import { createRandom } from './random';
import { denseMelFilters } from './testing/referenceMfcc';
import { createWindow } from './windows';

describe('mel filters', () => {
  it.each([
    [26, 16000, 512],
    [64, 8000, 128], // more filters than bins: some are empty
    [4, 16000, 2048],
    [40, 16000, 1024],
  ])('are the dense ones: %i bands, %i Hz, %i samples', (melBands, sampleRate, frameLength) => {
    const random = createRandom(1);
    const power = Float64Array.from({ length: frameLength / 2 }, random);
    const energies = new Float64Array(melBands);
    applyMelFilters(createMelFilters(melBands, sampleRate, frameLength), power, energies);
    const dense = denseMelFilters({ ...defaultFeatureConfig, melBands, sampleRate, frameLength });
    expect(energies).toBeAllclose(
      dense.map((row) => row.reduce((sum, weight, bin) => sum + weight * power[bin], 0)),
    );
  });

  it('share each bin between the first and the last centre out completely', () => {
    const { bands, firstBin, offsets, weights } = createMelFilters(26, 16000, 512);
    const sums = new Float64Array(256);
    for (let band = 0; band < bands; band++) {
      for (let i = offsets[band]; i < offsets[band + 1]; i++)
        sums[firstBin[band] + i - offsets[band]] += weights[i];
    }
    const inside = sums.subarray(firstBin[1], firstBin[25] + 1);
    expect(inside).toBeAllclose(new Float64Array(inside.length).fill(1));
  });
});

it('the cosine transform is DCT-II times 2', () => {
  const values = Float64Array.from({ length: 26 }, createRandom(2));
  const out = new Float32Array(15);
  createDct(26, 13)(values, out, 2);
  const expected = Array.from({ length: 13 }, (_, k) =>
    values.reduce((sum, value, n) => sum + 2 * value * Math.cos((Math.PI / 26) * (n + 0.5) * k), 0),
  );
  expect(out.subarray(2)).toBeAllclose(expected, { rtol: 1e-6, atol: 1e-6 });
  expect([...out.subarray(0, 2)]).toEqual([0, 0]);
});

it.each(windowTypes)('the window %s is Meyda’s to the last bit', (windowType) => {
  for (const size of [128, 256, 512, 1024, 2048]) {
    const ones = new Float32Array(size).fill(1);
    const name = windowType === 'rectangular' ? 'rect' : windowType;
    const expected = Meyda.windowing(ones, name as Parameters<typeof Meyda.windowing>[1]);
    expect([...createWindow(windowType, size)]).toEqual(Array.from(expected));
  }
});
