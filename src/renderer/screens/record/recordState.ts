// The shape of the Record screen's state.
// Types and defaults only; recordStore.ts makes and changes it.

import type { Sound } from '../../../shared/contract/clips';
import { readPreference } from '../../stores/preferences';

/** What the microphone is doing. */
export type RecordPhase =
  | { readonly name: 'off' }
  | { readonly name: 'opening' }
  | { readonly name: 'ready' }
  | { readonly name: 'countdown'; readonly left: number; readonly take: number }
  | { readonly name: 'recording'; readonly take: number }
  /** Between two takes of a row. */
  | { readonly name: 'pause'; readonly take: number }
  | { readonly name: 'background' }
  | { readonly name: 'failed'; readonly message: string };

export interface Take {
  readonly id: string;
  readonly label: string;
  readonly sound: Sound;
  readonly saved: 'saving' | 'saved' | 'failed';
  /** Why it could not be saved; empty otherwise. */
  readonly problem: string;
  /** Of the clip on disk; empty until saved. */
  readonly clipId: string;
  /** The person has listened and said keep. */
  readonly kept: boolean;
}

export interface RecordOptions {
  readonly speaker: string;
  readonly countdown: boolean;
  /** Takes in a row, 1 to 50. */
  readonly row: number;
  /** Length of one take. */
  readonly takeSeconds: number;
}

export interface RecordState {
  readonly mode: 'word' | 'background';
  readonly label: string;
  readonly phase: RecordPhase;
  readonly options: RecordOptions;
  /** Newest last. */
  readonly takes: readonly Take[];
  readonly focused: string | null;
  /** Seconds of the take or background recording under way. */
  readonly seconds: number;
}

/** Background recordings are written in parts of this length, so that a crash costs at most a minute. */
export const BACKGROUND_PART_SECONDS = 60;
export const LONGEST_ROW = 50;

export function readOptions(clipSeconds: number): RecordOptions {
  return {
    speaker: readPreference('record.speaker', 'me'),
    countdown: readPreference('record.countdown', true),
    row: readPreference('record.row', 5),
    takeSeconds: Math.max(1, clipSeconds) + 0.5,
  };
}

/** Whether a take or a row of takes is under way. */
export function isBusy(phase: RecordPhase): boolean {
  return ['countdown', 'recording', 'pause', 'background'].includes(phase.name);
}

export function isOpen(phase: RecordPhase): boolean {
  return phase.name === 'ready' || isBusy(phase);
}
