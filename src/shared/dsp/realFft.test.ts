// The power spectrum against the definition of the DFT. Not a timing.

import { describe, expect, it } from 'vitest';
import { createRandom } from './random';
import { createPowerSpectrum } from './realFft';
import { naivePowerSpectrum } from './testing/referenceMfcc';

const sizes = [8, 16, 32, 64, 128, 256, 512, 1024, 2048];

describe.each(sizes)('createPowerSpectrum of %i samples', (size) => {
  const random = createRandom(size);
  const frame = Float32Array.from({ length: size }, () => 2 * random() - 1);
  const window = Float64Array.from({ length: size }, () => random());

  it('equals the definition', () => {
    const expected = naivePowerSpectrum(Array.from(frame, (sample, i) => sample * window[i]));
    const power = new Float64Array(size / 2);
    createPowerSpectrum(window)(frame, 0, power);
    expect(power).toBeAllclose(expected, { rtol: 1e-11, atol: 1e-11 * size });
  });

  it('reads at the start it is given, and keeps nothing from frame to frame', () => {
    const powerSpectrum = createPowerSpectrum(window);
    const expected = new Float64Array(size / 2);
    powerSpectrum(frame, 0, expected);
    const longer = new Float32Array(2 * size + 3).fill(9);
    longer.set(frame, size);
    const power = new Float64Array(size / 2);
    powerSpectrum(longer, 0, power);
    powerSpectrum(longer, size, power);
    expect(power).toEqual(expected);
  });

  it('puts a sine into its bin alone, with the power (size / 2)^2', () => {
    const bin = size / 4 - 1;
    const sine = Float64Array.from({ length: size }, (_, i) => Math.sin((2 * Math.PI * bin * i) / size));
    const power = new Float64Array(size / 2);
    createPowerSpectrum(new Float64Array(size).fill(1))(sine, 0, power);
    const expected = new Float64Array(size / 2);
    expected[bin] = (size / 2) ** 2;
    expect(power).toBeAllclose(expected, { rtol: 1e-12, atol: 1e-9 });
  });
});
