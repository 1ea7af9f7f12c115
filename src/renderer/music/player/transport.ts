// Playback around the synthesiser: play, pause, loop, metronome, previews; runs on the audio thread.
// No voices of its own: the notes lie on the synthesiser's time line.

import type { Synth, SynthNote } from '../../../shared/synth';

/** A score made ready: notes and clicks on one time line, seconds. */
export interface Program {
  readonly notes: readonly SynthNote[];
  readonly clicks: readonly SynthNote[];
  /** Length of the score; playback ends there. */
  readonly seconds: number;
}

export interface SecondsRange {
  readonly from: number;
  readonly to: number;
}

export interface Transport {
  readonly playing: boolean;
  /** Seconds. */
  readonly position: number;
  /** Puts in other notes; what sounds goes on to its end. */
  load(program: Program): void;
  play(): void;
  /** Stops where it is; tails ring out. */
  pause(): void;
  seek(seconds: number): void;
  /** Playback goes round once it is in the range or before it. */
  setLoop(range: SecondsRange | null): void;
  setMetronome(on: boolean): void;
  /** Sounds a note for its duration, whether it plays or not. */
  preview(note: SynthNote): void;
  /** Fills the next frames. @returns true where the end was reached in them */
  render(left: Float32Array, right: Float32Array): boolean;
}

/** Previews have a channel of their own, so that their end is not the end of the score's notes. */
const PREVIEW_CHANNEL = 15;

/** A preview that sounds, and frames until its key goes up. */
interface Preview {
  readonly pitch: number;
  left: number;
}

/** @param synth begins at 0 and is nobody else's */
export function createTransport(synth: Omit<Synth, 'reset'>): Transport {
  const { sampleRate } = synth;
  const toFrame = (seconds: number) => Math.round(seconds * sampleRate);
  let program: Program = { notes: [], clicks: [], seconds: 0 };
  let loop: { readonly from: number; readonly to: number } | null = null;
  let previews: Preview[] = [];
  let [playing, metronome, at] = [false, false, 0];

  const schedule = () => {
    if (playing) synth.schedule(metronome ? [...program.notes, ...program.clicks] : program.notes);
  };
  const goTo = (frame: number) => {
    at = frame;
    if (playing) synth.seek(frame / sampleRate);
  };
  const halt = () => {
    playing = false;
    synth.schedule([]);
  };
  const loops = () => loop !== null && loop.to > loop.from && at <= loop.to;
  const end = () => (loop && loops() ? loop.to : toFrame(program.seconds));
  /** Goes back at the loop's end, stops at the score's. @returns whether it stopped */
  const turn = (): boolean => {
    if (!playing || at < end()) return false;
    if (loop && loops()) {
      goTo(loop.from);
      return false;
    }
    halt();
    return true;
  };
  const endPreviews = (frames: number) => {
    if (previews.length === 0) return;
    for (const preview of previews) {
      preview.left -= frames;
      if (preview.left <= 0) synth.noteOff(preview.pitch, PREVIEW_CHANNEL);
    }
    previews = previews.filter(({ left }) => left > 0);
  };

  return {
    get playing() {
      return playing;
    },
    get position() {
      return at / sampleRate;
    },
    load(next) {
      program = next;
      schedule();
    },
    play() {
      playing = true;
      schedule();
      goTo(at);
    },
    pause() {
      halt();
      synth.allNotesOff();
    },
    seek: (seconds) => goTo(toFrame(seconds)),
    setLoop(range) {
      loop = range && { from: toFrame(range.from), to: toFrame(range.to) };
    },
    setMetronome(on) {
      metronome = on;
      schedule();
    },
    preview({ pitch, velocity, instrument, duration }) {
      synth.noteOff(pitch, PREVIEW_CHANNEL);
      synth.noteOn({ pitch, velocity, instrument, channel: PREVIEW_CHANNEL });
      previews = [...previews.filter((other) => other.pitch !== pitch), { pitch, left: toFrame(duration) }];
    },
    render(left, right) {
      let ended = false;
      for (let done = 0; done < left.length;) {
        ended = turn() || ended;
        const frames = Math.min(left.length - done, playing ? end() - at : Infinity);
        synth.render(left.subarray(done, done + frames), right.subarray(done, done + frames));
        endPreviews(frames);
        done += frames;
        if (playing) at += frames;
      }
      return turn() || ended;
    },
  };
}
