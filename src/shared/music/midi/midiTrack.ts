// One track's events: notes with their channel and program, tempo, metre, key and name.
// Controllers, bends, pressure and system messages are read over; nothing is interpreted across tracks.

import { keyOfSignature } from '../key';
import { MAX_NOTES } from '../score';
import type { KeyChange, MeterChange, Note, TempoChange } from '../score';
import { LabError } from '../../contract/errors';
import { createMidiCursor, midiError, midiText } from './midiBytes';
import type { MidiCursor } from './midiBytes';

/** A note and what played it. */
export interface TrackNote extends Note {
  readonly channel: number;
  readonly program: number;
}

/** What a track says. Steps are ticks. */
export interface MidiTrack {
  readonly name: string;
  readonly notes: readonly TrackNote[];
  readonly tempos: readonly TempoChange[];
  readonly meters: readonly MeterChange[];
  readonly keys: readonly KeyChange[];
  readonly endTick: number;
  readonly notices: readonly string[];
}

interface TrackState {
  tick: number;
  name: string;
  readonly programs: number[];
  readonly notes: TrackNote[];
  /** Sounding notes by channel * 128 + pitch: index into `notes`. */
  readonly sounding: Map<number, number>;
  readonly tempos: TempoChange[];
  readonly meters: MeterChange[];
  readonly keys: KeyChange[];
  readonly fail: (byte: number, message: string) => LabError;
}

/**
 * Reads one track. A note that starts while the same pitch of its channel sounds ends that one; what is still
 * sounding when the track ends, ends there.
 * @param tickScale factor for all ticks, see MidiChunks
 * @throws LabError bad-score for truncated or corrupt events; too-large beyond MAX_NOTES
 */
export function readMidiTrack(
  bytes: Uint8Array,
  name: string,
  place: { readonly start: number; readonly end: number },
  tickScale: number,
): MidiTrack {
  const cursor = createMidiCursor(bytes, name, place.start, place.end);
  const fail = (byte: number, message: string) => midiError(name, byte, message);
  const state: TrackState = {
    tick: 0,
    name: '',
    programs: new Array<number>(16).fill(0),
    notes: [],
    sounding: new Map(),
    tempos: [],
    meters: [],
    keys: [],
    fail,
  };
  const ended = readEvents(cursor, state, tickScale);
  const notices = ended ? [] : ['A track has no end mark.'];
  if (state.sounding.size > 0)
    notices.push(`${state.sounding.size} notes without an end last to their track's end.`);
  for (const index of state.sounding.values()) endNote(state, index);
  const notes = state.notes.filter((note) => note.durationSteps > 0);
  const { tempos, meters, keys } = state;
  return { name: state.name, notes, tempos, meters, keys, endTick: state.tick, notices };
}

/** @returns whether the track has its end mark */
function readEvents(cursor: MidiCursor, state: TrackState, tickScale: number): boolean {
  let running = 0;
  while (!cursor.atEnd) {
    state.tick += cursor.variable('a delta time') * tickScale;
    const byte = cursor.position;
    if (cursor.peek('an event') >= 0x80) {
      const status = cursor.byte('an event');
      if (status === 0xff) {
        if (readMeta(cursor, state)) return true;
        continue;
      }
      if (status >= 0xf0) {
        skipSystem(cursor, status, state, byte);
        continue;
      }
      running = status;
    } else if (running === 0) throw state.fail(byte, 'corrupt: an event without a status byte');
    readChannelEvent(cursor, running, state);
  }
  return false;
}

function readChannelEvent(cursor: MidiCursor, status: number, state: TrackState): void {
  const channel = status & 15;
  const kind = status >> 4;
  const first = cursor.dataByte('the first data byte of an event');
  if (kind === 0xc) {
    state.programs[channel] = first;
    return;
  }
  if (kind === 0xd) return;
  const second = cursor.dataByte('the second data byte of an event');
  if (kind === 0x9 && second > 0) startNote(state, channel, first, second);
  else if (kind === 0x8 || kind === 0x9) stopNote(state, channel, first);
}

function startNote(state: TrackState, channel: number, pitch: number, velocity: number): void {
  stopNote(state, channel, pitch, false);
  if (state.notes.length >= MAX_NOTES) {
    throw new LabError('too-large', `A track of more than ${MAX_NOTES} notes: split the file first.`);
  }
  state.sounding.set(channel * 128 + pitch, state.notes.length);
  const program = state.programs[channel];
  state.notes.push({ pitch, velocity, onsetStep: state.tick, durationSteps: 0, channel, program });
}

/** Ends the sounding note; one that began on this very tick is kept a tick long only by its own note-off. */
function stopNote(state: TrackState, channel: number, pitch: number, byNoteOff = true): void {
  const key = channel * 128 + pitch;
  const index = state.sounding.get(key);
  if (index === undefined) return;
  endNote(state, index, byNoteOff ? 1 : 0);
  state.sounding.delete(key);
}

function endNote(state: TrackState, index: number, least = 1): void {
  const note = state.notes[index];
  state.notes[index] = { ...note, durationSteps: Math.max(least, state.tick - note.onsetStep) };
}

/** @returns whether it was the end of the track */
function readMeta(cursor: MidiCursor, state: TrackState): boolean {
  const kind = cursor.byte('the kind of a meta event');
  const length = cursor.variable('the length of a meta event');
  const byte = cursor.position;
  const data = cursor.take(length, 'a meta event');
  const step = state.tick;
  if (kind === 0x2f) return true;
  if (kind === 0x03 && state.name === '') state.name = midiText(data);
  if (kind === 0x51 && length >= 3) {
    const microseconds = data[0] * 65536 + data[1] * 256 + data[2];
    if (microseconds === 0) throw state.fail(byte, 'corrupt: a tempo of 0 microseconds a quarter note');
    state.tempos.push({ step, qpm: 60_000_000 / microseconds });
  }
  if (kind === 0x58 && length >= 2) {
    const [beats, power] = data;
    if (beats === 0 || power > 6) throw state.fail(byte, `corrupt: a metre of ${beats}/2^${power}`);
    state.meters.push({ step, beats, beatUnit: 2 ** power });
  }
  if (kind === 0x59 && length >= 2) {
    const sharps = (data[0] << 24) >> 24;
    if (Math.abs(sharps) <= 7)
      state.keys.push(keyOfSignature(step, sharps, data[1] === 1 ? 'minor' : 'major'));
  }
  return false;
}

/** System exclusive (0xf0, 0xf7) carries its length; the rest of the system messages have a fixed one. */
function skipSystem(cursor: MidiCursor, status: number, state: TrackState, byte: number): void {
  if (status === 0xf0 || status === 0xf7) {
    cursor.take(cursor.variable('the length of a system message'), 'a system message');
  } else if (status === 0xf2) cursor.take(2, 'a song position');
  else if (status === 0xf1 || status === 0xf3) cursor.take(1, 'a system message');
  else if (status === 0xf4 || status === 0xf5) {
    throw state.fail(byte, `corrupt: unknown event 0x${status.toString(16)}`);
  }
}
