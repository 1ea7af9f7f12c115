// The shape of the Live screen's state: what listens to what, the event log, the read-out.
// Types, and what follows from them; liveStore.ts makes the store.

import type { StoreApi } from 'zustand/vanilla';
import { LabError } from '../../../shared/contract/errors';
import type { Sound } from '../../../shared/contract/clips';
import type { DecoderConfig, LiveSession } from '../../../shared/contract/live';
import type { RecognizerRun } from '../../../shared/contract/training';
import type { PosteriorHistory } from '../../charts/posteriorHistory';
import type { Lab } from '../../lab';
import type { LiveReadout } from './liveMeter';

export type LiveSourceName = 'microphone' | 'file' | 'sample';

/** A word in the log. */
export interface LiveEvent {
  readonly id: number;
  readonly label: string;
  /** Seconds from the start of listening to the end of the window that fired. */
  readonly time: number;
  readonly score: number;
  /** From the arrival of the sound to the event on this page, ms. */
  readonly delayMs: number | null;
  /** From the end of the word (by its energy) to the event, ms; null where that cannot be told. */
  readonly afterWordMs: number | null;
  /** What was heard around it; null until a moment after the event. */
  readonly sound: Sound | null;
}

export interface LiveData {
  readonly phase: 'idle' | 'opening' | 'listening';
  /** Why listening ended or could not begin; empty when there is nothing to say. */
  readonly problem: string;
  readonly source: LiveSourceName;
  readonly file: { readonly name: string; readonly sound: Sound } | null;
  /** The recording that comes with the lab; null where there is none. */
  readonly sample: Sound | null;
  /** Of the last listening; stays after it so that the picture can be read. */
  readonly session: LiveSession | null;
  readonly decoder: DecoderConfig;
  /** True when the settings are the person's and not the model's. */
  readonly tuned: boolean;
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  readonly readout: LiveReadout;
  /** Of the sound coming in: root mean square, linear. */
  readonly level: number;
  /** Seconds of nothing but zeros: a muted or forbidden microphone. */
  readonly zeroSeconds: number;
}

export interface LiveActions {
  /** Looks whether a sample recording is there; returns the clean-up, which ends listening. */
  attach(): () => void;
  chooseSource(source: LiveSourceName): void;
  openFile(name: string, bytes: Uint8Array): void;
  /** Shows the decoder settings of a run. */
  prepare(runId: string | null): void;
  start(run: RecognizerRun): Promise<void>;
  stop(): Promise<void>;
  setDecoder(decoder: DecoderConfig): void;
  resetDecoder(): void;
  clearEvents(): void;
}

export interface LiveState extends LiveData {
  readonly actions: LiveActions;
  /** Posteriors of the session, outside React. */
  readonly history: PosteriorHistory;
}

export type LiveStore = StoreApi<LiveState>;
export type LiveLab = Pick<Lab, 'services' | 'microphone' | 'features' | 'player'>;

/** Events kept in the log; older ones go. */
export const MAX_EVENTS = 200;

/** The sound of the chosen source; null for the microphone. */
export function soundOfSource({ source, file, sample }: LiveData): Sound | null {
  if (source === 'microphone') return null;
  const sound = source === 'file' ? (file?.sound ?? null) : sample;
  if (sound === null) throw new LabError('invalid-argument', 'Choose a WAV file first.');
  return sound;
}
