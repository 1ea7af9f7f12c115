// Using a trained generator: tunes out of it, how well it predicts, and how much it copies.

import type { CallOptions, ItemProgress } from './call';
import type { Note, Score } from './score';
import type { TuneSplit } from './tunes';

/** How tokens are drawn. */
export interface SamplingOptions {
  /** 0 to 2; 0 takes the likeliest, above {@link RANDOM_TEMPERATURE} tunes are close to random. Default 1. */
  readonly temperature?: number;
  /** Only the k likeliest; 0 (default) takes all. */
  readonly topK?: number;
  /** Only the likeliest that together reach this probability, 0 to 1; 1 (default) takes all. */
  readonly topP?: number;
}

/** Which pitches may sound; missing fields allow all. */
export interface PitchLimits {
  /** Pitch classes 0 to 11; empty or missing allows all. */
  readonly scale?: readonly number[];
  readonly lowestPitch?: number;
  readonly highestPitch?: number;
}

export interface GenerationOptions extends SamplingOptions, PitchLimits {
  /** What it goes on from: a tune, drawn notes, the bars before a selection. null = from nothing. */
  readonly primer: Score | null;
  /**
   * Where writing begins, in the primer's steps: what lies silent between its last note and here is a rest. Missing (or
   * not behind the last note) = the end of its last note.
   */
  readonly startStep?: number;
  /** Bars to write behind the primer, 1 to {@link MAX_BARS}; a bar that the primer left unfinished is finished first. */
  readonly bars: number;
  /** Different tunes to write, 1 to {@link MAX_VARIATIONS}. */
  readonly variations: number;
  /** 0 to 2^31 - 1; the same seed, model and options give the same notes. Variation i has the seed + i. */
  readonly seed: number;
  /** Quarter notes a minute of the result; missing = the primer's, else 120. */
  readonly qpm?: number;
  /** Metre of a tune from nothing, for tokens that know no bars (frames) and, for melodies, as the first token. */
  readonly meter?: { readonly beats: number; readonly beatUnit: number };
  /** Where the model may end a tune by itself. Default true; false forbids END until the bars are full. */
  readonly mayEnd?: boolean;
}

/** Longest tune that is generated. */
export const MAX_BARS = 1000;
export const MAX_VARIATIONS = 16;

/** Why a generated tune is as long as it is. */
export const generationEndings = ['bars', 'model-ended', 'stopped', 'token-limit'] as const;
export type GenerationEnding = (typeof generationEndings)[number];

/** Notes of one variation as they are written, behind those told before; steps of the result's own grid. */
export interface GenerationProgress {
  readonly variation: number;
  readonly stepsPerQuarter: number;
  readonly notes: readonly Note[];
  /** Bars written so far, behind the primer. */
  readonly bars: number;
  readonly tokens: number;
}

export interface GeneratedTune {
  /** The primer's notes and those behind it. */
  readonly score: Score;
  /** First step that is new. */
  readonly primerSteps: number;
  readonly seed: number;
  readonly ending: GenerationEnding;
  /** In words, e.g. `The model ended the tune after 12 of 16 bars.` */
  readonly message: string;
  readonly tokens: number;
  readonly tokensPerSecond: number;
}

/** A stretch of a tune. */
export interface CopyPlace {
  /** First step of the run and the step behind its last note, in the tune's own resolution. */
  readonly startStep: number;
  readonly endStep: number;
  /** Bars from 1, a pick-up bar is bar 1. */
  readonly firstBar: number;
  readonly lastBar: number;
}

/** A run that both tunes have. */
export interface CopyRun {
  /** Onsets in a row whose intervals, and lengths up to the last onset, are the same. */
  readonly notes: number;
  /** Length in quarter notes. */
  readonly quarters: number;
  /** Index of the training tune. */
  readonly tune: number;
  /** Semitones from the training tune up to the measured one. */
  readonly semitones: number;
  readonly here: CopyPlace;
  readonly there: CopyPlace;
}

/** What the meter shows. */
export interface CopyReport {
  /** The longest run; null where not even two notes in a row are shared. */
  readonly longest: CopyRun | null;
  /** The longest run with each training tune that has one, longest first, at most `limit`. */
  readonly runs: readonly CopyRun[];
  /** Onsets of the measured tune. */
  readonly notes: number;
}

/** A copy report with the titles of the tunes it names; `CopyRun.tune` is an index into `tunes`. */
export interface NamedCopyReport extends CopyReport {
  readonly tunes: readonly { readonly tuneId: string | null; readonly title: string }[];
}

/** How well tokens are predicted; nats. */
export interface TokenScores {
  readonly nllPerToken: number;
  /** e to the NLL per token. */
  readonly perplexity: number;
  /** Frames only: the sum over the tokens of all frames, divided by the number of frames (tokens/SPEC.md, L3). */
  readonly nllPerFrame: number | null;
}

/** A generator on one split, beside the baseline that learned by counting. */
export interface GeneratorEvaluation extends TokenScores {
  readonly split: TuneSplit;
  readonly tunes: number;
  readonly tokens: number;
  readonly frames: number | null;
  /** On the tunes it was trained on (at most as many tokens as the split has): the gap is what it learned by heart. */
  readonly training: TokenScores;
  readonly ngram: TokenScores & { readonly order: number };
  /** The comparison in plain words. */
  readonly verdict: string;
  readonly createdAt: string;
}

export interface GenerationService {
  /**
   * Writes tunes. Progress is the notes as they come, variation after variation. Aborting resolves with what is
   * there, `ending` stopped, never with nothing.
   * @throws bad-score (the primer does not fit the vocabulary, with the pitch) | invalid-argument | bad-model | not-found
   */
  generate(
    options: { readonly projectId: string; readonly runId: string } & GenerationOptions,
    call?: CallOptions<GenerationProgress>,
  ): Promise<readonly GeneratedTune[]>;
  /** Kept in the run's folder and returned at once when nothing changed. */
  evaluate(
    options: { readonly projectId: string; readonly runId: string; readonly split: TuneSplit },
    call?: CallOptions<ItemProgress>,
  ): Promise<GeneratorEvaluation>;
  /** What `evaluate` found before, for a page that comes back; null where nothing is kept or something changed. */
  keptEvaluation(
    options: { readonly projectId: string; readonly runId: string; readonly split: TuneSplit },
    call?: CallOptions,
  ): Promise<GeneratorEvaluation | null>;
  /** The longest runs that a tune shares with the tunes the run was trained on, in any key. */
  measureCopies(
    options: { readonly projectId: string; readonly runId: string; readonly score: Score },
    call?: CallOptions,
  ): Promise<NamedCopyReport>;
}
