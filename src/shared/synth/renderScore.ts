// A whole score as sound, faster than it is played: what WAV files and the command line are made of.
// The same synthesiser as in the page; it is only asked for longer blocks.

import { LabError } from '../contract/errors';
import type { Score } from '../music/score';
import { scheduleOf } from './schedule';
import type { ScheduleOptions } from './schedule';
import { createSynth } from './synth';
import type { SynthNote } from './synthNote';
import type { Synth } from './synth';
import { stepToSeconds } from './tempoMap';

/** How a score is rendered. */
export interface RenderOptions extends ScheduleOptions {
  /** Hz, 8000 to 192000. Default 44100. */
  readonly sampleRate?: number;
  /** Seconds after the last note's end, for strings and the room to fade; 0 to 30. Default 2. */
  readonly tailSeconds?: number;
  /** Notes beside the score's, such as {@link metronomeNotes}; their times are the score's. */
  readonly extraNotes?: readonly SynthNote[];
  /** What renders it, e.g. a sound font's synthesiser; its rate counts. Default: the lab's own instruments. */
  readonly synth?: Synth;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Sound for two speakers. */
export interface StereoSound {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly sampleRate: number;
}

/** Longest score that is rendered, seconds without the tail. */
export const MAX_RENDER_SECONDS = 30 * 60;
const LONGEST_TAIL = 30;
/** Seconds of sound between two looks at the signal. */
const CHUNK_SECONDS = 2;

/**
 * Renders a score or a part of it; the sound begins at `fromStep`. Between chunks other work gets its turn.
 * @returns linear samples, never beyond 1; of a score without notes, the tail's silence
 * @throws LabError too-large over {@link MAX_RENDER_SECONDS}; aborted; invalid-argument
 */
export async function renderScore(score: Score, options: RenderOptions = {}): Promise<StereoSound> {
  const { tailSeconds = 2, signal, onProgress } = options;
  const synth = options.synth ?? createSynth(options.sampleRate ?? 44100);
  const { sampleRate } = synth;
  if (!(tailSeconds >= 0 && tailSeconds <= LONGEST_TAIL)) {
    throw new LabError(
      'invalid-argument',
      `at tailSeconds: expected 0 to ${LONGEST_TAIL} seconds, got ${tailSeconds}.`,
    );
  }
  const notes = [...scheduleOf(score, options), ...(options.extraNotes ?? [])];
  const begin = stepToSeconds(score, options.fromStep ?? 0, options.qpm);
  const end = notes.reduce((latest, note) => Math.max(latest, note.start + note.duration), begin);
  requireLength(end - begin);
  synth.schedule(notes);
  synth.seek(begin);

  const total = Math.ceil((end - begin + tailSeconds) * sampleRate);
  const left = new Float32Array(total);
  const right = new Float32Array(total);
  const chunk = CHUNK_SECONDS * sampleRate;
  for (let at = 0; at < total; at += chunk) {
    if (signal?.aborted) throw new LabError('aborted', 'Stopped.');
    const to = Math.min(total, at + chunk);
    synth.render(left.subarray(at, to), right.subarray(at, to));
    onProgress?.({ done: to / sampleRate, total: total / sampleRate });
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
  return { left, right, sampleRate };
}

function requireLength(seconds: number): void {
  if (seconds <= MAX_RENDER_SECONDS) return;
  const minutes = MAX_RENDER_SECONDS / 60;
  throw new LabError(
    'too-large',
    `Expected a score of at most ${minutes} minutes, got ${(seconds / 60).toFixed(1)}. Render a part of it, or play it faster.`,
    { limit: MAX_RENDER_SECONDS, got: seconds },
  );
}
