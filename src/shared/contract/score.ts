// The record of a tune: parts of notes on one time axis, with tempo, metre, key and chord symbols beside them.
// Types only: src/shared/music makes, checks, reads and writes them.

/** One note. Steps are the score's own: `Score.stepsPerQuarter` of them make a quarter note. */
export interface Note {
  /** MIDI number, 0 to 127; 60 is middle C. */
  readonly pitch: number;
  /** Loudness, 1 to 127. */
  readonly velocity: number;
  /** Start, whole steps from the beginning of the score. */
  readonly onsetStep: number;
  /** Length, whole steps, at least 1. */
  readonly durationSteps: number;
}

/** The notes of one (track, channel, program), ordered by onset, then pitch. */
export interface Part {
  readonly name: string;
  /** Track of the file it came from, from 0. */
  readonly track: number;
  /** MIDI channel, 0 to 15; {@link DRUM_CHANNEL} is drums. */
  readonly channel: number;
  /** General MIDI program, 0 to 127. */
  readonly program: number;
  readonly notes: readonly Note[];
}

/** From `step` on, `qpm` quarter notes a minute. */
export interface TempoChange {
  readonly step: number;
  readonly qpm: number;
}

/** From `step` on, bars of `beats` notes of 1/`beatUnit` each. A change starts a bar. */
export interface MeterChange {
  readonly step: number;
  readonly beats: number;
  /** A power of two, 1 to 64. */
  readonly beatUnit: number;
}

/** From `step` on, this key. */
export interface KeyChange {
  readonly step: number;
  /** Sharps of the signature, negative for flats, -7 to 7. */
  readonly sharps: number;
  /** Pitch class of the tonic, 0 (C) to 11. */
  readonly tonic: number;
  readonly mode: Mode;
}

/** The modes a key signature may be read in. */
export type Mode = 'major' | 'minor' | 'dorian' | 'phrygian' | 'lydian' | 'mixolydian' | 'locrian';

/** A chord's name over the tune, as written. */
export interface ChordSymbol {
  readonly step: number;
  readonly text: string;
}

/** A tune. Its length is the end of its last note. Changes are ordered by step; the first stands at 0. */
export interface Score {
  readonly title: string;
  /** Resolution, 1 to 32,767. */
  readonly stepsPerQuarter: number;
  /** Length of an incomplete first bar; 0 where the first bar is whole. */
  readonly pickupSteps: number;
  readonly parts: readonly Part[];
  readonly tempos: readonly TempoChange[];
  readonly meters: readonly MeterChange[];
  /** Empty where nobody said the key. */
  readonly keys: readonly KeyChange[];
  readonly chordSymbols: readonly ChordSymbol[];
}
