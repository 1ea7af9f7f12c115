// Level, clipping and silence of clips. Not quality beyond these.

import { describe, expect, it } from 'vitest';
import { measureClip } from './measure';

const sine = (level: number) =>
  Float32Array.from({ length: 1600 }, (_, i) => level * Math.sin((2 * Math.PI * i) / 16));

describe('measureClip', () => {
  it('gives peak and root mean square of a sine: level and level / sqrt 2', () => {
    const { peak, rms, clipped, silent } = measureClip(sine(0.5));
    expect([peak, rms]).toBeAllclose([0.5, 0.5 * Math.SQRT1_2], { rtol: 1e-6 });
    expect([clipped, silent]).toEqual([false, false]);
  });

  it('sees clipping in three samples at full scale, either way, and not in two', () => {
    const top = 32767 / 32768;
    expect(measureClip(new Float32Array([0, top, top, top, 0])).clipped).toBe(true);
    expect(measureClip(new Float32Array([-1, -1, -1])).clipped).toBe(true);
    expect(measureClip(new Float32Array([top, top, 0, top])).clipped).toBe(false);
    expect(measureClip(sine(1)).clipped).toBe(false);
    expect(measureClip(sine(2).map((value) => Math.max(-1, Math.min(top, value)))).clipped).toBe(true);
  });

  it('sees silence below -50 dB', () => {
    expect(measureClip(new Float32Array(100)).silent).toBe(true);
    expect(measureClip(sine(0.0029)).silent).toBe(true);
    expect(measureClip(sine(0.0031)).silent).toBe(false);
    expect(measureClip(new Float32Array(0))).toEqual({ peak: 0, rms: 0, clipped: false, silent: true });
  });

  it('refuses what is not finite', () => {
    expect(() => measureClip(new Float32Array([0, NaN]))).toThrow(
      expect.objectContaining({ code: 'bad-audio' }),
    );
  });
});
