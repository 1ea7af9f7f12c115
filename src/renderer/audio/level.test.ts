// Levels of chunks made up for the purpose.
import { describe, expect, it } from 'vitest';
import { createLevelMeasure, toDecibels } from './level';

describe('level', () => {
  it('measures peak and root mean square', () => {
    const level = createLevelMeasure(16000)(Float32Array.of(0.5, -0.5, 0.5, -0.5));
    expect(level).toMatchObject({ peak: 0.5, rms: 0.5, clipping: false });
  });

  it('calls it clipping at three samples in a row at full scale, not at two', () => {
    const measure = createLevelMeasure(16000);
    expect(measure(Float32Array.of(1, 1, 0, -1, -1)).clipping).toBe(false);
    expect(measure(Float32Array.of(0, 1, 1, 1)).clipping).toBe(true);
  });

  it('counts the seconds of nothing but zeros, and starts over at the first sound', () => {
    const measure = createLevelMeasure(1000);
    measure(new Float32Array(500));
    expect(measure(new Float32Array(1000)).zeroSeconds).toBe(1.5);
    expect(measure(Float32Array.of(0, 1e-5)).zeroSeconds).toBe(0);
  });

  it('is 0 dB at full scale, -6 at half, and -60 for silence', () => {
    expect([1, 0.5, 0].map((value) => Math.round(toDecibels(value)))).toEqual([0, -6, -60]);
  });
});
