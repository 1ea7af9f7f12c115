// Sound files made for a story: tones of different pitch stand for words, so that a tiny model can tell them apart.
// Not speech: stories about recognition use the sample project.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeWav } from '../../src/shared/dsp/wav';

const sampleRate = 16000;

export function tone(frequency: number, seconds = 0.6): Uint8Array {
  const samples = Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
    const fade = Math.min(1, i / 800, (seconds * sampleRate - i) / 800);
    return 0.4 * fade * Math.sin((2 * Math.PI * frequency * i) / sampleRate);
  });
  return encodeWav({ samples, sampleRate });
}

export function writeFile(folder: string, path: string, bytes: Uint8Array | string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/** A folder per label with `takes` clips of as many speakers each, every clip another sound. */
export function writeTones(folder: string, labels: Readonly<Record<string, number>>, takes: number): void {
  for (const [label, frequency] of Object.entries(labels)) {
    for (let i = 0; i < takes; i++) {
      writeFile(
        folder,
        `${label}/speaker${String(i).padStart(2, '0')}_nohash_0.wav`,
        tone(frequency * (1 + i / 400)),
      );
    }
  }
}
