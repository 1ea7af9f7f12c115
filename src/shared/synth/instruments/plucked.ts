// Plucked instruments as strings with a body: guitar, harp, harpsichord and bass.
// The string itself is kernels/string.ts.

import type { InstrumentRecipe } from './recipe';

export const guitar: InstrumentRecipe = {
  sound: {
    kind: 'string',
    decaySeconds: (f) => 5.5 * (f / 110) ** -0.45,
    brightSeconds: 0.9,
    brightFrequency: 2500,
    pluckPoint: 0.17,
    hardPulse: 0.13,
    softPulse: 0.34,
    noise: 0.5,
    body: {
      direct: 0.8,
      resonances: [
        { frequency: 104, q: 6, gain: 0.7 },
        { frequency: 215, q: 7, gain: 0.6 },
        { frequency: 430, q: 4, gain: 0.3 },
        { frequency: 2100, q: 1.2, gain: 0.25 },
      ],
    },
  },
  gain: 1.15,
  balance: 1.2,
  attackSeconds: 0.0012,
  releaseSeconds: () => 0.22,
  spread: 0.25,
};

export const harp: InstrumentRecipe = {
  sound: {
    kind: 'string',
    decaySeconds: (f) => 5 * (f / 130) ** -0.4,
    brightSeconds: 0.5,
    brightFrequency: 2500,
    pluckPoint: 0.38,
    hardPulse: 0.2,
    softPulse: 0.42,
    noise: 0.2,
    body: { direct: 0.9, resonances: [{ frequency: 180, q: 1.5, gain: 0.3 }] },
  },
  gain: 1.1,
  balance: 0.8,
  attackSeconds: 0.0018,
  releaseSeconds: () => 1.1,
  spread: 0.7,
};

export const harpsichord: InstrumentRecipe = {
  sound: {
    kind: 'string',
    decaySeconds: (f) => 6 * (f / 110) ** -0.5,
    brightSeconds: 1.5,
    brightFrequency: 4000,
    pluckPoint: 0.11,
    hardPulse: 0.05,
    softPulse: 0.075,
    noise: 0.35,
    body: {
      direct: 0.75,
      resonances: [
        { frequency: 320, q: 2, gain: 0.3 },
        { frequency: 1500, q: 1, gain: 0.25 },
      ],
    },
  },
  gain: 0.95,
  balance: 0.8,
  attackSeconds: 0.001,
  releaseSeconds: () => 0.18,
  spread: 0.6,
};

export const bass: InstrumentRecipe = {
  sound: {
    kind: 'string',
    decaySeconds: (f) => 4.5 * (f / 55) ** -0.5,
    brightSeconds: 0.5,
    brightFrequency: 1200,
    pluckPoint: 0.22,
    hardPulse: 0.16,
    softPulse: 0.4,
    noise: 0.25,
    body: {
      direct: 1,
      resonances: [
        { frequency: 75, q: 1.2, gain: 0.4 },
        { frequency: 700, q: 1.5, gain: 0.2 },
      ],
    },
  },
  gain: 1.3,
  balance: 1.5,
  attackSeconds: 0.003,
  releaseSeconds: () => 0.16,
  spread: 0.1,
};
