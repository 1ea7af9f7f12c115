// What a person sets before the generator writes, and the call's options that follow from it.
// Where the result goes stands in sketches.ts.

import type { GenerationOptions } from '../../../shared/contract/generation';
import type { Score } from '../../../shared/contract/score';
import { melodyMeters } from '../../../shared/music/tokens';
import { readPreference, writePreference } from '../../stores/preferences';
import { pitchClasses, scales } from './scales';

export const origins = ['nothing', 'score', 'tune'] as const;
/** What the generator goes on from. */
export type Origin = (typeof origins)[number];
export const scopes = ['all', 'last', 'selection'] as const;
/** How much of the score it hears first. */
export type PrimerScope = (typeof scopes)[number];

export interface GenerateSettings {
  readonly origin: Origin;
  readonly scope: PrimerScope;
  /** Bars from the end of the score or tune that it hears first. */
  readonly primerBars: number;
  /** Of the library, for `tune`. */
  readonly tuneId: string | null;
  readonly bars: number;
  readonly variations: number;
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly seed: number;
  /** A new seed behind every Generate. */
  readonly rollsSeed: boolean;
  readonly scale: string;
  /** Pitch class, 0 (C) to 11. */
  readonly tonic: number;
  readonly lowestPitch: number;
  readonly highestPitch: number;
  /** Of tunes from nothing: quarter notes a minute. */
  readonly qpm: number;
  /** Of tunes from nothing, e.g. `6/8`. */
  readonly meter: string;
  readonly mayEnd: boolean;
}

/** Most variations that the screen asks for at once. */
export const MOST_VARIATIONS = 8;
/** The keys of a piano: what the vocabularies hold. */
export const PIANO = { low: 21, high: 108 } as const;
export const HIGHEST_SEED = 2 ** 31 - 1;
/** Metres that every vocabulary knows. */
export const meterNames: readonly string[] = melodyMeters.map((pair) => pair.join('/'));

export const defaultSettings: GenerateSettings = {
  origin: 'nothing',
  scope: 'all',
  primerBars: 4,
  tuneId: null,
  bars: 8,
  variations: 3,
  temperature: 1,
  topK: 0,
  topP: 1,
  seed: 1,
  rollsSeed: true,
  scale: 'any',
  tonic: 0,
  lowestPitch: PIANO.low,
  highestPitch: PIANO.high,
  qpm: 120,
  meter: '4/4',
  mayEnd: false,
};

const PREFERENCE = 'compose.settings';

/** The settings of the last time; what cannot be read is as at the first time. */
export function readSettings(): GenerateSettings {
  try {
    const kept = JSON.parse(readPreference(PREFERENCE, '{}')) as Partial<GenerateSettings>;
    const known = Object.entries(defaultSettings).map(([key, value]) => {
      const own = kept[key as keyof GenerateSettings];
      return [key, typeof own === typeof value ? own : value];
    });
    return inBounds({ ...(Object.fromEntries(known) as GenerateSettings), tuneId: null });
  } catch {
    return defaultSettings;
  }
}

export function keepSettings(settings: GenerateSettings): void {
  writePreference(PREFERENCE, JSON.stringify(settings));
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const whole = (value: number, low: number, high: number) => clamp(Math.round(value), low, high);

/** Settings that a call takes, whatever was typed or read. */
export function inBounds(settings: GenerateSettings): GenerateSettings {
  const lowestPitch = whole(settings.lowestPitch, PIANO.low, PIANO.high);
  return {
    ...settings,
    origin: origins.includes(settings.origin) ? settings.origin : 'nothing',
    scope: scopes.includes(settings.scope) ? settings.scope : 'all',
    primerBars: whole(settings.primerBars, 1, 64),
    bars: whole(settings.bars, 1, 1000),
    variations: whole(settings.variations, 1, MOST_VARIATIONS),
    temperature: clamp(settings.temperature, 0.1, 2),
    topK: whole(settings.topK, 0, 500),
    topP: clamp(settings.topP, 0.05, 1),
    seed: whole(settings.seed, 0, HIGHEST_SEED - MOST_VARIATIONS),
    scale: scales.some(({ name }) => name === settings.scale) ? settings.scale : 'any',
    tonic: whole(settings.tonic, 0, 11),
    lowestPitch,
    highestPitch: whole(settings.highestPitch, lowestPitch, PIANO.high),
    qpm: clamp(settings.qpm, 20, 400),
    meter: meterNames.includes(settings.meter) ? settings.meter : '4/4',
  };
}

/** `6/8` as numbers. */
export function meterOf(name: string): { readonly beats: number; readonly beatUnit: number } {
  const [beats, beatUnit] = name.split('/').map(Number);
  return { beats, beatUnit };
}

/** @param random 0 to 1 */
export function drawSeed(random: () => number): number {
  return Math.floor(random() * 1_000_000);
}

/** The options of the call; limits that allow everything are left out. */
export function generationOptions(settings: GenerateSettings, primer: Score | null): GenerationOptions {
  const { temperature, topK, topP, bars, variations, seed, mayEnd } = settings;
  const scale = pitchClasses(settings.scale, settings.tonic);
  const { lowestPitch, highestPitch } = settings;
  return {
    primer,
    bars,
    variations,
    seed,
    temperature,
    topK,
    topP,
    mayEnd,
    ...(scale.length > 0 && { scale }),
    ...(lowestPitch > PIANO.low && { lowestPitch }),
    ...(highestPitch < PIANO.high && { highestPitch }),
    ...(primer === null && { qpm: settings.qpm, meter: meterOf(settings.meter) }),
  };
}
