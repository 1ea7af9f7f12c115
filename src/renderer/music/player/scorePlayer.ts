// What plays scores on the page: one transport for the Tunes and Compose screens, and its state for every playhead.
// Types only: createScorePlayer.ts makes it, the synthesiser is src/shared/synth.

import type { StoreApi } from 'zustand/vanilla';
import type { Score } from '../../../shared/contract/score';
import type { InstrumentName } from '../../../shared/synth';
import type { SoundFont } from './soundFonts';

/** A stretch of a score in its own steps, `from` before `to`. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

export interface ScorePlayerState {
  readonly status: 'stopped' | 'playing' | 'paused';
  /** Whose score is loaded: a tune's id, `draft`, ...; null before the first. */
  readonly scoreId: string | null;
  /** Playhead, steps of the loaded score; fractions while it plays. */
  readonly step: number;
  readonly loop: StepRange | null;
  readonly metronome: boolean;
  /** For every part but drums; null = what each part's program asks for. */
  readonly instrument: InstrumentName | null;
  /** Quarter notes a minute in place of the score's own tempo; null = the score's. */
  readonly qpm: number | null;
  /** 0 to 1. */
  readonly volume: number;
  /** Name of the sound font that plays in place of the lab's own instruments; null = those. */
  readonly soundFont: string | null;
  /** Why nothing can be heard, in words; empty when all is well. */
  readonly problem: string;
}

export interface ScorePlayer {
  readonly store: StoreApi<ScorePlayerState>;
  /** Takes a score and stops at its beginning; loop and tempo of the former one are dropped. */
  load(score: Score, scoreId: string): void;
  /** The same score, edited or still being written: playback goes on with the new notes. */
  update(score: Score): void;
  /** Plays on from the playhead, or from `fromStep`; at the end it stops and goes back to where it began. */
  play(options?: { readonly fromStep?: number }): void;
  pause(): void;
  stop(): void;
  seek(step: number): void;
  setLoop(range: StepRange | null): void;
  setMetronome(on: boolean): void;
  setInstrument(name: InstrumentName | null): void;
  setTempo(qpm: number | null): void;
  setVolume(volume: number): void;
  /** Sounds one note at once, for a quarter of a second: what was drawn, a key of the piano roll. */
  preview(pitch: number, velocity?: number): void;
  /** Plays with a person's own sound font, or with the lab's instruments again. */
  setSoundFont(font: SoundFont | null): void;
  dispose(): void;
}
