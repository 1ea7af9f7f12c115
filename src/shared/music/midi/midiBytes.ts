// The bytes of a Standard MIDI File: a cursor that never reads past its end and says where it stood.
// Own code instead of npm's midi-file: that one reads on past a truncated end, throws bare strings and knows
// no byte offsets (it serves the tests as the other reader). It knows chunks and numbers, not music.

import { LabError } from '../../contract/errors';

/** An error that names the file and the byte, counted from 0. */
export function midiError(name: string, byte: number, message: string): LabError {
  return new LabError('bad-score', `${name}: ${message} (at byte ${byte}).`, { name, byte });
}

/** Reads big-endian numbers from part of a file. */
export interface MidiCursor {
  /** Bytes from the beginning of the file. */
  readonly position: number;
  readonly atEnd: boolean;
  /** The next byte, which stays. `what` names it in the error. */
  peek(what: string): number;
  byte(what: string): number;
  /** A byte below 128. */
  dataByte(what: string): number;
  uint16(what: string): number;
  uint32(what: string): number;
  /** A number in 7-bit groups, at most four bytes. */
  variable(what: string): number;
  /** The next bytes, as a view. */
  take(length: number, what: string): Uint8Array;
}

/**
 * @param name what the errors call the file
 * @param start first byte, of the file
 * @param end byte after the last
 * @throws LabError bad-score, from each method, where the bytes end too early
 */
export function createMidiCursor(bytes: Uint8Array, name: string, start: number, end: number): MidiCursor {
  let position = start;
  const need = (length: number, what: string) => {
    if (position + length <= end) return;
    const left = `${end - position} bytes are left of the ${length} needed for ${what}`;
    throw midiError(name, position, `truncated: ${left}`);
  };
  const byte = (what: string) => {
    need(1, what);
    return bytes[position++];
  };
  const number = (length: number, what: string) => {
    need(length, what);
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + bytes[position++];
    return value;
  };
  return {
    get position() {
      return position;
    },
    get atEnd() {
      return position >= end;
    },
    peek(what) {
      need(1, what);
      return bytes[position];
    },
    byte,
    dataByte(what) {
      const value = byte(what);
      if (value < 128) return value;
      const got = `0x${value.toString(16)}`;
      throw midiError(name, position - 1, `corrupt: expected ${what} (a byte below 128), got ${got}`);
    },
    uint16: (what) => number(2, what),
    uint32: (what) => number(4, what),
    variable(what) {
      let value = 0;
      for (let i = 0; i < 4; i++) {
        const next = byte(what);
        value = value * 128 + (next & 127);
        if (next < 128) return value;
      }
      throw midiError(name, position - 4, `corrupt: ${what} is longer than four bytes`);
    },
    take(length, what) {
      need(length, what);
      position += length;
      return bytes.subarray(position - length, position);
    },
  };
}

/** Text of a MIDI file: UTF-8 where it is valid, else Latin-1. Control characters and outer blanks go. */
export function midiText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
  const shown = [...text].map((char) => (char < ' ' || char === '\u007f' ? ' ' : char));
  return shown.join('').trim();
}

/** Collects the bytes of a chunk. */
export interface MidiSink {
  readonly bytes: number[];
  push(...values: number[]): void;
  uint16(value: number): void;
  uint32(value: number): void;
  variable(value: number): void;
}

/** An empty sink. */
export function createMidiSink(): MidiSink {
  const bytes: number[] = [];
  return {
    bytes,
    push: (...values) => void bytes.push(...values),
    uint16: (value) => void bytes.push((value >> 8) & 255, value & 255),
    uint32: (value) =>
      void bytes.push((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255),
    variable(value) {
      const groups = [value & 127];
      for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
        groups.unshift((rest & 127) | 128);
      }
      bytes.push(...groups);
    },
  };
}
