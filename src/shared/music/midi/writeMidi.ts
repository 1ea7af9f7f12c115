// Scores into MIDI files of type 1: a first track for tempo, metre and key, then a track for each part.
// Chord symbols are not written.

import { LabError } from '../../contract/errors';
import { withoutUnisons } from '../operations';
import { DRUM_CHANNEL, validateScore } from '../score';
import type { KeyChange, MeterChange, Note, Part, Score } from '../score';
import { createMidiSink } from './midiBytes';
import type { MidiSink } from './midiBytes';

/** Bytes that happen at a tick; at the same tick lower `order` comes first. */
interface TimedEvent {
  readonly tick: number;
  readonly order: number;
  readonly bytes: readonly number[];
}

const END_ORDER = 0;
const START_ORDER = 1;

/**
 * Writes a score as a type 1 file at its own resolution. Where two notes of a part overlap on one pitch, the
 * earlier ends when the later begins (a MIDI channel can do no other).
 * @returns the file
 * @throws LabError invalid-argument where the score is not valid or needs more than MIDI's 16 channels
 */
export function writeMidi(score: Score): Uint8Array<ArrayBuffer> {
  validateScore(score);
  const channels = assignChannels(score.parts);
  const tracks = [conductorTrack(score), ...score.parts.map((part, i) => partTrack(part, channels[i]))];
  const sink = createMidiSink();
  sink.push(0x4d, 0x54, 0x68, 0x64);
  sink.uint32(6);
  sink.uint16(1);
  sink.uint16(tracks.length);
  sink.uint16(score.stepsPerQuarter);
  const length = tracks.reduce((sum, track) => sum + 8 + track.length, sink.bytes.length);
  const file = new Uint8Array(length);
  file.set(sink.bytes);
  let position = sink.bytes.length;
  for (const track of tracks) {
    const head = createMidiSink();
    head.push(0x4d, 0x54, 0x72, 0x6b);
    head.uint32(track.length);
    file.set(head.bytes, position);
    file.set(track, position + 8);
    position += 8 + track.length;
  }
  return file;
}

/** Each part keeps its channel unless another program already has it; drums keep the tenth. */
function assignChannels(parts: readonly Part[]): number[] {
  const programs = new Map<number, number>();
  return parts.map(({ channel, program }) => {
    const fits = (c: number) => !programs.has(c) || programs.get(c) === program;
    const others = [...Array(16).keys()].filter((c) => c !== DRUM_CHANNEL);
    const found = [channel, ...(channel === DRUM_CHANNEL ? [] : others)].find(fits);
    if (found === undefined) {
      const advice = 'merge some parts or give them the same instrument';
      throw new LabError('invalid-argument', `More instruments than MIDI's channels: ${advice}.`);
    }
    programs.set(found, program);
    return found;
  });
}

function conductorTrack(score: Score): Uint8Array {
  const events: TimedEvent[] = [meta(0, 0x03, [...new TextEncoder().encode(score.title)])];
  for (const { step, qpm } of score.tempos) {
    const microseconds = Math.min(0xffffff, Math.max(1, Math.round(60_000_000 / qpm)));
    events.push(meta(step, 0x51, [microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255]));
  }
  for (const { step, beats, beatUnit } of metersWithPickup(score)) {
    events.push(meta(step, 0x58, [beats, Math.log2(beatUnit), 24, 8]));
  }
  for (const key of score.keys)
    events.push(meta(key.step, 0x59, [key.sharps & 255, isMinorKind(key) ? 1 : 0]));
  return writeTrack(events);
}

/** MIDI knows major and minor; the other modes are nearer to the one their third has. */
function isMinorKind(key: KeyChange): boolean {
  return !['major', 'lydian', 'mixolydian'].includes(key.mode);
}

/** A pick-up bar is a short metre of its own, where a power of two divides it. */
function metersWithPickup(score: Score): MeterChange[] {
  const [first, ...rest] = score.meters;
  if (score.pickupSteps === 0) return [first, ...rest];
  for (let beatUnit = 1; beatUnit <= 64; beatUnit *= 2) {
    const beats = (score.pickupSteps * beatUnit) / (score.stepsPerQuarter * 4);
    if (Number.isInteger(beats) && beats < 256) {
      return [{ step: 0, beats, beatUnit }, { ...first, step: score.pickupSteps }, ...rest];
    }
  }
  return [first, ...rest];
}

function partTrack(part: Part, channel: number): Uint8Array {
  const events: TimedEvent[] = [meta(0, 0x03, [...new TextEncoder().encode(part.name)])];
  events.push({ tick: 0, order: END_ORDER, bytes: [0xc0 | channel, part.program] });
  for (const note of withoutOverlaps(part.notes)) {
    const end = note.onsetStep + note.durationSteps;
    events.push({
      tick: note.onsetStep,
      order: START_ORDER,
      bytes: [0x90 | channel, note.pitch, note.velocity],
    });
    events.push({ tick: end, order: END_ORDER, bytes: [0x80 | channel, note.pitch, 64] });
  }
  return writeTrack(events);
}

/** Notes of which no two of the same pitch sound at once. */
function withoutOverlaps(notes: readonly Note[]): Note[] {
  const kept = withoutUnisons(notes);
  const lastOfPitch = new Map<number, number>();
  kept.forEach((note, index) => {
    const earlier = lastOfPitch.get(note.pitch);
    if (earlier !== undefined) {
      const most = note.onsetStep - kept[earlier].onsetStep;
      kept[earlier] = { ...kept[earlier], durationSteps: Math.min(kept[earlier].durationSteps, most) };
    }
    lastOfPitch.set(note.pitch, index);
  });
  return kept;
}

function meta(tick: number, kind: number, data: readonly number[]): TimedEvent {
  const length = createMidiSink();
  length.variable(data.length);
  return { tick, order: END_ORDER, bytes: [0xff, kind, ...length.bytes, ...data] };
}

/** @throws LabError invalid-argument for a pause that four 7-bit groups cannot say */
function writeTrack(events: TimedEvent[]): Uint8Array {
  const sink: MidiSink = createMidiSink();
  let tick = 0;
  for (const event of events.sort((a, b) => a.tick - b.tick || a.order - b.order)) {
    if (event.tick - tick > 0x0fffffff) {
      throw new LabError('invalid-argument', `A pause of ${event.tick - tick} steps is too long for MIDI.`);
    }
    sink.variable(event.tick - tick);
    sink.push(...event.bytes);
    tick = event.tick;
  }
  sink.push(0, 0xff, 0x2f, 0);
  return Uint8Array.from(sink.bytes);
}
