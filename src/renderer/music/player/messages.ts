// What the page and its audio thread say to each other about playback.
// Types only.

import type { SynthNote } from '../../../shared/synth';
import type { SoundFont } from './soundFonts';
import type { Program, SecondsRange } from './transport';

export type TransportCommand =
  | { readonly kind: 'load'; readonly program: Program }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'seek'; readonly seconds: number }
  | { readonly kind: 'loop'; readonly range: SecondsRange | null }
  | { readonly kind: 'metronome'; readonly on: boolean }
  | { readonly kind: 'preview'; readonly note: SynthNote };

/** Told some forty times a second while it plays, at its end, and when the synthesiser could not be made. */
export type TransportReport =
  | {
      readonly seconds: number;
      /** It came to the end of the score by itself. */
      readonly ended: boolean;
    }
  | { readonly problem: string };

/** Where sound goes: the audio thread behind a volume. */
export interface SoundOutput {
  /** Commands wait in order until the output is open. */
  send(command: TransportCommand): void;
  setVolume(volume: number): void;
  close(): void;
}

export interface SoundListener {
  onPosition(seconds: number, ended: boolean): void;
  /** Told in words when no sound can be made. */
  onProblem(message: string): void;
}

/** @param font played in place of the lab's own instruments; null for those */
export type OpenSoundOutput = (listener: SoundListener, font: SoundFont | null) => SoundOutput;
