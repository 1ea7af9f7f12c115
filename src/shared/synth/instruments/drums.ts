// The drums of channel 10 by General MIDI's numbers: kick, snare, toms, hats, cymbals and small percussion.
// Not tuned instruments: pitch chooses the drum.

import type { DrumSound } from '../kernels/drum';
import type { InstrumentRecipe } from './recipe';

const kick: DrumSound = {
  level: 1.5,
  tone: { from: 190, to: 48, sinkSeconds: 0.12, level: 1, seconds: 0.42 },
  noise: { low: 400, high: 3000, level: 0.25, seconds: 0.02 },
};

const snare: DrumSound = {
  level: 1,
  tone: { from: 260, to: 185, sinkSeconds: 0.06, level: 0.5, seconds: 0.16 },
  noise: { low: 900, high: 9000, level: 1, seconds: 0.26 },
};

const stick: DrumSound = {
  level: 0.8,
  tone: { from: 1750, to: 1700, sinkSeconds: 0.02, level: 0.6, seconds: 0.05 },
  noise: { low: 1500, high: 7000, level: 0.5, seconds: 0.03 },
};

const clap: DrumSound = { level: 1.1, noise: { low: 800, high: 3500, level: 1.2, seconds: 0.2 } };

const hat = (seconds: number): DrumSound => ({
  level: 2.6,
  noise: { low: 7000, high: 14000, level: 0.8, seconds },
  metal: { low: 6500, pitch: 420, level: 0.7, seconds },
});

const cymbal = (seconds: number, low: number, metal: number): DrumSound => ({
  level: 1.8,
  noise: { low, high: 12000, level: 0.9, seconds },
  metal: { low, pitch: 620, level: metal, seconds: seconds * 0.7 },
});

const tom = (frequency: number): DrumSound => ({
  level: 1.2,
  tone: { from: frequency * 1.7, to: frequency, sinkSeconds: 0.16, level: 1, seconds: 0.5 },
  noise: { low: 300, high: 2500, level: 0.2, seconds: 0.05 },
});

/** A block of wood, also the metronome's click. */
const wood = (frequency: number): DrumSound => ({
  level: 1,
  tone: { from: frequency * 1.03, to: frequency, sinkSeconds: 0.01, level: 1, seconds: 0.07 },
  noise: { low: 1200, high: 6000, level: 0.15, seconds: 0.012 },
});

const shaker: DrumSound = { level: 1.6, noise: { low: 4500, high: 11000, level: 0.9, seconds: 0.08 } };

const ringing = (pitch: number, seconds: number): DrumSound => ({
  level: 0.8,
  metal: { low: 1200, pitch, level: 1, seconds },
});

/** General MIDI's percussion map; what it does not name is a block of wood by pitch. */
const kit = new Map<number, DrumSound>([
  ...[35, 36].map((pitch) => [pitch, kick] as const),
  [37, stick],
  ...[38, 40].map((pitch) => [pitch, snare] as const),
  [39, clap],
  ...[41, 43, 45, 47, 48, 50].map((pitch, i) => [pitch, tom(82 * 2 ** (i / 4))] as const),
  ...[42, 44].map((pitch) => [pitch, hat(0.09)] as const),
  [46, hat(0.7)],
  ...[49, 57].map((pitch) => [pitch, cymbal(2.4, 3500, 0.3)] as const),
  ...[52, 55].map((pitch) => [pitch, cymbal(1.4, 4500, 0.4)] as const),
  ...[51, 53, 59].map((pitch) => [pitch, cymbal(1.2, 6000, 0.7)] as const),
  ...[54, 69, 70, 82].map((pitch) => [pitch, shaker] as const),
  [56, ringing(560, 0.25)],
  ...[60, 61, 62, 63, 64, 65, 66].map((pitch) => [pitch, tom(420 * 2 ** ((60 - pitch) / 10))] as const),
  ...[67, 68].map((pitch) => [pitch, ringing(pitch === 67 ? 900 : 700, 0.2)] as const),
  ...[80, 81].map((pitch) => [pitch, ringing(2900, pitch === 80 ? 0.12 : 1.2)] as const),
]);

/** Every pitch's drum is made here once, so that a stroke allocates nothing. */
const sounds = Array.from(
  { length: 128 },
  (_, pitch) => kit.get(pitch) ?? wood(pitch === 76 ? 1600 : pitch === 77 ? 1100 : 500 + 12 * pitch),
);

export const drums: InstrumentRecipe = {
  sound: { kind: 'drum', sound: (pitch) => sounds[pitch] },
  gain: 4,
  balance: 0,
  attackSeconds: 0.0006,
  releaseSeconds: () => Infinity,
  cuts: (pitch) => (pitch === 42 || pitch === 44 ? 46 : null),
  spread: 0.2,
};

/** General MIDI's high and low wood block: the metronome's clicks. */
export const ACCENT_CLICK = 76;
/** The click between accents. */
export const CLICK = 77;
