// A person's own sound font (SF2, SF3, DLS) behind the interface of the lab's synthesiser, by spessasynth_core.
// Not the lab's own instruments: those are src/shared/synth, and what plays where no sound font was chosen.

import { SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import { LabError } from '../contract/errors';
import { instruments } from '../synth';
import type { LiveNote, Synth, SynthNote } from '../synth';

/** Most bytes of a sound font. */
export const MAX_SOUND_FONT_BYTES = 512 * 1024 * 1024;

/** Frames computed at once. */
const BLOCK = 128;
/** MIDI's tenth channel, counted from 0. */
const DRUMS = 9;

/** A key that goes down or up at a frame of the time line. */
interface KeyEvent {
  readonly frame: number;
  readonly note: LiveNote;
  readonly down: boolean;
}

/**
 * Makes a synthesiser that plays a sound font; every instrument by its General MIDI program.
 * @param sampleRate Hz
 * @param bytes of the file
 * @throws LabError bad-audio where it is no sound font; too-large
 */
export async function createSoundFontSynth(
  sampleRate: number,
  bytes: Uint8Array,
  name: string,
): Promise<Synth> {
  const processor = new SpessaSynthProcessor(sampleRate, { maxBufferSize: BLOCK, eventsEnabled: false });
  await processor.processorInitialized;
  processor.soundBankManager.addSoundBank(loadSoundFont(bytes, name), 'chosen');
  return createTimelineSynth(processor, sampleRate);
}

/** @throws LabError bad-audio | too-large */
export function loadSoundFont(bytes: Uint8Array, name: string) {
  if (bytes.length > MAX_SOUND_FONT_BYTES) {
    const limit = MAX_SOUND_FONT_BYTES / 1024 / 1024;
    throw new LabError('too-large', `${name}: a sound font may have ${limit} MiB. Choose a smaller one.`, {
      name,
    });
  }
  const refuse = (why: string) =>
    new LabError(
      'bad-audio',
      `${name} is no sound font the lab can read (${why}). Choose an SF2 or SF3 file.`,
      {
        name,
      },
    );
  try {
    const bank = SoundBankLoader.fromArrayBuffer(bytes.slice().buffer);
    if (bank.presets.length === 0) throw refuse('it holds no instruments');
    return bank;
  } catch (error) {
    throw error instanceof LabError ? error : refuse(error instanceof Error ? error.message : String(error));
  }
}

function createTimelineSynth(processor: SpessaSynthProcessor, sampleRate: number): Synth {
  const programs = new Array<number>(16).fill(-1);
  let events: KeyEvent[] = [];
  let [next, at] = [0, 0];

  const press = ({ pitch, velocity, instrument, channel, ...note }: LiveNote) => {
    const target = channelOf(instrument, channel);
    const program = note.program ?? programOf(instrument);
    if (target !== DRUMS && programs[target] !== program) {
      processor.programChange(target, program);
      programs[target] = program;
    }
    processor.noteOn(target, pitch, velocity);
  };
  const play = ({ note, down }: KeyEvent) => {
    if (down) press(note);
    else processor.noteOff(channelOf(note.instrument, note.channel), note.pitch);
  };
  const place = (frame: number) => {
    at = frame;
    next = events.findIndex((event) => event.frame >= frame);
    if (next < 0) next = events.length;
  };
  const render = (left: Float32Array, right: Float32Array, from: number, frames: number) => {
    for (let done = 0; done < frames; done += BLOCK)
      processor.process(left, right, from + done, Math.min(BLOCK, frames - done));
  };

  return {
    sampleRate,
    get time() {
      return at / sampleRate;
    },
    schedule(notes) {
      // Keys that are down now go up when their notes would have ended, as they do on the lab's own synthesiser.
      const ups = events
        .slice(next)
        .filter(({ down, note }) => !down && begins(note as SynthNote, sampleRate) < at);
      events = [...keyEvents(notes, sampleRate), ...ups].sort(inOrder);
      place(at);
    },
    noteOn: press,
    noteOff(pitch, channel = 0) {
      processor.noteOff(channel, pitch);
    },
    allNotesOff: () => processor.stopAllChannels(false),
    seek(seconds) {
      processor.stopAllChannels(true);
      place(Math.round(seconds * sampleRate));
    },
    reset() {
      processor.stopAllChannels(true);
      events = [];
      place(0);
    },
    render(left, right) {
      left.fill(0);
      right.fill(0);
      for (let done = 0; done < left.length;) {
        while (next < events.length && events[next].frame <= at) play(events[next++]);
        const until = next < events.length ? events[next].frame - at : Infinity;
        const frames = Math.min(left.length - done, until);
        render(left, right, done, frames);
        done += frames;
        at += frames;
      }
    },
  };
}

const programOf = (instrument: LiveNote['instrument']): number =>
  instruments.find(({ name }) => name === instrument)?.program ?? 0;

const channelOf = (instrument: LiveNote['instrument'], channel: number): number =>
  instrument === 'drums' ? DRUMS : channel === DRUMS ? DRUMS - 1 : channel;

const begins = ({ start }: SynthNote, sampleRate: number): number => Math.round(start * sampleRate);

function keyEvents(notes: readonly SynthNote[], sampleRate: number): KeyEvent[] {
  return notes.flatMap((note) => {
    const frame = begins(note, sampleRate);
    const length = Math.max(1, Math.round(note.duration * sampleRate));
    return [
      { frame, note, down: true },
      { frame: frame + length, note, down: false },
    ];
  });
}

/** By time; where they meet, keys go up before others go down. */
const inOrder = (a: KeyEvent, b: KeyEvent): number => a.frame - b.frame || Number(a.down) - Number(b.down);
