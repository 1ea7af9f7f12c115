// The instruments by name: what a menu shows, and which one plays each General MIDI program.
// How they sound stands in instruments/; how notes become sound in synth.ts.

import { drums } from './instruments/drums';
import { bass, guitar, harp, harpsichord } from './instruments/plucked';
import type { InstrumentRecipe } from './instruments/recipe';
import { bell, electricPiano, marimba, piano, vibraphone } from './instruments/struck';
import { brass, choir, clarinet, flute, oboe, organ, strings, violin } from './instruments/sustained';

/** The synthesiser's instruments. A name is kept in projects: add, do not rename. */
export const instrumentNames = [
  'piano',
  'electricPiano',
  'harpsichord',
  'bell',
  'vibraphone',
  'marimba',
  'organ',
  'guitar',
  'harp',
  'bass',
  'violin',
  'strings',
  'choir',
  'brass',
  'oboe',
  'clarinet',
  'flute',
  'drums',
] as const;

/** One of {@link instrumentNames}. */
export type InstrumentName = (typeof instrumentNames)[number];

/** How an instrument is made to sound. */
export type InstrumentFamily = 'struck' | 'plucked' | 'bowed' | 'blown' | 'sung' | 'organ' | 'drums';

/** A row of an instrument menu. */
export interface Instrument {
  readonly name: InstrumentName;
  /** For people. */
  readonly label: string;
  readonly family: InstrumentFamily;
  /** General MIDI program that stands for it in a file, 0 to 127; null for drums, which are a channel. */
  readonly program: number | null;
}

const row = (
  name: InstrumentName,
  label: string,
  family: InstrumentFamily,
  program: number | null,
): Instrument => ({
  name,
  label,
  family,
  program,
});

/** Every instrument, in the order of a menu. */
export const instruments: readonly Instrument[] = [
  row('piano', 'Piano', 'struck', 0),
  row('electricPiano', 'Electric piano', 'struck', 4),
  row('harpsichord', 'Harpsichord', 'plucked', 6),
  row('bell', 'Bells', 'struck', 9),
  row('vibraphone', 'Vibraphone', 'struck', 11),
  row('marimba', 'Marimba', 'struck', 12),
  row('organ', 'Organ', 'organ', 16),
  row('guitar', 'Guitar', 'plucked', 24),
  row('harp', 'Harp', 'plucked', 46),
  row('bass', 'Bass', 'plucked', 32),
  row('violin', 'Violin', 'bowed', 40),
  row('strings', 'String section', 'bowed', 48),
  row('choir', 'Choir', 'sung', 52),
  row('brass', 'Brass', 'blown', 56),
  row('oboe', 'Oboe', 'blown', 68),
  row('clarinet', 'Clarinet', 'blown', 71),
  row('flute', 'Flute', 'blown', 73),
  row('drums', 'Drums', 'drums', null),
];

/** From each program on, the instrument that comes nearest (General MIDI 1, programs counted from 0). */
const programs: readonly (readonly [from: number, name: InstrumentName])[] = [
  [0, 'piano'],
  [4, 'electricPiano'],
  [6, 'harpsichord'],
  [8, 'bell'],
  [11, 'vibraphone'],
  [12, 'marimba'],
  [14, 'bell'],
  [15, 'harp'], // dulcimer
  [16, 'organ'], // with accordion and harmonica
  [24, 'guitar'],
  [32, 'bass'],
  [40, 'violin'], // with viola, cello and contrabass
  [44, 'strings'],
  [45, 'harp'], // pizzicato, harp
  [47, 'marimba'], // timpani
  [48, 'strings'],
  [52, 'choir'],
  [55, 'strings'], // orchestra hit
  [56, 'brass'],
  [64, 'oboe'], // saxophones, oboes, bassoon
  [71, 'clarinet'],
  [72, 'flute'],
  [80, 'clarinet'], // square lead
  [81, 'brass'], // saw lead
  [82, 'flute'],
  [83, 'clarinet'],
  [84, 'guitar'],
  [85, 'choir'],
  [86, 'brass'],
  [87, 'bass'],
  [88, 'bell'],
  [89, 'strings'], // pads
  [91, 'choir'],
  [92, 'strings'],
  [96, 'harp'], // effects
  [97, 'strings'],
  [98, 'bell'],
  [99, 'guitar'],
  [100, 'bell'],
  [101, 'choir'],
  [102, 'strings'],
  [104, 'guitar'], // sitar, banjo, shamisen
  [107, 'harp'], // koto
  [108, 'marimba'], // kalimba
  [109, 'oboe'], // bagpipe
  [110, 'violin'], // fiddle
  [111, 'oboe'], // shanai
  [112, 'bell'],
  [114, 'vibraphone'], // steel drums
  [115, 'marimba'], // pitched drums
  [119, 'strings'], // sound effects
  [121, 'flute'],
  [124, 'bell'],
  [125, 'strings'],
];

/**
 * The instrument that plays a General MIDI program.
 * @param program 0 to 127; anything else is taken as 0
 */
export function instrumentOfProgram(program: number): InstrumentName {
  let found: InstrumentName = 'piano';
  for (const [from, name] of programs) {
    if (program <= 127 && program >= from) found = name;
  }
  return found;
}

/** How each instrument sounds. */
export const recipes: Readonly<Record<InstrumentName, InstrumentRecipe>> = {
  piano,
  electricPiano,
  harpsichord,
  bell,
  vibraphone,
  marimba,
  organ,
  guitar,
  harp,
  bass,
  violin,
  strings,
  choir,
  brass,
  oboe,
  clarinet,
  flute,
  drums,
};
