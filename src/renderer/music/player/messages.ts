// What the page and its audio thread say to each other about playback.
// Types only.

import type { SynthNote } from '../../../shared/synth';
import type { Program, SecondsRange } from './transport';

export type TransportCommand =
  | { readonly kind: 'load'; readonly program: Program }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'seek'; readonly seconds: number }
  | { readonly kind: 'loop'; readonly range: SecondsRange | null }
  | { readonly kind: 'metronome'; readonly on: boolean }
  | { readonly kind: 'preview'; readonly note: SynthNote };

/** Told some forty times a second while it plays, and at its end. */
export interface TransportReport {
  readonly seconds: number;
  readonly playing: boolean;
  /** It came to the end of the score by itself. */
  readonly ended: boolean;
}

/** Where sound goes: the audio thread behind a volume. */
export interface SoundOutput {
  /** Commands wait in order until the output is open. */
  send(command: TransportCommand): void;
  setVolume(volume: number): void;
  close(): void;
}

/** @param onProblem told in words when no sound can be made */
export type OpenSoundOutput = (
  onReport: (report: TransportReport) => void,
  onProblem: (message: string) => void,
) => SoundOutput;
