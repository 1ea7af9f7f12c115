// Sounds for the fake services: vowels of a source-filter synthesiser, so that pictures look like speech.
// Not the sample project's voices, and never in a build.

import type { Sound } from '../../shared/contract/clips';

/** First two formants in Hz and the moment they are reached, as a share of the word. */
type Formants = readonly (readonly [at: number, first: number, second: number, loudness: number])[];

const words: Readonly<Record<string, Formants>> = {
  yes: [
    [0, 300, 2200, 0.4],
    [0.3, 550, 1850, 1],
    [0.6, 500, 1800, 0.5],
    [0.65, 0, 0, 0.25],
    [1, 0, 0, 0.05],
  ],
  no: [
    [0, 280, 1200, 0.3],
    [0.2, 300, 1300, 0.5],
    [0.4, 550, 1000, 1],
    [1, 380, 800, 0.2],
  ],
  up: [
    [0, 700, 1200, 0.8],
    [0.5, 650, 1150, 1],
    [0.62, 300, 900, 0],
    [0.8, 0, 0, 0.3],
    [1, 0, 0, 0],
  ],
  down: [
    [0, 350, 1700, 0.5],
    [0.3, 750, 1250, 1],
    [0.7, 400, 900, 0.7],
    [1, 280, 1400, 0.2],
  ],
};

function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function formantsAt(formants: Formants, share: number): readonly [number, number, number] {
  const next = Math.max(
    1,
    formants.findIndex(([at]) => at >= share),
  );
  const [a, b] = [formants[next - 1], formants[next] ?? formants[formants.length - 1]];
  const t = b[0] === a[0] ? 0 : (share - a[0]) / (b[0] - a[0]);
  const mix = (i: 1 | 2 | 3) => a[i] + Math.min(1, Math.max(0, t)) * (b[i] - a[i]);
  return [mix(1), mix(2), mix(3)];
}

/** One take: the word somewhere in `seconds` of quiet noise. */
export function fakeSound(word: string, seed: number, seconds = 1, sampleRate = 16000): Sound {
  const next = random(seed * 7919 + 13);
  const formants = words[word] ?? words.no;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const length = Math.round((0.38 + 0.2 * next()) * sampleRate);
  const start = Math.round((0.1 + 0.25 * next()) * sampleRate);
  const pitch = 95 + 130 * next();
  const gain = seed % 23 === 5 ? 1.9 : seed % 29 === 7 ? 0.0012 : 0.25 + 0.35 * next();
  let phase = 0;
  for (let i = 0; i < samples.length; i++) {
    samples[i] = 0.0008 * (next() - 0.5);
    const share = (i - start) / length;
    if (share < 0 || share > 1) continue;
    const [first, second, loudness] = formantsAt(formants, share);
    phase += (2 * Math.PI * pitch * (1.05 - 0.15 * share)) / sampleRate;
    samples[i] +=
      gain * loudness * Math.min(1, share * 12, (1 - share) * 8) * voice(phase, pitch, first, second, next);
    samples[i] = Math.min(1, Math.max(-1, samples[i]));
  }
  return { samples, sampleRate };
}

function voice(phase: number, pitch: number, first: number, second: number, next: () => number): number {
  if (first < 100) return (next() - 0.5) * 1.6;
  let sum = 0;
  for (let harmonic = 1; harmonic * pitch < 4000; harmonic++) {
    const hertz = harmonic * pitch;
    const near = (formant: number, width: number) => Math.exp(-(((hertz - formant) / width) ** 2));
    sum += (near(first, 130) + 0.6 * near(second, 180) + 0.02) * Math.sin(harmonic * phase);
  }
  return sum * 0.45;
}
