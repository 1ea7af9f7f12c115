// Resampling measured with tones: what passes, what must vanish, what must not be added, and that chunks do not matter.
// Not a speed test: an hour of 44.1 kHz sound to 16 kHz took 15 s where this was written (two cores, shared).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { createRandom } from './random';
import { createResampler, resample } from './resample';

const tone = (frequency: number, rate: number, seconds = 0.5) =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) =>
    Math.sin((2 * Math.PI * frequency * i) / rate),
  );

/** Away from the ends, where the sound's beginning and end ring. */
const interior = (samples: Float32Array) => samples.subarray(samples.length / 4, (samples.length * 3) / 4);

const rmsOf = (samples: ArrayLike<number>) =>
  Math.sqrt(Array.from(samples).reduce((sum, value) => sum + value * value, 0) / samples.length);
const db = (ratio: number) => 20 * Math.log10(ratio);

/** Gain of a sine of known frequency and phase, and what else there is, both in dB relative to the sine put in. */
function measureTone(frequency: number, fromRate: number, toRate: number) {
  const out = interior(resample(tone(frequency, fromRate), fromRate, toRate));
  const offset = out.byteOffset / 4;
  // Least squares on sine and cosine, in double precision.
  const basis = Array.from(out, (_, i) => (2 * Math.PI * frequency * (i + offset)) / toRate);
  let [ss, sc, cc, ys, yc] = [0, 0, 0, 0, 0];
  basis.forEach((angle, i) => {
    const [s, c] = [Math.sin(angle), Math.cos(angle)];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    ys += out[i] * s;
    yc += out[i] * c;
  });
  const determinant = ss * cc - sc * sc;
  const inPhase = (ys * cc - yc * sc) / determinant;
  const quadrature = (yc * ss - ys * sc) / determinant;
  const rest = basis.map((angle, i) => out[i] - inPhase * Math.sin(angle) - quadrature * Math.cos(angle));
  return {
    gainDb: db(Math.hypot(inPhase, quadrature)),
    phase: Math.atan2(quadrature, inPhase),
    residueDb: db(rmsOf(rest) / Math.SQRT1_2),
  };
}

const ratePairs = [
  [48000, 16000],
  [44100, 16000],
  [32000, 16000],
  [22050, 16000],
  [11025, 16000],
  [8000, 16000],
  [16000, 48000],
  [16000, 44100],
  [16000, 22050],
  [16000, 8000],
  [44100, 8000],
  [44099, 16000], // no small ratio: rows of the filter are interpolated
  [16000, 44099],
] as const;

describe.each(ratePairs)('%i Hz to %i Hz', (fromRate, toRate) => {
  const lower = Math.min(fromRate, toRate);

  it('is flat within 0.001 dB, in phase, and adds less than -105 dB, up to 0.45 of the lower rate', () => {
    // Measured over these pairs: 0.00008 dB, 6e-7 rad, -109.7 dB at worst.
    for (const share of [0.01, 0.1, 0.25, 0.4, 0.45]) {
      const { gainDb, phase, residueDb } = measureTone(share * lower, fromRate, toRate);
      expect(Math.abs(gainDb)).toBeLessThan(0.001);
      expect(Math.abs(phase)).toBeLessThan(1e-4);
      expect(residueDb).toBeLessThan(-105);
    }
  });
});

describe.each(ratePairs.filter(([from, to]) => to < from))('%i Hz down to %i Hz', (fromRate, toRate) => {
  it('takes what lies above half of the new rate down by 100 dB', () => {
    // From exactly half the new rate (the worst place) to half the old one. Measured: 101 to 116 dB.
    for (let frequency = toRate / 2; frequency < fromRate / 2; frequency += (fromRate - toRate) / 47) {
      const out = interior(resample(tone(frequency, fromRate, 0.2), fromRate, toRate));
      expect(db(rmsOf(out) / Math.SQRT1_2)).toBeLessThan(-100);
    }
  });
});

it('does not let 7.9 kHz at 44.1 kHz into an 8 kHz clip, where it would sound as 100 Hz', () => {
  const out = interior(resample(tone(7900, 44100, 1), 44100, 8000));
  // Measured: -133 dB. Web Audio's own resampler lets it through at about -1 dB.
  expect(db(rmsOf(out) / Math.SQRT1_2)).toBeLessThan(-125);
});

describe('resample', () => {
  it('keeps a constant, away from the ends', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ratePairs),
        fc.double({ min: -1, max: 1, noNaN: true }),
        ([from, to], value) => {
          const out = interior(resample(new Float32Array(from / 10).fill(value), from, to));
          expect(out).toBeAllclose(new Float32Array(out.length).fill(value), { atol: 1e-7 });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has as many samples as instants lie in the sound, and the sound itself at equal rates', () => {
    expect(resample(new Float32Array(44100), 44100, 16000).length).toBe(16000);
    expect(resample(new Float32Array(44101), 44100, 16000).length).toBe(16001);
    expect(resample(new Float32Array(1), 48000, 16000).length).toBe(1);
    expect(resample(new Float32Array(1), 8000, 16000).length).toBe(2);
    expect(resample(new Float32Array(0), 8000, 16000).length).toBe(0);
    const samples = tone(440, 16000, 0.01);
    expect(resample(samples, 16000, 16000)).toBe(samples);
  });

  it('keeps an impulse where it is', () => {
    const samples = new Float32Array(4410);
    samples[2205] = 1; // 0.05 s
    const out = resample(samples, 44100, 16000);
    expect(out.indexOf(Math.max(...out))).toBe(800);
    for (let i = 1; i < 100; i++) expect(out[800 + i]).toBeCloseTo(out[800 - i], 7);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d among the samples', (value) => {
    const samples = tone(440, 44100, 0.1);
    samples[999] = value;
    expect(() => resample(samples, 44100, 16000)).toThrow(expect.objectContaining({ code: 'bad-audio' }));
    expect(() => resample(samples, 16000, 16000)).toThrow(/sample 999/);
  });

  it.each([0, -1, 999, 1e6, 44100.5, NaN, Infinity])('refuses a rate of %d Hz', (rate) => {
    expect(() => resample(new Float32Array(9), rate, 16000)).toThrow(LabError);
    expect(() => createResampler(16000, rate)).toThrow(
      /toRate: expected a whole number of Hz from 1000 to 768000/,
    );
  });
});

describe('createResampler', () => {
  it('gives, in any chunks, exactly what the whole gives', () => {
    // Some longer than what the filter takes in at a time.
    const chunkLength = fc.oneof(
      { weight: 12, arbitrary: fc.nat({ max: 500 }) },
      { weight: 1, arbitrary: fc.constant(9000) },
    );
    const chunkLengths = fc.array(chunkLength, { maxLength: 12 });
    const pairs = fc.constantFrom(...ratePairs, [16000, 16000] as const);
    fc.assert(
      fc.property(pairs, chunkLengths, fc.nat(), ([from, to], lengths, seed) => {
        const random = createRandom(seed);
        const chunks = lengths.map((length) => Float32Array.from({ length }, () => random() * 2 - 1));
        const whole = Float32Array.from(chunks.flatMap((chunk) => [...chunk]));
        const resampler = createResampler(from, to);
        const joined = [...chunks.map(resampler.push), resampler.flush()].flatMap((part) => [...part]);
        expect(Float32Array.from(joined)).toEqual(resample(whole, from, to));
        expect(joined.length).toBe(resampler.lengthOf(whole.length));
      }),
      { numRuns: 50 },
    );
  });

  it('begins another sound after a flush', () => {
    const resampler = createResampler(48000, 16000);
    const samples = tone(440, 48000, 0.02);
    const first = [...resampler.push(samples), ...resampler.flush()];
    expect([...resampler.push(samples), ...resampler.flush()]).toEqual(first);
  });

  it('is behind by the filter only: under 5 ms at 16 kHz', () => {
    const resampler = createResampler(48000, 16000);
    expect(resampler.push(new Float32Array(4800)).length).toBeGreaterThan(1600 - 0.005 * 16000);
  });

  it('does not take a chunk that is not finite, and goes on with the next', () => {
    const resampler = createResampler(48000, 16000);
    expect(() => resampler.push(new Float32Array([0, NaN]))).toThrow(/NaN at sample 1/);
    const samples = tone(440, 48000, 0.02);
    expect(Float32Array.from([...resampler.push(samples), ...resampler.flush()])).toEqual(
      resample(samples, 48000, 16000),
    );
  });
});
