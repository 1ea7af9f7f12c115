// Sustained instruments as harmonics, vibrato, breath and a body: bowed, blown, sung and the organ.
// The oscillators are kernels/wave.ts; a harmonic's amplitude is told as played softly and loudly.

import type { BodyRecipe } from '../kernels/body';
import type { BreathRecipe } from '../kernels/breath';
import type { VibratoRecipe, WaveRecipe } from '../kernels/wave';
import type { InstrumentRecipe } from './recipe';

const plain: BodyRecipe = { direct: 1, resonances: [] };
const still: VibratoRecipe = { hertz: 5, cents: 0, tremolo: 0, delaySeconds: 1 };
const noBreath: BreathRecipe = { level: 0, chiff: 0, chiffSeconds: 0.1, ratio: 1, q: 1 };

const waves = (fields: Partial<WaveRecipe> & Pick<WaveRecipe, 'harmonic'>): WaveRecipe => ({
  kind: 'wave',
  section: 0,
  sectionLevel: 0.3,
  vibrato: still,
  softBrightness: 0,
  loudBrightness: 1,
  brightSeconds: 0.1,
  breath: noBreath,
  body: plain,
  ...fields,
});

/** Falls by one over n, and faster above `edge` Hz. */
const tilt = (n: number, frequency: number, edge: number, slope: number): number =>
  1 / n / (1 + ((n * frequency) / edge) ** slope);

/** Box, wood and bridge of a violin: the air at 280, the plates at 460 and 550, the bridge's hill around 2500 Hz. */
const violinBody: BodyRecipe = {
  direct: 0.42,
  resonances: [
    { frequency: 280, q: 7, gain: 0.5 },
    { frequency: 460, q: 8, gain: 0.6 },
    { frequency: 560, q: 8, gain: 0.5 },
    { frequency: 1150, q: 3, gain: 0.35 },
    { frequency: 2500, q: 1.6, gain: 0.75 },
  ],
};

export const violin: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [tilt(n, f, 1300, 2.2), tilt(n, f, 4200, 2.6)],
    vibrato: { hertz: 5.6, cents: 13, tremolo: 0.05, delaySeconds: 0.3 },
    softBrightness: 0.1,
    loudBrightness: 0.95,
    brightSeconds: 0.18,
    breath: { level: 0.012, chiff: 0.09, chiffSeconds: 0.16, ratio: 3, q: 0.6 },
    body: violinBody,
  }),
  gain: 0.95,
  balance: -1.3,
  attackSeconds: 0.075,
  releaseSeconds: () => 0.28,
  spread: 0.25,
};

export const strings: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [tilt(n, f, 900, 2), tilt(n, f, 2800, 2.4)],
    section: 9,
    vibrato: { hertz: 5.1, cents: 7, tremolo: 0.03, delaySeconds: 0.35 },
    softBrightness: 0.1,
    loudBrightness: 0.85,
    brightSeconds: 0.3,
    breath: { level: 0.01, chiff: 0.04, chiffSeconds: 0.2, ratio: 3, q: 0.6 },
    body: { ...violinBody, direct: 0.6 },
  }),
  gain: 0.9,
  balance: -2,
  attackSeconds: 0.12,
  releaseSeconds: () => 0.5,
  spread: 0.6,
};

const fluteLoud = [1, 0.55, 0.36, 0.12, 0.08, 0.035, 0.02, 0.01, 0.005];
const fluteSoft = [1, 0.22, 0.08, 0.025, 0.01, 0.004];

export const flute: InstrumentRecipe = {
  sound: waves({
    harmonic: (n) => [fluteSoft[n - 1] ?? 0, fluteLoud[n - 1] ?? 0],
    vibrato: { hertz: 5, cents: 5, tremolo: 0.11, delaySeconds: 0.4 },
    softBrightness: 0.05,
    loudBrightness: 0.95,
    breath: { level: 0.05, chiff: 0.16, chiffSeconds: 0.12, ratio: 1.6, q: 0.7 },
  }),
  gain: 0.68,
  balance: -0.5,
  attackSeconds: 0.05,
  releaseSeconds: () => 0.16,
  spread: 0.25,
};

/** A closed pipe: even harmonics are weak below the break, about 1500 Hz. */
const closed = (n: number, frequency: number): number =>
  n % 2 === 1 ? 1 : 0.08 + 0.7 / (1 + (1900 / (n * frequency)) ** 4);

export const clarinet: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [
      closed(n, f) * tilt(n, f, 900, 2.6),
      closed(n, f) * (tilt(n, f, 2600, 2.4) * n ** 0.35),
    ],
    vibrato: { hertz: 4.6, cents: 2, tremolo: 0.02, delaySeconds: 0.5 },
    softBrightness: 0.05,
    loudBrightness: 0.9,
    breath: { level: 0.008, chiff: 0.06, chiffSeconds: 0.08, ratio: 3, q: 0.7 },
  }),
  gain: 0.66,
  balance: -0.4,
  attackSeconds: 0.035,
  releaseSeconds: () => 0.14,
  spread: 0.25,
};

export const oboe: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [n ** 0.5 * tilt(n, f, 1500, 2.2), n ** 0.6 * tilt(n, f, 3200, 2.6)],
    vibrato: { hertz: 5.2, cents: 6, tremolo: 0.05, delaySeconds: 0.4 },
    softBrightness: 0.1,
    loudBrightness: 0.9,
    breath: { level: 0.006, chiff: 0.05, chiffSeconds: 0.06, ratio: 4, q: 0.7 },
    body: {
      direct: 0.5,
      resonances: [
        { frequency: 1100, q: 2.2, gain: 0.8 },
        { frequency: 2900, q: 3, gain: 0.5 },
      ],
    },
  }),
  gain: 0.74,
  balance: -0.8,
  attackSeconds: 0.035,
  releaseSeconds: () => 0.14,
  spread: 0.25,
};

export const brass: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [n ** 0.3 * tilt(n, f, 700, 2.6), n ** 0.75 * tilt(n, f, 2600, 2.8)],
    vibrato: { hertz: 4.8, cents: 3, tremolo: 0.02, delaySeconds: 0.5 },
    softBrightness: 0.05,
    loudBrightness: 0.95,
    brightSeconds: 0.16,
    breath: { level: 0.004, chiff: 0.04, chiffSeconds: 0.06, ratio: 2, q: 0.7 },
    body: { direct: 0.8, resonances: [{ frequency: 1200, q: 1.2, gain: 0.5 }] },
  }),
  gain: 0.62,
  balance: -0.8,
  attackSeconds: 0.045,
  releaseSeconds: () => 0.16,
  spread: 0.3,
};

/** An open vowel over three singers. */
export const choir: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [tilt(n, f, 900, 2), tilt(n, f, 2400, 2)],
    section: 10,
    vibrato: { hertz: 5.3, cents: 12, tremolo: 0.04, delaySeconds: 0.4 },
    brightSeconds: 0.3,
    breath: { level: 0.02, chiff: 0.05, chiffSeconds: 0.25, ratio: 4, q: 0.5 },
    body: {
      direct: 0.35,
      resonances: [
        { frequency: 300, q: 1, gain: 0.45 },
        { frequency: 640, q: 1.8, gain: 0.65 },
        { frequency: 1080, q: 2.5, gain: 0.6 },
        { frequency: 2600, q: 8, gain: 0.35 },
        { frequency: 3200, q: 9, gain: 0.2 },
      ],
    },
  }),
  gain: 0.9,
  balance: -1.2,
  attackSeconds: 0.14,
  releaseSeconds: () => 0.5,
  spread: 0.6,
};

/** Drawbars 8', 4', 2 2/3', 2', 1 3/5', 1 1/3', 1', each a pipe with a little of its own second harmonic. */
const drawbars = [1, 0.75, 0.42, 0.5, 0.12, 0.2, 0, 0.26];
const pipes = (n: number, frequency: number, own: number): number =>
  ((drawbars[n - 1] ?? 0) + (n % 2 === 0 ? own * (drawbars[n / 2 - 1] ?? 0) : 0)) /
  (1 + ((n * frequency) / 5000) ** 2);

export const organ: InstrumentRecipe = {
  sound: waves({
    harmonic: (n, f) => [pipes(n, f, 0.08), pipes(n, f, 0.3)],
    section: 2,
    sectionLevel: 0.2,
    vibrato: { hertz: 6.2, cents: 0.8, tremolo: 0.015, delaySeconds: 0.2 },
    softBrightness: 0,
    loudBrightness: 1,
    brightSeconds: 0.02,
    breath: { level: 0.004, chiff: 0.05, chiffSeconds: 0.05, ratio: 4, q: 0.8 },
  }),
  gain: 0.66,
  balance: -0.6,
  attackSeconds: 0.014,
  releaseSeconds: () => 0.1,
  spread: 0.35,
};
