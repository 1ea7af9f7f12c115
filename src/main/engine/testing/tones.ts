// A dataset made by arithmetic, for tests: words are tones of different pitch, and easy to learn.
// Not speech: nothing measured on it says how good a recognizer is.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportFile, ImportTarget, Split } from '../../../shared/contract/clips';
import { createRandom, encodeWav, hashSeed } from '../../../shared/dsp';

export const toneLabels = ['low', 'middle', 'high'] as const;
const pitches: Readonly<Record<string, number>> = { low: 300, middle: 900, high: 2700 };
const SAMPLE_RATE = 16000;

/** One second with a tone of about 0.6 s in it, over faint noise; each take is a little different. */
export function toneSamples(label: string, take: number): Float32Array {
  const random = createRandom(hashSeed(label, take));
  const pitch = pitches[label] * (0.97 + 0.06 * random());
  const start = 0.15 + 0.1 * random();
  const gain = 0.3 + 0.3 * random();
  return Float32Array.from({ length: SAMPLE_RATE }, (_, i) => {
    const time = i / SAMPLE_RATE - start;
    const envelope = time > 0 && time < 0.6 ? Math.sin((Math.PI * time) / 0.6) : 0;
    return gain * envelope * Math.sin(2 * Math.PI * pitch * time) + 0.002 * (random() - 0.5);
  });
}

/** The wav file of a take. */
export function toneWav(label: string, take: number): Uint8Array {
  return encodeWav({ samples: toneSamples(label, take), sampleRate: SAMPLE_RATE });
}

/** Of twelve takes eight are for training, two for validation, two for the test; each speaker is in one split only. */
export function splitOfTake(take: number): Split {
  return take % 6 === 4 ? 'validation' : take % 6 === 5 ? 'test' : 'train';
}

const fileOf = (label: string, take: number) => `${label}/speaker${take}_nohash_0.wav`;

/** Files as the page would send them. */
export function toneFiles(labels: readonly string[] = toneLabels, takes = 12) {
  return labels.flatMap((label) =>
    Array.from({ length: takes }, (_, take): ImportFile & { readonly target: ImportTarget } => ({
      path: fileOf(label, take),
      bytes: toneWav(label, take),
      target: { label, speaker: `speaker${take}`, listedSplit: splitOfTake(take), background: false },
    })),
  );
}

/** Writes a dataset folder with its list files, as the command line takes it. */
export function writeToneFolder(folder: string, labels: readonly string[] = toneLabels, takes = 12): void {
  const lists: Record<Split, string[]> = { train: [], validation: [], test: [] };
  for (const { path, bytes, target } of toneFiles(labels, takes)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    lists[target.listedSplit ?? 'train'].push(path);
  }
  writeFileSync(join(folder, 'validation_list.txt'), `${lists.validation.join('\n')}\n`);
  writeFileSync(join(folder, 'testing_list.txt'), `${lists.test.join('\n')}\n`);
}

/** A recording: silence with takes of these words in it, each starting on a whole multiple of 2 s. */
export function toneRecording(words: readonly string[]): Float32Array {
  const random = createRandom(7);
  const samples = Float32Array.from(
    { length: (2 * words.length + 3) * SAMPLE_RATE },
    () => 0.002 * (random() - 0.5),
  );
  words.forEach((word, index) => {
    const start = (2 * index + 2) * SAMPLE_RATE;
    toneSamples(word, 50 + index).forEach((sample, i) => (samples[start + i] += sample));
  });
  return samples;
}
