// Music generators: what is asked for when one is trained, and what its run leaves behind.

import type { CallOptions } from './call';
import type { LearningConfig, RunRecord } from './training';
import type { TuneSplit } from './tunes';

/** Pairs of pitches and durations, see SPEC.md. */
export interface MelodyVocabulary {
  readonly kind: 'melody';
  readonly stepsPerQuarter: number;
  readonly longestSteps: number;
  readonly lowestPitch: number;
  readonly highestPitch: number;
}

/** Frames of pitches, see SPEC.md. */
export interface FrameVocabulary {
  readonly kind: 'frames';
  readonly framesPerQuarter: number;
  readonly lowestPitch: number;
  readonly highestPitch: number;
}

/** Everything that defines the meaning of token ids [T3]. */
export type Vocabulary = MelodyVocabulary | FrameVocabulary;

export const recurrentCells = ['lstm', 'gru', 'rnn'] as const;
export type RecurrentCell = (typeof recurrentCells)[number];

/** What keys a generator learns in: as written; every tune in a new random key each epoch; all moved to one tonic. */
export const keyHandlings = ['as-written', 'random-key', 'one-key'] as const;
export type KeyHandling = (typeof keyHandlings)[number];

export interface GeneratorConfig extends LearningConfig {
  /** `melody`: one voice, the top line of tunes with more; `frames`: everything that sounds, step by step. */
  readonly tokens: Vocabulary['kind'];
  /** Grid of the tokens: steps (frames) of a quarter note, 1 to 24. */
  readonly stepsPerQuarter: number;
  readonly cell: RecurrentCell;
  /** Units of each recurrent layer, from the input up: 1 to 4 layers of 8 to 1024. */
  readonly units: readonly number[];
  /** Size of the token embedding; 0 = one-hot input. */
  readonly embedding: number;
  /** Tokens that gradients flow back through (truncated backpropagation through time); the state is carried on. */
  readonly window: number;
  readonly keys: KeyHandling;
}

/** A generator's configuration under a name. */
export interface GeneratorPreset {
  readonly name: string;
  readonly title: string;
  /** One sentence: what it is and when to take it. */
  readonly description: string;
  /** Layers in words, e.g. `LSTM(256, sequences)`. */
  readonly layers: readonly string[];
  readonly recommended: boolean;
  readonly config: GeneratorConfig;
}

/** Tunes and tokens of each split. */
export type TuneCounts = Readonly<Record<TuneSplit, { readonly tunes: number; readonly tokens: number }>>;

/** A generator's run. Its data hash is over (split, tokens) of every tune used; losses are nats per token. */
export interface GeneratorRun extends RunRecord {
  readonly kind: 'generator';
  readonly config: GeneratorConfig;
  readonly vocabulary: Vocabulary;
  readonly counts: TuneCounts;
}

/** What training with a configuration would mean for the project as it is. */
export interface GeneratorPlan {
  readonly counts: TuneCounts;
  /** Tunes left out, with the reason: too short, drums only, outside the range. */
  readonly skipped: readonly { readonly tuneId: string; readonly reason: string }[];
  readonly vocabSize: number;
  readonly parameters: number;
  readonly steps: number;
  /** Reasons it cannot start. */
  readonly problems: readonly string[];
  /** Things to know: few tunes, no validation tunes, chords cut down to their top line. */
  readonly warnings: readonly string[];
}

/** Training of generators; `training.stop`, `training.current` and the events are common to both kinds of runs. */
export interface GeneratorsService {
  presets(options: Record<string, never>, call?: CallOptions): Promise<readonly GeneratorPreset[]>;
  plan(
    options: { readonly projectId: string; readonly config: GeneratorConfig },
    call?: CallOptions,
  ): Promise<GeneratorPlan>;
  /** Starts a run; it goes on without the caller. @throws bad-data (names what is missing) | busy (one run at a time) */
  start(
    options: { readonly projectId: string; readonly config: GeneratorConfig },
    call?: CallOptions,
  ): Promise<GeneratorRun>;
}
