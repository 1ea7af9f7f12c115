// Struck instruments as lists of decaying partials: pianos, bells and bars.
// The sum itself is kernels/modal.ts.

import type { ModalRecipe, PartialSink } from '../kernels/modal';
import type { InstrumentRecipe } from './recipe';

/** Nothing that a hammer excites is added above this, Hz. */
const HIGHEST = 12000;
/** Phases that never line up: multiples of this part of a turn. */
const GOLDEN = 0.618034;

/**
 * Inharmonicity of a piano string, the bass and treble asymptotes of Rauhala and Valimaki (2007).
 * Partials are then at n f sqrt(1 + B n^2).
 */
function inharmonicity(frequency: number): number {
  const key = 12 * Math.log2(frequency / 440) + 49;
  return Math.exp(0.0926 * key - 13.64) + Math.exp(-0.0847 * key - 5.82);
}

/**
 * A grand piano: the hammer at an eighth of the string, duller when soft; every partial of two strings a little
 * apart, one of which dies sooner, so that the sound falls quickly and then lingers; high partials die first.
 */
function pianoPartials(frequency: number, velocity: number, sink: PartialSink): void {
  const stiffness = Math.min(0.02, inharmonicity(frequency));
  const centre = Math.sqrt(1 + stiffness);
  const lingering = 18 * (frequency / 65) ** -0.5;
  const hammer = (1100 + 3400 * velocity * velocity) * (1 + frequency / 2200);
  const steepness = Math.min(2, Math.max(0.75, 0.8 + 0.28 * Math.log2(frequency / 65)));
  const spread = 0.00014 + 0.05 / frequency / (1 + frequency / 200);
  for (let n = 1; n <= 44; n++) {
    const partial = (n * frequency * Math.sqrt(1 + stiffness * n * n)) / centre;
    if (partial > HIGHEST) break;
    const struck = Math.hypot(Math.sin(Math.PI * n * 0.121), 0.08) / n ** steepness;
    const felt = 1 / (1 + (partial / hammer) ** 2);
    const board = 1 / (1 + (70 / partial) ** 2);
    const amplitude = struck * felt * board;
    const seconds = lingering / (1 + (partial / 2600) ** 1.2 + 0.04 * n);
    if (n > 24) {
      sink.add(partial, amplitude, 0.6 * seconds, n * GOLDEN);
      continue;
    }
    sink.add(partial * (1 - spread / 2), 0.62 * amplitude, 0.4 * seconds, n * GOLDEN);
    sink.add(partial * (1 + spread / 2), 0.38 * amplitude, seconds, n * GOLDEN);
  }
}

/** A partial of a bar: its ratio, amplitudes played softly and loudly, decay against the first. */
interface Ratio {
  readonly ratio: number;
  readonly soft: number;
  readonly loud: number;
  readonly decay: number;
}

function ratioPartials(
  ratios: readonly Ratio[],
  seconds: (frequency: number) => number,
): ModalRecipe['partials'] {
  return (frequency, velocity, sink) => {
    const longest = seconds(frequency);
    for (const { ratio, soft, loud, decay } of ratios) {
      if (ratio * frequency > HIGHEST + 4000) continue;
      sink.add(ratio * frequency, soft + (loud - soft) * velocity, longest * decay, ratio * GOLDEN);
    }
  };
}

/** A tine and its bar, a little bell above them when struck hard. */
const tine: readonly Ratio[] = [
  { ratio: 1, soft: 1, loud: 1, decay: 1 },
  { ratio: 2, soft: 0.1, loud: 0.42, decay: 0.75 },
  { ratio: 3, soft: 0.02, loud: 0.16, decay: 0.5 },
  { ratio: 4.02, soft: 0.01, loud: 0.09, decay: 0.3 },
  { ratio: 7.1, soft: 0.015, loud: 0.12, decay: 0.09 },
  { ratio: 14.2, soft: 0, loud: 0.07, decay: 0.04 },
];

/** A free metal bar over a resonator (celesta, glockenspiel): 1, 2.76, 5.40, 8.93. */
const metalBar: readonly Ratio[] = [
  { ratio: 1, soft: 1, loud: 1, decay: 1 },
  { ratio: 2.006, soft: 0.05, loud: 0.08, decay: 0.7 },
  { ratio: 2.756, soft: 0.16, loud: 0.34, decay: 0.45 },
  { ratio: 5.404, soft: 0.06, loud: 0.2, decay: 0.22 },
  { ratio: 8.933, soft: 0.01, loud: 0.1, decay: 0.12 },
];

/** A bar tuned to two octaves above (vibraphone): 1, 4, 10. */
const vibraphoneBar: readonly Ratio[] = [
  { ratio: 1, soft: 1, loud: 1, decay: 1 },
  { ratio: 3.998, soft: 0.1, loud: 0.26, decay: 0.34 },
  { ratio: 9.9, soft: 0.015, loud: 0.1, decay: 0.12 },
  { ratio: 15.2, soft: 0, loud: 0.03, decay: 0.06 },
];

/** The same in wood: over at once. */
const woodenBar: readonly Ratio[] = [
  { ratio: 1, soft: 1, loud: 1, decay: 1 },
  { ratio: 3.93, soft: 0.16, loud: 0.36, decay: 0.3 },
  { ratio: 9.3, soft: 0.04, loud: 0.16, decay: 0.12 },
  { ratio: 14.1, soft: 0, loud: 0.06, decay: 0.07 },
];

const bars = (partials: ModalRecipe['partials'], knock: number): ModalRecipe => ({
  kind: 'modal',
  partials,
  knock,
  knockCutoff: 2400,
  knockSeconds: 0.03,
});

export const piano: InstrumentRecipe = {
  sound: { kind: 'modal', partials: pianoPartials, knock: 0.35, knockCutoff: 420, knockSeconds: 0.09 },
  gain: 0.66,
  balance: 0.5,
  attackSeconds: 0.0022,
  releaseSeconds: (pitch) => (pitch > 89 ? 1.5 : 0.5 - 0.003 * pitch),
  spread: 0.7,
};

export const electricPiano: InstrumentRecipe = {
  sound: bars(
    ratioPartials(tine, (f) => 6 * (f / 200) ** -0.45),
    0.08,
  ),
  gain: 0.95,
  balance: 0,
  attackSeconds: 0.002,
  releaseSeconds: () => 0.28,
  spread: 0.5,
};

export const bell: InstrumentRecipe = {
  sound: bars(
    ratioPartials(metalBar, (f) => 3.2 * (f / 520) ** -0.35),
    0.08,
  ),
  gain: 1,
  balance: 0,
  attackSeconds: 0.0012,
  releaseSeconds: () => 1.4,
  spread: 0.5,
};

export const vibraphone: InstrumentRecipe = {
  sound: bars(
    ratioPartials(vibraphoneBar, (f) => 5 * (f / 260) ** -0.4),
    0.06,
  ),
  gain: 0.95,
  balance: 0,
  attackSeconds: 0.0025,
  releaseSeconds: () => 0.6,
  spread: 0.6,
};

export const marimba: InstrumentRecipe = {
  sound: bars(
    ratioPartials(woodenBar, (f) => 1.8 * (f / 220) ** -0.5),
    0.22,
  ),
  gain: 1.8,
  balance: 1.5,
  attackSeconds: 0.0016,
  releaseSeconds: () => 0.9,
  spread: 0.6,
};
