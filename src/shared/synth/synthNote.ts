// What the synthesiser plays: a note with its time in seconds, and what of it may be.
// Not a score's note: schedule.ts makes these of steps and tempo.

import { LabError } from '../contract/errors';
import { instrumentNames } from './instruments';
import type { InstrumentName } from './instruments';

/** A note on the time line of a synthesiser. */
export interface SynthNote {
  /** MIDI number, 0 to 127; of drums, General MIDI's number of the drum. */
  readonly pitch: number;
  /** 1 to 127. */
  readonly velocity: number;
  /** Seconds from the beginning. */
  readonly start: number;
  /** Seconds until the key goes up, above 0. */
  readonly duration: number;
  readonly instrument: InstrumentName;
  /** General MIDI program that the part asks for; sound fonts have all 128, the lab's instruments stand for several each. */
  readonly program?: number;
  /** 0 to 15: which notes a `noteOff` means, and a little of the place. */
  readonly channel: number;
}

/** A note from a keyboard. */
export type LiveNote = Pick<SynthNote, 'pitch' | 'velocity' | 'instrument' | 'program' | 'channel'>;

/** @throws LabError invalid-argument with the path of the first value out of range */
export function validateNote(note: SynthNote, path: string): void {
  validateLive(note, path);
  requireRange(`${path}.start`, note.start, 0, Number.MAX_SAFE_INTEGER);
  requireRange(`${path}.duration`, note.duration, Number.MIN_VALUE, Number.MAX_SAFE_INTEGER);
}

/** @throws LabError invalid-argument */
export function validateLive({ pitch, velocity, instrument, channel }: LiveNote, path: string): void {
  if (!Number.isInteger(pitch)) throw invalid(`${path}.pitch`, 'a whole number', pitch);
  requireRange(`${path}.pitch`, pitch, 0, 127);
  requireRange(`${path}.velocity`, velocity, 1, 127);
  requireRange(`${path}.channel`, channel, 0, 15);
  if (instrumentNames.includes(instrument)) return;
  throw invalid(`${path}.instrument`, `one of ${instrumentNames.join(', ')}`, instrument);
}

/** @throws LabError invalid-argument where `value` is not from `low` to `high` */
export function requireRange(path: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw invalid(path, `${low} to ${high}`, value);
}

function invalid(path: string, expected: string, got: unknown): LabError {
  return new LabError('invalid-argument', `at ${path}: expected ${expected}, got ${String(got)}.`, {
    path,
    expected,
    got,
  });
}
