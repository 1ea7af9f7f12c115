// All voices of a synthesiser: who plays a note, and who has to give way when more than 64 would sound.
// Not the time line: synth.ts says when notes begin.

import { createVoice } from './voice';
import type { Voice, VoiceNote } from './voice';
import type { WaveBank } from './kernels/waveBank';

/** Most notes that sound at once. */
export const POLYPHONY = 64;
/** Voices that may fall silent beside them after being taken away. */
const FALLING = 16;

/** The voices. */
export interface Voices {
  /** See {@link Voice.start}. A note that would have to take away one of its own moment is left out. */
  start(note: VoiceNote, offset: number, frames: number): void;
  release(pitch: number, channel: number): void;
  releaseAll(): void;
  stealAll(): void;
  /** Adds the next block. @returns how many voices sounded */
  addTo(left: Float64Array, right: Float64Array): number;
}

/** Takes the memory of all voices at once, about 40 kB each. */
export function createVoices(sampleRate: number, bank: WaveBank): Voices {
  const voices = Array.from({ length: POLYPHONY + FALLING }, () => createVoice(sampleRate, bank));
  let order = 0;

  const freeVoice = (): Voice | null => {
    let sounding = 0;
    let free: Voice | null = null;
    for (const voice of voices) {
      if (!voice.active) free = voice;
      else if (!voice.stolen) sounding++;
    }
    if (sounding < POLYPHONY && free !== null) return free;
    const victim = leastMissed(voices);
    if (victim === null || free === null) return null;
    victim.steal();
    return free;
  };

  const stealPitch = (pitch: number, channel: number) => {
    for (const voice of voices) {
      if (voice.active && voice.pitch === pitch && voice.channel === channel) voice.steal();
    }
  };

  return {
    start(note, offset, frames) {
      const cut = note.recipe.cuts?.(note.pitch) ?? null;
      if (cut !== null) stealPitch(cut, note.channel);
      freeVoice()?.start(note, offset, frames, order++);
    },
    release(pitch, channel) {
      for (const voice of voices) {
        if (voice.active && voice.pitch === pitch && voice.channel === channel) voice.release();
      }
    },
    releaseAll() {
      for (const voice of voices) if (voice.active) voice.release();
    },
    stealAll() {
      for (const voice of voices) if (voice.active) voice.steal();
    },
    addTo(left, right) {
      let sounded = 0;
      for (const voice of voices) {
        if (!voice.active) continue;
        voice.addTo(left, right);
        sounded++;
      }
      return sounded;
    },
  };
}

/** The quietest released voice, else the oldest; none where all began just now and have not sounded yet. */
function leastMissed(voices: readonly Voice[]): Voice | null {
  let released: Voice | null = null;
  let oldest: Voice | null = null;
  for (const voice of voices) {
    if (!voice.active || voice.stolen || voice.level === 0) continue;
    if (voice.released && (released === null || voice.level < released.level)) released = voice;
    if (oldest === null || voice.order < oldest.order) oldest = voice;
  }
  return released ?? oldest;
}
