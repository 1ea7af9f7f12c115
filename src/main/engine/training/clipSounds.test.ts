// Sounds of clips: read once while there is room, and no louder, shorter or coarser than the file.

import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { openClipSounds, readClipSamples } from './clipSounds';
import { makeToneDataset, toneFeatures } from './testing/toneDataset';

const dataset = makeToneDataset();
afterAll(() => dataset.remove());

it('keeps what fits into its budget and reads the rest anew', () => {
  const [first, second] = dataset.clips;
  // One clip of 4,000 samples in 16 bits is 8,000 bytes.
  const sounds = openClipSounds([first, second], toneFeatures, 8000);
  const samples = sounds.samples(0);
  expect(sounds.samples(1)).toBeAllclose(readClipSamples(second, toneFeatures), { atol: 1 / 65536 });
  expect(sounds.heldBytes()).toBe(8000);
  rmSync(first.path);
  rmSync(second.path);
  expect(sounds.samples(0)).toEqual(samples);
  expect(() => sounds.samples(1)).toThrow();
});

it('gives a new array each time, which may be changed', () => {
  const sounds = openClipSounds([dataset.clips[2]], toneFeatures);
  const samples = sounds.samples(0).slice();
  sounds.samples(0).fill(0);
  expect(sounds.samples(0)).toEqual(samples);
});
