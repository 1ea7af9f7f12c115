// MIDI files into scores: type 0 and 1, and type 2 with a notice.
// It keeps the file's ticks as steps: quantise() puts the score on a grid.

import { LabError } from '../../contract/errors';
import { barSteps } from '../bars';
import { withoutDrums } from '../operations';
import { countNotes, createPart, createScore, MAX_NOTES } from '../score';
import type { MeterChange, Part, Score } from '../score';
import { readMidiChunks } from './midiChunks';
import { readMidiTrack } from './midiTrack';
import type { MidiTrack, TrackNote } from './midiTrack';

/** How a file is read. */
export interface ReadMidiOptions {
  /** What errors call it and what an untitled score is named after, e.g. `ashover1.mid`. */
  readonly name: string;
  /** Keep the parts of channel 10. Default false. */
  readonly drums?: boolean;
}

/** A score and what a person should know about how it was read. */
export interface ReadScore {
  readonly score: Score;
  readonly notices: readonly string[];
}

/** Largest MIDI file, bytes. */
export const MAX_MIDI_BYTES = 32 * 1024 * 1024;

/**
 * Reads a MIDI file. Parts are split by (track, channel, program).
 * @param bytes the whole file
 * @returns the score in the file's ticks; parts of type 2 one after another
 * @throws LabError bad-score where the file is not MIDI, truncated, corrupt, without notes or drums only (the
 *   message names the byte); too-large beyond MAX_MIDI_BYTES or MAX_NOTES. Standard MIDI Files 1.0, RP-001.
 */
export function readMidi(bytes: Uint8Array, options: ReadMidiOptions): ReadScore {
  const { name } = options;
  if (bytes.length > MAX_MIDI_BYTES) {
    throw new LabError('too-large', `${name}: ${bytes.length} bytes, at most ${MAX_MIDI_BYTES} are read.`);
  }
  const chunks = readMidiChunks(bytes, name);
  const notices = new Set(chunks.notices);
  let tracks = chunks.tracks.map((place) => readMidiTrack(bytes, name, place, chunks.tickScale));
  for (const track of tracks) track.notices.forEach((notice) => notices.add(notice));
  if (chunks.format === 2 && tracks.length > 1) {
    tracks = oneAfterAnother(tracks);
    notices.add('MIDI type 2: its independent tracks were put one after another.');
  }
  if (chunks.fixedQpm !== null)
    notices.add('Its time is in film frames; a quarter note is half a second here.');
  const tempos =
    chunks.fixedQpm === null ? tracks.flatMap((t) => t.tempos) : [{ step: 0, qpm: chunks.fixedQpm }];
  const score = createScore({
    title: titleOf(tracks, name),
    stepsPerQuarter: chunks.ticksPerQuarter,
    parts: tracks.flatMap(splitTrack),
    tempos: orderChanges(tempos),
    keys: orderChanges(tracks.flatMap((track) => track.keys)),
    ...withPickup(orderChanges(tracks.flatMap((track) => track.meters)), chunks.ticksPerQuarter),
  });
  return { score: usableParts(score, options, notices), notices: [...notices] };
}

function usableParts(score: Score, { name, drums = false }: ReadMidiOptions, notices: Set<string>): Score {
  const notes = countNotes(score);
  if (notes === 0)
    throw new LabError('bad-score', `${name}: the file is sound, but holds no notes.`, { name });
  if (notes > MAX_NOTES) {
    const advice = 'Split the file first.';
    throw new LabError('too-large', `${name}: ${notes} notes, at most ${MAX_NOTES} are read. ${advice}`, {
      name,
    });
  }
  if (drums) return score;
  const tuned = withoutDrums(score);
  if (tuned.parts.length === 0) {
    throw new LabError('bad-score', `${name}: only drums (channel 10), and those are left out.`, { name });
  }
  if (tuned.parts.length < score.parts.length) notices.add('Drums (channel 10) were left out.');
  return tuned;
}

/** One part for each channel and program of a track, in the order they first sound. */
function splitTrack(track: MidiTrack, index: number): Part[] {
  const groups = new Map<number, TrackNote[]>();
  for (const note of track.notes) {
    const key = note.channel * 128 + note.program;
    const group = groups.get(key);
    if (group) group.push(note);
    else groups.set(key, [note]);
  }
  return [...groups].map(([key, notes]) => {
    const plain = notes.map(({ pitch, velocity, onsetStep, durationSteps }) => ({
      pitch,
      velocity,
      onsetStep,
      durationSteps,
    }));
    const channel = Math.floor(key / 128);
    return createPart(plain, { name: track.name, track: index, channel, program: key % 128 });
  });
}

/** A file's title is the name of its first track where that one plays nothing or stands alone. */
function titleOf(tracks: readonly MidiTrack[], name: string): string {
  const first = tracks[0];
  const title = first.notes.length === 0 || tracks.length === 1 ? first.name : '';
  return title || name.replace(/^.*[\\/]/, '').replace(/\.(midi?|rmi|kar)$/i, '');
}

/** Changes by step; of several on one step the last counts; what begins late counts from the start. */
function orderChanges<T extends { readonly step: number }>(changes: readonly T[]): T[] {
  const byStep = new Map<number, T>();
  for (const change of changes) byStep.set(change.step, change);
  return [...byStep.values()]
    .sort((a, b) => a.step - b.step)
    .map((c, i) => (i === 0 ? { ...c, step: 0 } : c));
}

/** A first metre that lasts for one bar of its own and is shorter than the next one is a pick-up bar. */
function withPickup(meters: readonly MeterChange[], ticksPerQuarter: number) {
  if (meters.length < 2) return { meters };
  const [first, second] = meters;
  const steps = barSteps(first, ticksPerQuarter);
  if (second.step !== steps || steps >= barSteps(second, ticksPerQuarter)) return { meters };
  return { meters: [{ ...second, step: 0 }, ...meters.slice(2)], pickupSteps: steps };
}

function oneAfterAnother(tracks: readonly MidiTrack[]): MidiTrack[] {
  let offset = 0;
  return tracks.map((track) => {
    const later = <T extends { readonly step: number }>(changes: readonly T[], by: number) =>
      changes.map((change) => ({ ...change, step: change.step + by }));
    const moved: MidiTrack = {
      ...track,
      notes: track.notes.map((note) => ({ ...note, onsetStep: note.onsetStep + offset })),
      tempos: later(track.tempos, offset),
      meters: later(track.meters, offset),
      keys: later(track.keys, offset),
    };
    offset += track.endTick;
    return moved;
  });
}
