// The notes still to come, in frames and in order: which of them begin in a block.
// Not the tempo: scheduleOf turns steps into seconds before.

import { instrumentNames, recipes } from './instruments';
import { mixSeed } from './kernels/noiseSource';
import type { SynthNote } from './synthNote';
import type { VoiceNote } from './voice';

/** A note in frames. */
export interface TimelineNote extends VoiceNote {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** Begins a note `offset` frames into the next block and lets go after `frames`. */
export type BeginNote = (note: TimelineNote, offset: number, frames: number) => void;

/** The time line. */
export interface Timeline {
  /** Other notes from now on; those before `frame` are passed over. */
  replace(notes: readonly SynthNote[], frame: number): void;
  /** Begins the notes of [from, to). */
  begin(from: number, to: number, begin: BeginNote): void;
  /** Goes to a frame, and begins what is held there. */
  seek(frame: number, begin: BeginNote): void;
}

/** Notes with less than this to go are not begun in the middle, seconds. */
const SHORTEST_REST = 0.05;

/** An empty time line. */
export function createTimeline(sampleRate: number): Timeline {
  let notes: readonly TimelineNote[] = [];
  let next = 0;

  const find = (frame: number): number => {
    let [low, high] = [0, notes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (notes[middle].startFrame < frame) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    replace(list, frame) {
      notes = list.map((note) => inFrames(note, sampleRate)).sort(inOrder);
      next = find(frame);
    },
    begin(from, to, begin) {
      while (next < notes.length && notes[next].startFrame < to) {
        const note = notes[next++];
        begin(note, Math.max(0, note.startFrame - from), note.endFrame - note.startFrame);
      }
    },
    seek(frame, begin) {
      next = find(frame);
      for (let i = 0; i < next; i++) {
        const rest = notes[i].endFrame - frame;
        if (rest > SHORTEST_REST * sampleRate && notes[i].recipe !== recipes.drums) begin(notes[i], 0, rest);
      }
    },
  };
}

function inFrames(note: SynthNote, sampleRate: number): TimelineNote {
  const { pitch, velocity, channel, instrument } = note;
  const startFrame = Math.round(note.start * sampleRate);
  const endFrame = Math.max(startFrame + 1, Math.round((note.start + note.duration) * sampleRate));
  const seed = noteSeed(note, startFrame);
  return { pitch, velocity, channel, recipe: recipes[instrument], seed, startFrame, endFrame };
}

/** The seed of a note's noise: the same note at the same moment always sounds the same. */
export function noteSeed(
  { pitch, instrument }: Pick<SynthNote, 'pitch' | 'instrument'>,
  moment: number,
): number {
  return mixSeed(mixSeed(pitch, moment), instrumentNames.indexOf(instrument));
}

/** By time, then by everything else, so that the order in which notes were given makes no difference. */
function inOrder(a: TimelineNote, b: TimelineNote): number {
  return (
    a.startFrame - b.startFrame ||
    a.channel - b.channel ||
    a.pitch - b.pitch ||
    a.velocity - b.velocity ||
    a.endFrame - b.endFrame
  );
}
