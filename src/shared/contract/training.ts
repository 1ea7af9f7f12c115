// Training: what is asked for, what is reported while it runs, and what a run leaves behind.

import type { CallOptions } from './call';
import type { Split } from './clips';
import type { FeatureConfig } from './features';
import type { GeneratorRun } from './generators';

/** Recognizers by name; what each is stands in `presets` and in src/main/engine/models/recognizers. */
export const recognizerNames = [
  'conv-pool',
  'conv-bilstm',
  'conv-bilstm-small',
  'lstm',
  'gru',
  'rnn',
] as const;
export type RecognizerName = (typeof recognizerNames)[number];

export interface AugmentationConfig {
  /** Largest shift either way, in seconds; silence moves in. Default 0.1. */
  readonly timeShiftSeconds: number;
  /** Largest change of level either way, in dB. Default 6. */
  readonly gainDb: number;
  /** Share of clips that get background noise, 0 to 1. Default 0.2. */
  readonly noiseProbability: number;
  /** Signal-to-noise ratio of mixed noise, dB, uniform in [min, max]. Default [5, 25]. */
  readonly noiseSnrDb: readonly [min: number, max: number];
  /** SpecAugment: number of masks and their largest width in frames or coefficients; 0 masks = off. */
  readonly timeMasks: number;
  readonly timeMaskFrames: number;
  readonly frequencyMasks: number;
  readonly frequencyMaskBins: number;
}

export interface GradientClipping {
  /** `norm`: the global norm over all weights; `value`: every element; `none`: off, the norm is still recorded. */
  readonly by: 'norm' | 'value' | 'none';
  readonly limit: number;
}

/** What every training has in common, whatever it trains. */
export interface LearningConfig {
  readonly epochs: number;
  readonly batchSize: number;
  /** Peak learning rate of Adam. */
  readonly learningRate: number;
  /** `cosine` decays to 1 % of the peak over all epochs. */
  readonly learningRateSchedule: 'constant' | 'cosine';
  /** Share of units dropped before the output layer (and between recurrent layers), 0 to 0.9. */
  readonly dropout: number;
  readonly clipping: GradientClipping;
  /** Stop after this many epochs without a better validation loss; null = never. The best weights are kept either way. */
  readonly earlyStoppingPatience: number | null;
  /** Decides initial weights, order, dropout, augmentation. 0 to 2^31 - 1. */
  readonly seed: number;
  /** A backend's name from `system.describe`, or `auto`. */
  readonly backend: string;
  /** Stop after this many minutes of training, keeping the best; null = no limit. */
  readonly maxMinutes: number | null;
}

export interface TrainingConfig extends LearningConfig {
  readonly recognizer: RecognizerName;
  /** Labels to train on, in output order (without `_silence_`). At least two outputs in all. */
  readonly labels: readonly string[];
  /** Adds `_silence_`, made from background recordings and synthesised noise: live listening needs it. */
  readonly silenceClass: boolean;
  readonly augmentation: AugmentationConfig;
}

/** A recognizer with its recommended configuration. */
export interface Preset {
  readonly name: RecognizerName;
  readonly title: string;
  /** One sentence: what it is and when to take it. */
  readonly description: string;
  /** Layers in words, e.g. `Conv1D(64, 3, relu)`. */
  readonly layers: readonly string[];
  readonly recommended: boolean;
  /** Everything but labels: those are the project's. */
  readonly config: Omit<TrainingConfig, 'labels'>;
}

export type RunStatus = 'running' | 'finished' | 'stopped' | 'failed' | 'interrupted';

/** How many clips of each label stand in each split. */
export type SplitCounts = Readonly<Record<string, Readonly<Record<Split, number>>>>;

export interface BackendChoice {
  readonly name: string;
  readonly threads: number;
  /** Why this one, e.g. `fastest that loads here; tensorflow is not installed`. */
  readonly reason: string;
}

/** What every run leaves behind, whatever it trained. */
export interface RunRecord {
  readonly id: string;
  readonly projectId: string;
  readonly status: RunStatus;
  /** Why it ended, in words; empty while it runs. */
  readonly message: string;
  readonly config: LearningConfig;
  /** sha256 over what it trained and validated on: the same data, the same hash. */
  readonly dataHash: string;
  readonly backend: BackendChoice;
  readonly parameters: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly epochsDone: number;
  readonly best: {
    readonly epoch: number;
    readonly validationLoss: number;
    readonly validationAccuracy: number;
  } | null;
  readonly versions: Readonly<Record<string, string>>;
}

/** A recognizer's run. Its data hash is over (label, split, sha256 of the wav) of every clip used, sorted. */
export interface RecognizerRun extends RunRecord {
  readonly kind: 'recognizer';
  readonly config: TrainingConfig;
  readonly features: FeatureConfig;
  /** Outputs in order, `_silence_` included. */
  readonly outputs: readonly string[];
  readonly counts: SplitCounts;
  /** Test accuracy, once evaluated. */
  readonly testAccuracy: number | null;
}

/** A run of either kind: a speech project has recognizers, a music project generators. */
export type Run = RecognizerRun | GeneratorRun;

export interface EpochMetrics {
  /** From 1. */
  readonly epoch: number;
  /** Mean cross-entropy in nats: of a clip, of a token for generators. */
  readonly loss: number;
  /** Share of clips (of tokens) whose likeliest answer was right. */
  readonly accuracy: number;
  /** NaN where there is nothing to validate on. */
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /** Mean and largest global gradient norm over the epoch's steps, before clipping. */
  readonly gradientNorm: number;
  readonly gradientNormMax: number;
  /** Share of steps in which clipping changed the gradient. */
  readonly clippedShare: number;
  readonly learningRate: number;
  readonly seconds: number;
}

export interface TrainingProgress {
  readonly projectId: string;
  readonly runId: string;
  readonly phase: 'preparing' | 'training' | 'saving';
  /** What is being done, in words, e.g. `computing features 120 of 2271`. */
  readonly message: string;
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in this epoch, of how many. */
  readonly step: number;
  readonly steps: number;
  /** Running means of this epoch; NaN before the first step. */
  readonly loss: number;
  readonly accuracy: number;
  readonly msPerStep: number;
  /** Measured, until the last epoch; null before there is something to measure. */
  readonly secondsLeft: number | null;
}

/** What training with a configuration would mean for the project as it is. */
export interface TrainingPlan {
  readonly counts: SplitCounts;
  readonly parameters: number;
  readonly steps: number;
  /** Reasons it cannot start. */
  readonly problems: readonly string[];
  /** Things to know: one speaker in all splits, few clips, imbalance, no validation clips. */
  readonly warnings: readonly string[];
}

/** How one backend did in a duel. */
export interface BackendTiming {
  readonly backend: string;
  readonly threads: number;
  /** Why it is, or is not, there. */
  readonly reason: string;
  /** Steps timed; a slow backend is asked for one only, a very slow one for one of a part of the batch. */
  readonly steps: number;
  /** Median time of a training step, ms; null where the backend is not there. */
  readonly medianMs: number | null;
}

/** Training steps of one configuration on every backend of this machine. */
export interface BackendDuel {
  /** Fastest first, those that are not there last. */
  readonly timings: readonly BackendTiming[];
  readonly fastest: string | null;
}

export interface TrainingService {
  presets(options: Record<string, never>, call?: CallOptions): Promise<readonly Preset[]>;
  plan(
    options: { readonly projectId: string; readonly config: TrainingConfig },
    call?: CallOptions,
  ): Promise<TrainingPlan>;
  /**
   * Starts a run; it goes on without the caller. Follow the events `training.progress`, `training.epoch`, `runs.changed`.
   * @throws bad-data (names what is missing) | busy (one run at a time)
   */
  start(
    options: { readonly projectId: string; readonly config: TrainingConfig },
    call?: CallOptions,
  ): Promise<RecognizerRun>;
  /**
   * Times a few training steps of the configuration on every backend here; progress is the timings so far.
   * @throws busy while a training is under way
   */
  duel(
    options: { readonly projectId: string; readonly config: TrainingConfig },
    call?: CallOptions<BackendDuel>,
  ): Promise<BackendDuel>;
  /** Stops a run of either kind after the step under way; the best weights stay. Resolves when it has ended. */
  stop(options: { readonly projectId: string; readonly runId: string }, call?: CallOptions): Promise<Run>;
  /** The run of either kind under way with its latest progress, for a page that comes back; null when none. */
  current(
    options: Record<string, never>,
    call?: CallOptions,
  ): Promise<{ readonly run: Run; readonly progress: TrainingProgress | null } | null>;
}

export interface RunsService {
  /** Newest first. */
  list(options: { readonly projectId: string }, call?: CallOptions): Promise<readonly Run[]>;
  metrics(
    options: { readonly projectId: string; readonly runId: string },
    call?: CallOptions,
  ): Promise<readonly EpochMetrics[]>;
  /** Moves a run to the trash. @throws busy while it trains */
  remove(options: { readonly projectId: string; readonly runId: string }, call?: CallOptions): Promise<void>;
}
