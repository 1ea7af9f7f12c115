// One voice of the synthesiser: a kernel for the raw sound, an envelope, loudness and a place between the speakers.
// Which note a voice plays, and which voice is taken away, is decided in voices.ts.

import type { InstrumentRecipe } from './instruments/recipe';
import { frequencyOf } from './instruments/recipe';
import { BLOCK } from './kernels/block';
import type { Kernel } from './kernels/block';
import { createDrumKernel } from './kernels/drum';
import { createModalKernel } from './kernels/modal';
import { createStringKernel } from './kernels/string';
import { createWaveKernel } from './kernels/wave';
import type { WaveBank } from './kernels/waveBank';
import { createEnvelope } from './envelope';

/** A voice: made once, played again and again. */
export interface Voice {
  /** MIDI number and channel it plays or played. */
  readonly pitch: number;
  readonly channel: number;
  /** Whether it sounds. */
  readonly active: boolean;
  /** Whether its key is up. */
  readonly released: boolean;
  /** Whether it was taken away and is falling silent in a moment. */
  readonly stolen: boolean;
  /** Largest sample of the last blocks. */
  readonly level: number;
  /** Counts up over all voices: which is the oldest. */
  readonly order: number;
  /**
   * @param offset frame of the next block at which it begins
   * @param frames until its key goes up; Infinity until {@link release}
   */
  start(note: VoiceNote, offset: number, frames: number, order: number): void;
  release(): void;
  /** Falls silent within 4 ms, without a click. */
  steal(): void;
  /** Adds the next block to both sides. */
  addTo(left: Float64Array, right: Float64Array): void;
}

/** What a voice plays. */
export interface VoiceNote {
  readonly pitch: number;
  /** 1 to 127. */
  readonly velocity: number;
  readonly channel: number;
  readonly recipe: InstrumentRecipe;
  readonly seed: number;
}

/** Level of one note at velocity 90 against full scale. */
const NOTE_LEVEL = 0.09;
/** Below this a decaying sound is over: -106 dB. */
const INAUDIBLE = 5e-6;
/** A low string is silent between its pulses: the level falls by no more than this in a block. */
const FORGETTING = 0.9;
const STEAL_SECONDS = 0.008;

/** A voice with all its kernels; nothing is allocated when it plays. */
export function createVoice(sampleRate: number, bank: WaveBank): Voice {
  const modal = createModalKernel(sampleRate);
  const string = createStringKernel(sampleRate);
  const wave = createWaveKernel(sampleRate, bank);
  const drum = createDrumKernel(sampleRate);
  const envelope = createEnvelope(sampleRate);
  const samples = new Float64Array(BLOCK);
  const kernels = { modal, string, wave, drum };
  let kernel: Kernel = modal;
  let recipe: InstrumentRecipe | null = null;
  const state = { offset: 0, framesLeft: Infinity, age: 0, gainLeft: 0, gainRight: 0 };

  const startKernel = ({ pitch, velocity, recipe: { sound }, seed }: VoiceNote) => {
    const frequency = frequencyOf(pitch, sampleRate);
    const strength = Math.min(1, velocity / 127);
    if (sound.kind === 'modal') modal.start(sound, frequency, strength, seed);
    else if (sound.kind === 'string') string.start(sound, frequency, strength, seed);
    else if (sound.kind === 'wave') wave.start(sound, frequency, strength, seed);
    else drum.start(sound, pitch, strength, seed);
    kernel = kernels[sound.kind];
  };

  const renderPart = (from: number, to: number) => {
    if (from >= to) return;
    kernel.render(samples, from, to);
    envelope.apply(samples, from, to);
  };

  const renderBlock = (from: number) => {
    const split = Math.min(BLOCK, from + state.framesLeft);
    renderPart(from, split);
    if (split < BLOCK) {
      voice.release();
      renderPart(split, BLOCK);
    }
    state.framesLeft -= BLOCK - from;
  };

  const voice = {
    pitch: 0,
    channel: 0,
    active: false,
    released: false,
    stolen: false,
    level: 0,
    order: 0,
    start(note: VoiceNote, at: number, frames: number, order: number) {
      recipe = note.recipe;
      voice.pitch = note.pitch;
      voice.channel = note.channel;
      voice.active = true;
      voice.released = voice.stolen = false;
      voice.order = order;
      voice.level = 0;
      state.offset = at;
      state.age = 0;
      state.framesLeft = recipe.releaseSeconds(note.pitch) === Infinity ? Infinity : Math.max(1, frames);
      envelope.start(recipe.attackSeconds * (2 - note.velocity / 127));
      startKernel(note);
      const loudness = loudnessOf(note);
      const angle = (placeOf(note) + 1) * (Math.PI / 4);
      state.gainLeft = loudness * Math.SQRT2 * Math.cos(angle);
      state.gainRight = loudness * Math.SQRT2 * Math.sin(angle);
    },
    release() {
      if (voice.released || recipe === null) return;
      const seconds = recipe.releaseSeconds(voice.pitch);
      state.framesLeft = Infinity;
      if (seconds === Infinity) return;
      voice.released = true;
      envelope.release(seconds);
    },
    steal() {
      voice.released = voice.stolen = true;
      state.framesLeft = Infinity;
      envelope.release(STEAL_SECONDS);
    },
    addTo(left: Float64Array, right: Float64Array) {
      const from = state.offset;
      const { gainLeft, gainRight } = state;
      state.offset = 0;
      renderBlock(from);
      let peak = 0;
      for (let i = from; i < BLOCK; i++) {
        const sample = samples[i];
        if (sample > peak) peak = sample;
        else if (-sample > peak) peak = -sample;
        left[i] += gainLeft * sample;
        right[i] += gainRight * sample;
      }
      state.age += BLOCK - from;
      voice.level = Math.max(peak * (gainLeft + gainRight), FORGETTING * voice.level);
      if (envelope.finished() || (voice.level < INAUDIBLE && state.age > 0.15 * sampleRate))
        voice.active = false;
    },
  };
  return voice;
}

function loudnessOf({ pitch, velocity, recipe }: VoiceNote): number {
  const octaves = Math.max(-3, Math.min(3, (pitch - 60) / 12));
  return NOTE_LEVEL * recipe.gain * 10 ** ((recipe.balance * octaves) / 20) * (velocity / 90) ** 1.5;
}

/** Low notes to the left and high ones to the right, channels a little apart. @returns -1 to 1 */
function placeOf({ pitch, channel, recipe }: VoiceNote): number {
  const byPitch = (recipe.spread * (pitch - 60)) / 60;
  const byChannel = (((channel * 5) % 7) - 3) * 0.05;
  return Math.max(-0.7, Math.min(0.7, byPitch + (channel === 0 ? 0 : byChannel)));
}
