// A Standard MIDI File cut into its header and track chunks, whatever wraps or follows them.
// Not the events: midiTrack.ts reads those.

import { createMidiCursor, midiError } from './midiBytes';
import { LabError } from '../../contract/errors';

/** Header and places of the tracks in the file. */
export interface MidiChunks {
  readonly format: 0 | 1 | 2;
  /** Ticks of a quarter note at {@link MidiChunks.fixedQpm} or at the file's own tempo. */
  readonly ticksPerQuarter: number;
  /** Set where the file counts film frames instead of quarter notes: the tempo that makes them quarters. */
  readonly fixedQpm: number | null;
  /** Ticks of the file are multiplied by this, 1 or 2, so that a quarter note has a whole number of them. */
  readonly tickScale: number;
  readonly tracks: readonly { readonly start: number; readonly end: number }[];
  readonly notices: readonly string[];
}

const HEADER_ID = 0x4d546864; // MThd
const TRACK_ID = 0x4d54726b; // MTrk
const RIFF_ID = 0x52494646;

/**
 * Reads header and chunk lengths.
 * @throws LabError bad-score where the file is empty, no MIDI file, cut short or of an unknown format
 */
export function readMidiChunks(bytes: Uint8Array, name: string): MidiChunks {
  if (bytes.length === 0) throw new LabError('bad-score', `${name}: the file is empty.`, { name, byte: 0 });
  const start = findHeader(bytes, name);
  const cursor = createMidiCursor(bytes, name, start, bytes.length);
  cursor.uint32('the header');
  const length = cursor.uint32('the length of the header');
  if (length < 6)
    throw midiError(name, start + 4, `corrupt: a header has at least 6 bytes, this one ${length}`);
  const format = cursor.uint16('the format');
  const trackCount = cursor.uint16('the number of tracks');
  const divisionAt = cursor.position;
  const division = cursor.uint16('the division');
  cursor.take(length - 6, 'the rest of the header');
  if (format > 2) throw midiError(name, start + 8, `expected MIDI type 0, 1 or 2, got ${format}`);
  const notices: string[] = [];
  const tracks = findTracks(bytes, name, cursor.position, notices);
  if (tracks.length === 0) throw midiError(name, cursor.position, 'no track found behind the header');
  if (tracks.length !== trackCount) {
    notices.push(`The header speaks of ${trackCount} tracks; the file holds ${tracks.length}.`);
  }
  return { format: format as 0 | 1 | 2, ...readDivision(division, name, divisionAt), tracks, notices };
}

/** The header stands first, or inside a RIFF (RMID) file. */
function findHeader(bytes: Uint8Array, name: string): number {
  const idAt = (byte: number) =>
    byte + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset + byte, 4).getUint32(0) : 0;
  if (idAt(0) === HEADER_ID) return 0;
  if (idAt(0) === RIFF_ID) {
    for (let byte = 12; byte + 14 <= Math.min(bytes.length, 65536); byte++)
      if (idAt(byte) === HEADER_ID) return byte;
  }
  const got = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw midiError(name, 0, `not a MIDI file: expected it to begin with MThd, got the bytes ${got}`);
}

function findTracks(bytes: Uint8Array, name: string, from: number, notices: string[]) {
  const tracks: { start: number; end: number }[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const skipped: number[] = [];
  let position = from;
  while (position + 8 <= bytes.length) {
    const id = view.getUint32(position);
    const length = view.getUint32(position + 4);
    const end = position + 8 + length;
    if (id === TRACK_ID && end > bytes.length) {
      const said = `track ${tracks.length + 1} says it has ${length} bytes, ${bytes.length - position - 8} are there`;
      throw midiError(name, position + 4, `truncated: ${said}`);
    }
    if (id === TRACK_ID) tracks.push({ start: position + 8, end });
    else if (tracks.length === 0 && end > bytes.length) {
      throw midiError(name, position, 'corrupt: expected a track (MTrk) here');
    } else skipped.push(position);
    position = Math.min(end, bytes.length);
  }
  if (skipped.length > 0) notices.push(describeSkipped(skipped));
  if (position < bytes.length)
    notices.push(`Skipped ${bytes.length - position} bytes behind the last chunk.`);
  return tracks;
}

function describeSkipped([first, ...others]: readonly number[]): string {
  if (others.length === 0) return `Skipped a chunk that is no track at byte ${first}.`;
  return `Skipped ${others.length + 1} chunks that are no tracks, the first at byte ${first}.`;
}

/** Ticks per quarter note, or film frames a second times ticks per frame (SMPTE), see the SMF 1.0 standard. */
function readDivision(division: number, name: string, byte: number) {
  if (division < 0x8000) {
    if (division === 0) throw midiError(name, byte, 'corrupt: a quarter note of 0 ticks');
    return { ticksPerQuarter: division, fixedQpm: null, tickScale: 1 };
  }
  const framesPerSecond = 256 - (division >> 8);
  const ticksPerFrame = division & 255;
  if (![24, 25, 29, 30].includes(framesPerSecond) || ticksPerFrame === 0) {
    const got = `${framesPerSecond} frames of ${ticksPerFrame} ticks`;
    throw midiError(name, byte, `corrupt: expected 24, 25, 29 or 30 frames a second, got ${got}`);
  }
  const nominal = framesPerSecond === 29 ? 30 : framesPerSecond; // 29 stands for 30 drop-frame: 29.97 a second
  const halfSecond = (nominal * ticksPerFrame) / 2;
  const tickScale = Number.isInteger(halfSecond) ? 1 : 2;
  const fixedQpm = framesPerSecond === 29 ? (120 * 1000) / 1001 : 120;
  return { ticksPerQuarter: halfSecond * tickScale, fixedQpm, tickScale };
}
