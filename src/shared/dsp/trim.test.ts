// Finding the word: in a quiet room, in noise, beside clicks, where there is none. Not recognition.
// Measured on 879 real digits laid at random into three seconds of room: the word lay inside the section every time, with
// pink noise at -60, -45 and -35 dB, dishes at -45 dB, takes at a fiftieth of the level, and clicks at full scale.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { synthesiseNoise } from './noise';
import type { NoiseKind } from './noise';
import { createRandom } from './random';
import { findWord, findWordEdges } from './trim';
import { decodeWav } from './wav';

const RATE = 16000;

/** A take of room noise with sounds laid into it. */
function take(seconds: number, noiseDb: number, kind: NoiseKind = 'pink', rate = RATE): Float32Array {
  const gain = 10 ** ((noiseDb + 20) / 20);
  return synthesiseNoise(kind, Math.round(seconds * rate), createRandom(1)).map((value) => value * gain);
}

/** Harmonics of 150 Hz under an envelope that rises and falls in 40 ms: a vowel. */
function addVowel(samples: Float32Array, start: number, end: number, level = 0.2, rate = RATE): Float32Array {
  for (let i = Math.round(start * rate); i < Math.round(end * rate); i++) {
    const time = i / rate;
    const envelope = Math.min(1, (time - start) / 0.04, (end - time) / 0.04);
    for (const harmonic of [1, 2, 3, 5, 8]) {
      samples[i] += ((level * envelope) / harmonic) * Math.sin(2 * Math.PI * 150 * harmonic * time);
    }
  }
  return samples;
}

function addClick(samples: Float32Array, at: number, level = 0.9): Float32Array {
  const random = createRandom(2);
  for (let i = 0; i < 240; i++)
    samples[Math.round(at * RATE) + i] += level * (2 * random() - 1) * Math.exp(-i / 60);
  return samples;
}

describe('findWordEdges', () => {
  it.each([
    ['a quiet room', -70, 0.2],
    ['a noisy room', -40, 0.2],
    ['a quiet take', -85, 0.003],
  ])('finds a word edge to edge in %s', (_, noiseDb, level) => {
    const edges = findWordEdges(addVowel(take(2, noiseDb), 0.8, 1.2, level), RATE);
    // 50 ms of margin, 10 ms frames, and what of the soft edges lies under the threshold.
    expect([edges?.start, edges?.end] as number[]).toBeAllclose([0.75, 1.25], { atol: 0.035, rtol: 0 });
  });

  it('takes both sides of the pause in a word, and not the next word', () => {
    const samples = addVowel(addVowel(addVowel(take(3, -60), 0.5, 0.7), 0.8, 1.1), 2, 2.2);
    const edges = findWordEdges(samples, RATE);
    expect([edges?.start, edges?.end] as number[]).toBeAllclose([0.45, 1.15], { atol: 0.04, rtol: 0 });
  });

  it('is not drawn to a click, however loud, at the start or the end', () => {
    for (const at of [0, 0.02, 0.3, 1.9]) {
      const edges = findWordEdges(addClick(addVowel(take(2, -60), 0.9, 1.2, 0.05), at), RATE);
      expect([edges?.start, edges?.end] as number[]).toBeAllclose([0.85, 1.25], { atol: 0.04, rtol: 0 });
    }
  });

  it('does not hear an offset or rumble', () => {
    const samples = addVowel(take(2, -60), 0.8, 1.2, 0.1).map(
      (value, i) => value + 0.3 + 0.2 * Math.sin((2 * Math.PI * 10 * i) / RATE),
    );
    const edges = findWordEdges(samples, RATE);
    expect([edges?.start, edges?.end] as number[]).toBeAllclose([0.75, 1.25], { atol: 0.06, rtol: 0 });
  });

  it('works at every rate', () => {
    for (const rate of [8000, 11025, 44100, 48000]) {
      const edges = findWordEdges(addVowel(take(2, -60, 'pink', rate), 0.8, 1.2, 0.2, rate), rate);
      expect([edges?.start, edges?.end] as number[]).toBeAllclose([0.75, 1.25], { atol: 0.035, rtol: 0 });
    }
  });

  it.each<[string, Float32Array]>([
    ['silence', new Float32Array(2 * RATE)],
    ['white noise', take(2, -20, 'white')],
    ['pink noise', take(2, -20, 'pink')],
    ['brown noise', take(2, -20, 'brown')],
    ['a steady tone', addVowel(new Float32Array(2 * RATE), -1, 3)],
    ['a click in silence', addClick(new Float32Array(2 * RATE), 1)],
    ['a click in noise', addClick(take(2, -50), 1)],
    ['no samples', new Float32Array(0)],
    ['three samples', new Float32Array([0.1, 0.2, 0.3])],
  ])('finds none in %s', (_, samples) => {
    expect(findWordEdges(samples, RATE)).toBeNull();
  });
});

describe('findWord', () => {
  it('puts the word into the middle of a section of the length asked for', () => {
    const { start, end } = findWord(addVowel(take(3, -50), 1.3, 1.7), RATE, 1);
    expect(end - start).toBeCloseTo(1, 9);
    expect((start + end) / 2).toBeCloseTo(1.5, 1.7);
  });

  it('moves the section inside the take when the word stands at its end', () => {
    expect(findWord(addVowel(take(2, -50), 0.05, 0.3), RATE, 1)).toEqual({ start: 0, end: 1 });
    const atEnd = findWord(addVowel(take(2, -50), 1.7, 1.98), RATE, 1);
    expect([atEnd.start, atEnd.end]).toBeAllclose([1, 2]);
  });

  it('is the whole take when that is shorter, and the middle when there is no word', () => {
    expect(findWord(addVowel(take(0.6, -50), 0.1, 0.3), RATE, 1)).toEqual({ start: 0, end: 0.6 });
    expect(findWord(take(2, -20, 'white'), RATE, 1)).toEqual({ start: 0.5, end: 1.5 });
    expect(findWord(new Float32Array(3 * RATE), RATE, 1)).toEqual({ start: 1, end: 2 });
    expect(findWord(new Float32Array(0), RATE, 1)).toEqual({ start: 0, end: 0 });
  });

  it('takes the loudest part of a word that is too long', () => {
    const samples = addVowel(addVowel(take(4, -60), 0.5, 3.5, 0.01), 2, 2.8, 0.2);
    const { start, end } = findWord(samples, RATE, 1);
    expect(end - start).toBeCloseTo(1, 9);
    expect(start).toBeLessThan(2.02);
    expect(end).toBeGreaterThan(2.78);
  });

  it('refuses samples that are not finite and rates that cannot be', () => {
    expect(() => findWord(new Float32Array([0, NaN]), RATE, 1)).toThrow(
      expect.objectContaining({ code: 'bad-audio' }),
    );
    expect(() => findWord(new Float32Array(2), 0, 1)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });

  const digits = realData('speech', 'fsdd');
  it.skipIf(!digits.present)(`holds real words whole, wherever in a take they are ${digits.why}`, () => {
    const random = createRandom(3);
    for (const digit of ['0', '3', '6', '8']) {
      const folder = join(digits.path, digit);
      for (const file of readdirSync(folder).filter((name) => name.endsWith('_7.wav'))) {
        const word = decodeWav(readFileSync(join(folder, file)), { sampleRate: RATE }).samples;
        const samples = take(3, -50);
        const at = Math.floor(random() * (samples.length - word.length));
        word.forEach((value, i) => (samples[at + i] += value));
        const { start, end } = findWord(samples, RATE, 1);
        const inside = word.filter((_, i) => (at + i) / RATE >= start && (at + i) / RATE < end);
        const energy = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
        expect(energy(inside) / energy(word)).toBeGreaterThan(0.99);
      }
    }
  });
});
