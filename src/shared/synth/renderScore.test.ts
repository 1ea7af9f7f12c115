import { describe, expect, it } from 'vitest';
import { createPart, createScore, DRUM_CHANNEL } from '../music/score';
import type { Note } from '../music/score';
import { renderScore } from './renderScore';
import { metronomeNotes } from './schedule';
import { centsOff, frequencyOf, peak, rms, sampleRate } from './testing/measure';

const scoreOf = (notes: readonly Note[], fields = {}) =>
  createScore({ stepsPerQuarter: 4, parts: [createPart(notes, fields)] });
const held = (pitch: number, onsetStep: number, durationSteps: number): Note => ({
  pitch,
  velocity: 90,
  onsetStep,
  durationSteps,
});

describe('renderScore', () => {
  it('renders a tune at its pitches and its length', async () => {
    const score = scoreOf([held(57, 0, 8), held(69, 8, 8)], { program: 73 });
    const { left, right, sampleRate: rate } = await renderScore(score, { tailSeconds: 0.5 });
    expect(rate).toBe(44100);
    expect(left.length).toBe(2.5 * sampleRate); // 16 steps of an eighth of a second, and the tail
    expect(right.length).toBe(left.length);
    expect(Math.abs(centsOff(left, frequencyOf(57), 8000, 44000))).toBeLessThan(3);
    expect(Math.abs(centsOff(left, frequencyOf(69), 53000, 88000))).toBeLessThan(3);
  });

  it('begins a part of a score at the sound, and sounds notes beside the score', async () => {
    const score = scoreOf([held(60, 0, 4), held(72, 16, 4)]);
    const extraNotes = metronomeNotes(score, 16, 20);
    const options = { fromStep: 16, toStep: 20, tailSeconds: 0.1 };
    const plain = await renderScore(score, options);
    const clicked = await renderScore(score, { ...options, extraNotes });
    expect(plain.left.length).toBe(Math.ceil(0.6 * sampleRate));
    expect(rms(plain.left, 0, 4410)).toBeGreaterThan(0.01);
    expect(peak(clicked.left)).toBeGreaterThan(1.1 * peak(plain.left));
  });

  it("gives the tail's silence for a score without notes", async () => {
    const { left } = await renderScore(createScore({ stepsPerQuarter: 4 }), { tailSeconds: 0.25 });
    expect(left.length).toBe(11025);
    expect(peak(left)).toBe(0);
  });

  it('plays a score of drums only, and every drum of the map', async () => {
    const notes = Array.from({ length: 47 }, (_, i) => held(35 + i, i * 2, 1));
    const { left } = await renderScore(scoreOf(notes, { channel: DRUM_CHANNEL }), { sampleRate: 16000 });
    notes.forEach((_, i) => {
      const at = Math.round(i * 0.25 * 16000);
      expect(peak(left, at, at + 1600), `drum ${35 + i}`).toBeGreaterThan(0.015);
    });
    expect(left.every((sample) => Math.abs(sample) <= 1)).toBe(true);
  });

  it('renders 20,000 notes in 5 seconds, far more than there are voices', async () => {
    const notes = Array.from({ length: 20_000 }, (_, i) => held(30 + ((i * 7) % 60), i >> 3, 6));
    const score = scoreOf(notes, { program: 12 });
    const { left } = await renderScore(score, { sampleRate: 8000, qpm: 7500 });
    expect(left.length).toBeGreaterThan(8000 * 5);
    expect(left.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    expect(rms(left, 8000 * 4, 8000 * 5)).toBeGreaterThan(0.05);
  });

  it('says how far it is, in seconds of sound', async () => {
    const heard: number[] = [];
    await renderScore(scoreOf([held(60, 0, 40)]), {
      sampleRate: 8000,
      tailSeconds: 0,
      onProgress: ({ done, total }) => heard.push(done / total),
    });
    expect(heard).toEqual([0.4, 0.8, 1]); // 5 s in chunks of 2 s
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const rendering = renderScore(scoreOf([held(60, 0, 4000)]), {
      sampleRate: 8000,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(rendering).rejects.toMatchObject({ code: 'aborted' });
  });

  it('refuses what is too long, and takes half an hour', async () => {
    const hour = scoreOf([held(60, 0, 4 * 120 * 60)]);
    await expect(renderScore(hour)).rejects.toMatchObject({ code: 'too-large' });
    await expect(renderScore(hour)).rejects.toThrow('at most 30 minutes, got 60.0');
    const part = await renderScore(hour, { toStep: 1, tailSeconds: 0, sampleRate: 8000 });
    expect(part.left.length).toBe(1000);
  });

  it('refuses tails, rates and tempos out of range', async () => {
    const score = scoreOf([held(60, 0, 4)]);
    for (const options of [{ tailSeconds: -1 }, { tailSeconds: 31 }, { sampleRate: 1 }, { qpm: 0 }]) {
      await expect(renderScore(score, options)).rejects.toMatchObject({ code: 'invalid-argument' });
    }
  });
});
