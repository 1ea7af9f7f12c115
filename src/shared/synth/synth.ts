// The synthesiser: notes on a time line or from a keyboard, made into stereo blocks of any length.
// No Web Audio, no files: the page's worklet, a worker, the engine and the command line all call render().

import { recipes } from './instruments';
import { frequencyOf } from './instruments/recipe';
import { BLOCK } from './kernels/block';
import { createWaveBank } from './kernels/waveBank';
import { createLimiter } from './limiter';
import { createReverb } from './reverb';
import { requireRange, validateLive, validateNote } from './synthNote';
import type { LiveNote, SynthNote } from './synthNote';
import { createTimeline, noteSeed } from './timeline';
import type { VoiceNote } from './voice';
import { createVoices } from './voices';

/** A synthesiser. */
export interface Synth {
  /** Frames a second. */
  readonly sampleRate: number;
  /** Seconds on the time line of the next frame that `render` gives. */
  readonly time: number;
  /**
   * Replaces the time line. Notes that sound go on to their end; notes that begin before `time` are not begun.
   * @throws LabError invalid-argument with the path of the first value out of range
   */
  schedule(notes: readonly SynthNote[]): void;
  /** Begins a note at once. @throws LabError invalid-argument */
  noteOn(note: LiveNote): void;
  /** Ends every sounding note of this pitch and channel. */
  noteOff(pitch: number, channel?: number): void;
  /** Every key up; the time line goes on. */
  allNotesOff(): void;
  /**
   * Goes to a place of the time line. What sounds falls silent within 8 ms; notes held at that place begin there.
   * @param seconds 0 or more
   */
  seek(seconds: number): void;
  /** Silence at once, an empty time line, time 0: as new. */
  reset(): void;
  /**
   * Fills both arrays with what comes next. The lengths of the calls make no difference to the samples.
   * Allocates next to nothing, so that it may run in an AudioWorklet.
   * @param left, right the same length; linear, never beyond 1
   */
  render(left: Float32Array, right: Float32Array): void;
}

/** Sample rates a synthesiser can have, Hz. */
export const synthRates = [8000, 192000] as const;

/**
 * Makes a synthesiser. Same notes, same samples, on every machine with IEEE arithmetic and the same Math functions.
 * @param sampleRate Hz, 8000 to 192000
 * @throws LabError invalid-argument
 */
export function createSynth(sampleRate: number): Synth {
  requireRange('sampleRate', sampleRate, synthRates[0], synthRates[1]);
  const bank = createWaveBank(sampleRate);
  const voices = createVoices(sampleRate, bank);
  const reverb = createReverb(sampleRate);
  const limiter = createLimiter(sampleRate);
  const timeline = createTimeline(sampleRate);
  const left = new Float64Array(BLOCK);
  const right = new Float64Array(BLOCK);
  let [clock, pending, sought, liveNotes] = [0, 0, 0, 0]; // clock: first frame of the next block to compute
  let [primed, quiet] = [false, true];

  const prepare = ({ instrument, pitch }: LiveNote) => {
    const { sound } = recipes[instrument];
    if (sound.kind === 'wave') bank.pair(sound, frequencyOf(pitch, sampleRate));
  };

  const begin = (note: VoiceNote, offset: number, frames: number) => {
    voices.start(note, offset, frames);
    quiet = false;
  };

  const silence = () => {
    reverb.clear();
    limiter.clear();
    quiet = true;
    primed = false;
    pending = 0;
  };

  /** Computes the block at the clock; what is then in left and right is the one before it. */
  const advance = () => {
    left.fill(0);
    right.fill(0);
    timeline.begin(clock, clock + BLOCK, begin);
    clock += BLOCK;
    if (quiet) return;
    const sounding = voices.addTo(left, right);
    reverb.process(left, right);
    limiter.process(left, right);
    if (sounding === 0 && !reverb.ringing() && isSilent(left) && isSilent(right)) {
      reverb.clear();
      limiter.clear();
      quiet = true;
    }
  };

  const nextBlock = () => {
    if (!primed) advance();
    primed = true;
    advance();
    pending = BLOCK;
  };

  return {
    sampleRate,
    get time() {
      return Math.max(sought, clock - (primed ? BLOCK : 0) - pending) / sampleRate;
    },
    schedule(notes) {
      notes.forEach((note, index) => validateNote(note, `notes[${index}]`));
      notes.forEach(prepare);
      timeline.replace(notes, clock);
    },
    noteOn(note) {
      validateLive(note, 'note');
      prepare(note);
      begin({ ...note, recipe: recipes[note.instrument], seed: noteSeed(note, --liveNotes) }, 0, Infinity);
    },
    noteOff: (pitch, channel = 0) => voices.release(pitch, channel),
    allNotesOff: () => voices.releaseAll(),
    seek(seconds) {
      requireRange('seconds', seconds, 0, Number.MAX_SAFE_INTEGER);
      voices.stealAll();
      sought = clock = Math.round(seconds * sampleRate);
      timeline.seek(clock, begin);
    },
    reset() {
      voices.stealAll();
      while (voices.addTo(left, right) > 0);
      silence();
      sought = clock = liveNotes = 0;
      timeline.replace([], 0);
    },
    render(outLeft, outRight) {
      let done = 0;
      while (done < outLeft.length) {
        if (pending === 0) nextBlock();
        const from = BLOCK - pending;
        const count = Math.min(pending, outLeft.length - done);
        for (let i = 0; i < count; i++) {
          outLeft[done + i] = left[from + i];
          outRight[done + i] = right[from + i];
        }
        pending -= count;
        done += count;
      }
    },
  };
}

function isSilent(samples: Float64Array): boolean {
  for (let i = 0; i < BLOCK; i++) if (samples[i] > 2e-6 || samples[i] < -2e-6) return false;
  return true;
}
