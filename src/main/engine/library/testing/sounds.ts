// Sounds for the library's tests: small, exact, different from each other.
// Not speech: the library does not listen.

import type { ImportFile, ImportTarget, Sound } from '../../../../shared/contract/clips';
import { encodeWav } from '../../../../shared/dsp/wav';

/** A tone between two silences; another `seed` is another sound. */
export function tone(seed: number, seconds = 0.2, sampleRate = 16000): Sound {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const frequency = 200 + (seed % 1000);
  for (let i = 0; i < samples.length; i++) {
    const loud = i > samples.length / 4 && i < (3 * samples.length) / 4;
    samples[i] = (loud ? 0.5 : 0.001) * Math.sin((2 * Math.PI * frequency * i) / sampleRate + seed);
  }
  return { samples, sampleRate };
}

export function toneWav(seed: number, seconds = 0.2, sampleRate = 16000): Uint8Array<ArrayBuffer> {
  return encodeWav(tone(seed, seconds, sampleRate));
}

/** A file to import with its target: `yes/ann_nohash_0.wav` is `yes` by `ann`. */
export function importItem(
  path: string,
  bytes: Uint8Array,
  target: Partial<ImportTarget> = {},
): ImportFile & { readonly target: ImportTarget } {
  const [label, name] = path.split('/').slice(-2);
  const speaker = name.split('_nohash_')[0];
  return { path, bytes, target: { label, speaker, listedSplit: null, background: false, ...target } };
}
