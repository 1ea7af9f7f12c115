// The stages that every note goes through: envelope, room and limiter, each alone.
import { describe, expect, it } from 'vitest';
import { createEnvelope } from './envelope';
import { BLOCK } from './kernels/block';
import { createLimiter } from './limiter';
import { createReverb } from './reverb';

const rate = 44100;
const block = (value: (i: number) => number) => Float64Array.from({ length: BLOCK }, (_, i) => value(i));

describe('envelope', () => {
  const ones = (frames: number) => new Float64Array(frames).fill(1);

  it('rises smoothly to 1 in the time told', () => {
    const envelope = createEnvelope(1000);
    envelope.start(0.1);
    const samples = ones(150);
    envelope.apply(samples, 0, 150);
    expect(samples[0]).toBe(0);
    expect(samples[50]).toBeCloseTo(0.5, 6); // smoothstep: half way at half time
    expect(samples[100]).toBeCloseTo(1, 6);
    expect(samples[149]).toBe(1);
    for (let i = 1; i < 150; i++) expect(samples[i] - samples[i - 1]).toBeLessThan(0.016); // 1.5 / 100
  });

  it('falls by 60 dB in the time told, to nothing, from wherever it was', () => {
    const envelope = createEnvelope(1000);
    envelope.start(0.1);
    envelope.apply(ones(50), 0, 50);
    envelope.release(0.2);
    const samples = ones(210);
    envelope.apply(samples, 0, 210);
    expect(samples[0]).toBeCloseTo(0.5, 2);
    expect(samples[100]).toBeCloseTo(0.5 * 0.0306, 3); // 30 dB are 0.0316, less the floor of 0.001
    expect(samples[205]).toBe(0);
    expect(envelope.finished()).toBe(true);
  });
});

describe('limiter', () => {
  it('gives out quiet sound unchanged, one block late', () => {
    const limiter = createLimiter(rate);
    const sine = (k: number) => block((i) => 0.5 * Math.sin((k * BLOCK + i) * 0.3));
    for (let k = 0; k < 20; k++) {
      const [left, right] = [sine(k), sine(k)];
      limiter.process(left, right);
      // The high-pass at 12 Hz turns 2.1 kHz by less than a hundredth.
      if (k > 5) expect(left).toBeAllclose(sine(k - 1), { rtol: 0, atol: 0.01 });
    }
  });

  it('keeps any sound below its ceiling, also a sudden one', () => {
    const limiter = createLimiter(rate);
    for (let k = 0; k < 200; k++) {
      const loud = k % 7 === 3 ? 50 : 0.3 * (k % 5);
      const [left, right] = [
        block((i) => loud * Math.sin(i * 1.3 + k)),
        block((i) => (i % 2 ? loud : -loud)),
      ];
      limiter.process(left, right);
      for (const side of [left, right]) expect(Math.max(...side.map(Math.abs))).toBeLessThan(0.97 + 1e-9);
    }
  });

  it('takes direct current away', () => {
    const limiter = createLimiter(rate);
    const side = block(() => 0);
    for (let k = 0; k < 700; k++) {
      side.fill(0.4);
      limiter.process(
        side,
        block(() => 0),
      );
    }
    expect(Math.abs(side[0])).toBeLessThan(1e-6);
  });
});

describe('reverb', () => {
  it('adds a decaying room to an impulse: 60 dB in about 0.85 s, different on both sides', () => {
    const reverb = createReverb(rate);
    const energies: number[] = [];
    let apart = 0;
    for (let k = 0; k < 500; k++) {
      const [left, right] = [block((i) => (k + i === 0 ? 1 : 0)), block((i) => (k + i === 0 ? 1 : 0))];
      reverb.process(left, right);
      if (k === 0) expect(left[0]).toBe(1);
      energies.push(k === 0 ? 0 : left.reduce((sum, sample) => sum + sample ** 2, 0));
      if (k > 50) apart += Math.abs(left[10] - right[10]);
    }
    const around = (seconds: number) => {
      const at = Math.round((seconds * rate) / BLOCK);
      return energies.slice(at - 30, at + 30).reduce((sum, energy) => sum + energy, 0);
    };
    const fall = 10 * Math.log10(around(0.15) / around(0.45));
    expect(fall).toBeGreaterThan((0.9 * (60 * 0.3)) / 0.85); // high frequencies fall sooner
    expect(fall).toBeLessThan((2.2 * (60 * 0.3)) / 0.85);
    expect(apart).toBeGreaterThan(0);
    expect(reverb.ringing()).toBe(true);
    reverb.clear();
    expect(reverb.ringing()).toBe(false);
  });

  it('comes to rest', () => {
    const reverb = createReverb(rate);
    for (let k = 0; k < 3000; k++) {
      const side = block(() => (k < 50 ? 0.5 : 0));
      reverb.process(
        side,
        block(() => 0),
      );
    }
    expect(reverb.ringing()).toBe(false);
  });
});
