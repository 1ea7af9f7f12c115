import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { keyOfSignature } from '../key';
import { createPart, createScore, sortNotes } from '../score';
import type { Note } from '../score';
import { arbitraryMelody } from '../testing/arbitraryScore';
import { readMidi } from './readMidi';
import { writeMidi } from './writeMidi';

const text = (word: string) => [...word].map((char) => char.charCodeAt(0));
const uint = (value: number, length: number) =>
  [...Array(length).keys()].map((i) => (value >>> (8 * (length - 1 - i))) & 255);
const file = (format: number, division: number, ...tracks: number[][]) =>
  Uint8Array.from([
    ...text('MThd'), ...uint(6, 4), ...uint(format, 2), ...uint(tracks.length, 2), ...uint(division, 2),
    ...tracks.flatMap((track) => [...text('MTrk'), ...uint(track.length, 4), ...track]),
  ]); // prettier-ignore
const END = [0, 0xff, 0x2f, 0];
const read = (bytes: Uint8Array, drums = false) => readMidi(bytes, { name: 'made.mid', drums });
const brief = (notes: readonly Note[]) =>
  notes.map((note) => [note.pitch, note.onsetStep, note.durationSteps]);

describe('reading MIDI', () => {
  it('reads running status, note-on with velocity 0, program changes and channels of type 0', () => {
    const track = [
      0, 0xc1, 40, 0, 0x91, 60, 80, 4, 60, 0, 0, 62, 81, 4, 62, 0, 0, 0xc1, 41, 0, 0x91, 64, 82, 4, 0x81, 64,
      0,
    ];
    const { score, notices } = read(file(0, 4, [...track, ...END]));
    expect(score.stepsPerQuarter).toBe(4);
    expect(score.parts.map(({ track, channel, program }) => [track, channel, program])).toEqual([[0, 1, 40], [0, 1, 41]]); // prettier-ignore
    expect(brief(score.parts[0].notes)).toEqual([[60, 0, 4], [62, 4, 4]]); // prettier-ignore
    expect(score.parts[0].notes.map((note) => note.velocity)).toEqual([80, 81]);
    expect(brief(score.parts[1].notes)).toEqual([[64, 8, 4]]);
    expect(notices).toEqual([]);
  });

  it('goes on with running status behind meta events and system exclusive data', () => {
    const track = [0, 0x90, 60, 80, 2, 0xff, 1, 2, 65, 66, 0, 0xf0, 3, 1, 2, 0xf7, 2, 60, 0, ...END];
    expect(brief(read(file(1, 4, track)).score.parts[0].notes)).toEqual([[60, 0, 4]]);
  });

  it('ends an overlapping note where the next begins, and a hanging one with its track', () => {
    const track = [0, 0x90, 60, 80, 4, 60, 90, 4, 60, 0, 4, 60, 0, 0, 62, 80, 8, 0xff, 0x2f, 0];
    const { score, notices } = read(file(0, 4, track));
    expect(brief(score.parts[0].notes)).toEqual([[60, 0, 4], [60, 4, 4], [62, 12, 8]]); // prettier-ignore
    expect(notices).toEqual(["1 notes without an end last to their track's end."]);
  });

  it('keeps one of two equal notes, and a note without length one tick long', () => {
    const track = [0, 0x90, 60, 80, 0, 60, 80, 4, 60, 0, 0, 62, 80, 0, 62, 0, ...END];
    expect(brief(read(file(0, 4, track)).score.parts[0].notes)).toEqual([[60, 0, 4], [62, 4, 1]]); // prettier-ignore
  });

  it('reads tempo, metre and key changes of type 1, with the title of its first track', () => {
    const conductor = [
      0, 0xff, 3, 4, ...text('Tune'), 0, 0xff, 0x51, 3, ...uint(500000, 3), 0, 0xff, 0x58, 4, 6, 3, 24, 8,
      0, 0xff, 0x59, 2, 253, 1, 24, 0xff, 0x51, 3, ...uint(400000, 3), 0, 0xff, 0x58, 4, 2, 2, 24, 8, ...END,
    ]; // prettier-ignore
    const { score } = read(file(1, 8, conductor, [0, 0x90, 60, 80, 8, 60, 0, ...END]));
    expect(score.title).toBe('Tune');
    expect(score.tempos).toEqual([{ step: 0, qpm: 120 }, { step: 24, qpm: 150 }]); // prettier-ignore
    expect(score.meters).toEqual([{ step: 0, beats: 6, beatUnit: 8 }, { step: 24, beats: 2, beatUnit: 4 }]); // prettier-ignore
    expect(score.keys).toEqual([keyOfSignature(0, -3, 'minor')]);
  });

  it('puts the tracks of type 2 one after another and says so', () => {
    const track = [0, 0x90, 60, 80, 4, 60, 0, ...END];
    const { score, notices } = read(file(2, 4, track, track));
    expect(score.parts.map((part) => brief(part.notes))).toEqual([[[60, 0, 4]], [[60, 4, 4]]]);
    expect(notices[0]).toContain('type 2');
  });

  it('counts film frames: 25 a second of 40 ticks make 500 ticks a quarter note at 120', () => {
    const { score, notices } = read(file(0, 0xe728, [0, 0x90, 60, 80, 10, 60, 0, ...END]));
    expect([score.stepsPerQuarter, score.tempos[0].qpm]).toEqual([500, 120]);
    expect(notices[0]).toContain('film frames');
    const odd = read(file(0, 0xe703, [0, 0x90, 60, 80, 10, 60, 0, ...END])).score;
    expect([odd.stepsPerQuarter, odd.parts[0].notes[0].durationSteps]).toEqual([75, 20]);
  });

  it('leaves drums out, or keeps them when asked', () => {
    const tracks = [
      [0, 0x90, 60, 80, 4, 60, 0, ...END],
      [0, 0x99, 36, 80, 4, 36, 0, ...END],
    ];
    expect(read(file(1, 4, ...tracks)).score.parts).toHaveLength(1);
    expect(read(file(1, 4, ...tracks)).notices).toEqual(['Drums (channel 10) were left out.']);
    expect(read(file(1, 4, ...tracks), true).score.parts).toHaveLength(2);
    expect(() => read(file(1, 4, tracks[1]))).toThrow('made.mid: only drums (channel 10)');
  });

  it('finds MIDI inside RIFF, and skips chunks that are no tracks', () => {
    const plain = file(0, 4, [0, 0x90, 60, 80, 4, 60, 0, ...END]);
    const riff = Uint8Array.from([...text('RIFF'), 0, 0, 0, 0, ...text('RMIDdata'), 0, 0, 0, 0, ...plain]);
    expect(read(riff).score.parts[0].notes).toHaveLength(1);
    const extra = Uint8Array.from([...plain, ...text('XFIH'), 0, 0, 0, 2, 1, 2, 9]);
    expect(read(extra).notices).toHaveLength(2);
  });
});

describe('bad MIDI', () => {
  const good = file(1, 4, [0, 0x90, 60, 80, 4, 60, 0, ...END]);

  it.each([
    ['empty', new Uint8Array(0), 'made.mid: the file is empty'],
    ['another format', Uint8Array.from(text('OggS....')), 'expected it to begin with MThd, got the bytes 4f 67 67 53'],
    ['only a header', good.subarray(0, 14), 'no track found behind the header (at byte 14)'],
    ['half a header', good.subarray(0, 9), 'truncated: 1 bytes are left of the 2 needed for the format (at byte 8)'],
    ['cut in its track', good.subarray(0, 25), 'track 1 says it has 11 bytes, 3 are there (at byte 18)'],
    ['no notes', file(1, 4, END), 'the file is sound, but holds no notes'],
    ['type 3', file(3, 4, END), 'expected MIDI type 0, 1 or 2, got 3 (at byte 8)'],
    ['division 0', file(1, 0, END), 'a quarter note of 0 ticks (at byte 12)'],
    ['a data byte first', file(1, 4, [0, 60, 80, ...END]), 'an event without a status byte (at byte 23)'],
    ['status for data', file(1, 4, [0, 0x90, 60, 0x90]), 'expected the second data byte of an event (a byte below 128), got 0x90 (at byte 25)'],
    ['an endless number', file(1, 4, [255, 255, 255, 255, 1]), 'a delta time is longer than four bytes (at byte 22)'],
    ['a meta event too long', file(1, 4, [0, 0xff, 3, 9, 65]), 'needed for a meta event (at byte 26)'],
    ['an event cut short', file(1, 4, [0, 0x90, 60]), 'needed for the second data byte of an event (at byte 25)'],
  ])('says what is wrong and where: %s', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(message);
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'bad-score' }));
  }); // prettier-ignore

  it('never throws anything but LabError, whatever byte is changed or cut', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, length) => {
        const broken = good.slice(0, Math.max(length, at + 1));
        broken[at] = value;
        try {
          read(broken);
        } catch (error) {
          expect((error as Error).name).toBe('LabError');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads or refuses 10 MB within seconds', () => {
    const events: number[] = [];
    for (let i = 0; i < 1_500_000; i++) events.push(1, 60 + (i % 12), i % 2 ? 0 : 80);
    const bytes = new Uint8Array(22 + 3 + events.length + 4);
    bytes.set(file(0, 96, []).subarray(0, 22));
    new DataView(bytes.buffer).setUint32(18, bytes.length - 22);
    bytes.set([0, 0x90, 60, 0], 22);
    bytes.set(events.slice(0, 0), 26);
    let position = 26;
    for (const byte of events) if (position < bytes.length - 4) bytes[position++] = byte;
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => read(new Uint8Array(33 * 1024 * 1024))).toThrow('at most 33554432 are read');
  });
});

describe('writing MIDI', () => {
  it('reads back what it wrote: notes, metres, pick-up, tempo, key, parts', () => {
    const score = createScore({
      title: 'Größe',
      stepsPerQuarter: 480,
      pickupSteps: 240,
      parts: [
        createPart([{ pitch: 60, velocity: 90, onsetStep: 0, durationSteps: 240 }], { name: 'Flute', track: 1, program: 73 }),
        createPart([{ pitch: 48, velocity: 70, onsetStep: 240, durationSteps: 100000 }], { name: 'Bass', track: 2, channel: 1, program: 32 }),
      ],
      meters: [{ step: 0, beats: 3, beatUnit: 4 }, { step: 1680, beats: 4, beatUnit: 4 }],
      tempos: [{ step: 0, qpm: 100 }, { step: 960, qpm: 50 }],
      keys: [keyOfSignature(0, -2, 'major')],
    }); // prettier-ignore
    expect(read(writeMidi(score)).score).toEqual(score);
  });

  it('gives parts with other programs channels of their own', () => {
    const note = { pitch: 60, velocity: 90, onsetStep: 0, durationSteps: 4 };
    const parts = [...Array(17).keys()].map((program) => createPart([note], { program }));
    const fifteen = createScore({ stepsPerQuarter: 4, parts: parts.slice(0, 15) });
    expect(new Set(read(writeMidi(fifteen)).score.parts.map((part) => part.channel)).size).toBe(15);
    expect(() => writeMidi(createScore({ stepsPerQuarter: 4, parts }))).toThrow('More instruments');
  });

  it('agrees with another reader on every note (property; midi-file reads)', () => {
    fc.assert(
      fc.property(arbitraryMelody(), (score) => {
        const bytes = writeMidi(score);
        expect(otherReader(bytes)).toEqual(sortNotes(score.parts[0].notes));
        expect(read(bytes).score.parts[0].notes).toEqual(score.parts[0].notes);
      }),
      { numRuns: 60 },
    );
  });
});

/** Notes as npm's midi-file sees them. */
function otherReader(bytes: Uint8Array): Note[] {
  const notes: Note[] = [];
  for (const track of parseMidi(bytes).tracks) {
    let tick = 0;
    const open = new Map<number, { onsetStep: number; velocity: number }>();
    for (const event of track) {
      tick += event.deltaTime;
      if (event.type === 'noteOn') open.set(event.noteNumber, { onsetStep: tick, velocity: event.velocity });
      const begun = event.type === 'noteOff' ? open.get(event.noteNumber) : undefined;
      if (event.type !== 'noteOff' || !begun) continue;
      notes.push({ pitch: event.noteNumber, ...begun, durationSteps: tick - begun.onsetStep });
    }
  }
  return sortNotes(notes);
}
