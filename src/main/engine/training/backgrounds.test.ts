// Background recordings and the windows of silence made from them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom, encodeWav } from '../../../shared/dsp';
import { createBackgrounds, openBackgrounds } from './backgrounds';
import { makeSilence } from './silence';

/** 0, 1, 2, ... so that a stretch tells where it came from. */
const ramp = Int16Array.from({ length: 1000 }, (_, i) => i);
const positions = (stretch: Float32Array | null) =>
  Array.from(stretch ?? [], (sample) => Math.round(sample * 32768));

describe('stretch', () => {
  const backgrounds = createBackgrounds([ramp]);

  it('takes running samples, training from the first four fifths and validation from the rest', () => {
    const random = createRandom(1);
    for (let i = 0; i < 200; i++) {
      const training = positions(backgrounds.stretch('training', 100, random));
      const validation = positions(backgrounds.stretch('validation', 100, random));
      expect(training[99] - training[0]).toBe(99);
      expect(training[99]).toBeLessThan(800);
      expect(validation[0]).toBeGreaterThanOrEqual(800);
    }
  });

  it('is null where no recording is long enough', () => {
    expect(backgrounds.stretch('validation', 201, createRandom(1))).toBeNull();
    expect(createBackgrounds([]).stretch('training', 1, createRandom(1))).toBeNull();
  });
});

it('openBackgrounds resamples, and names what it cannot read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-background-'));
  const [good, bad] = [join(folder, 'good.wav'), join(folder, 'bad.wav')];
  writeFileSync(good, encodeWav({ samples: new Float32Array(16_000).fill(0.5), sampleRate: 16_000 }));
  writeFileSync(bad, 'not a wav');
  const backgrounds = await openBackgrounds([bad, good, join(folder, 'gone.wav')], 8000);
  expect(backgrounds.problems).toHaveLength(2);
  expect(backgrounds.problems[0]).toContain(bad);
  expect(backgrounds.stretch('training', 6400, createRandom(1))).toHaveLength(6400);
  expect(backgrounds.stretch('training', 6401, createRandom(1))).toBeNull();
  rmSync(folder, { recursive: true });
});

describe('makeSilence', () => {
  const loud = createBackgrounds([new Int16Array(50_000).fill(16_384)]);
  const rms = (samples: Float32Array) =>
    Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
  const make = (seed: number, backgrounds = loud) =>
    makeSilence(backgrounds, 'training', 4000, createRandom(seed));

  it('is the same for the same stream and another for another', () => {
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
  });

  it.each([
    ['with recordings', loud],
    ['without', createBackgrounds([])],
  ])('spans near silence to loud rooms and stays within full scale, %s', (_, backgrounds) => {
    const windows = Array.from({ length: 200 }, (_unused, seed) => make(seed, backgrounds));
    const levels = windows.map(rms);
    expect(Math.min(...levels)).toBeLessThan(10 ** (-70 / 20));
    expect(Math.max(...levels)).toBeGreaterThan(10 ** (-26 / 20));
    for (const window of windows) {
      expect(window).toHaveLength(4000);
      expect(window.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    }
  });
});
