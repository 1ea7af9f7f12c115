// What the engine asks of the thread that computes: the protocol between the two, as one interface.
// Not part of the contract with the page, and nothing here computes: see ./createComputeService.

import type { CallOptions, ItemProgress } from '../../../shared/contract/call';
import type { Split } from '../../../shared/contract/clips';
import type { Evaluation } from '../../../shared/contract/evaluation';
import type { ClipFeatures, FeatureConfig, Matrix } from '../../../shared/contract/features';
import type { GeneratedTune, GenerationOptions, GenerationProgress, GeneratorEvaluation, NamedCopyReport } from '../../../shared/contract/generation'; // prettier-ignore
import type { GeneratorConfig, GeneratorPlan } from '../../../shared/contract/generators';
import type { DecoderConfig, LiveSession, LiveUpdate } from '../../../shared/contract/live';
import type { Score } from '../../../shared/contract/score';
import type { BackendInfo } from '../../../shared/contract/system';
import type { BackendDuel, EpochMetrics, TrainingConfig } from '../../../shared/contract/training';
import type { TuneOverview, TuneSplit } from '../../../shared/contract/tunes';
import { anything } from '../../../shared/rpc';
import type { ArgumentSchemas } from '../../../shared/rpc';
import type { Dataset, DatasetClip } from '../dataset';
import type { LibraryTune, TuneReader } from '../library';
import type { GeneratorFacts, GeneratorJob, GeneratorResult } from '../music';
import type { TrainingFacts, TrainingJob, TrainingReport, TrainingResult } from '../training';

/** What a training reports while it runs; `Facts` are what its kind of run is known to be before its first step. */
export type TrainingUpdate<Facts = TrainingFacts> =
  | { readonly kind: 'start'; readonly facts: Facts }
  | { readonly kind: 'progress'; readonly report: TrainingReport }
  | { readonly kind: 'epoch'; readonly metrics: EpochMetrics };

export interface FeaturesJob {
  readonly clips: readonly DatasetClip[];
  readonly features: FeatureConfig;
}

/** Some of the features asked for, in order. */
export interface FeaturesPart {
  readonly items: readonly ClipFeatures[];
  /** Clips done so far, those that could not be read included. */
  readonly done: number;
}

export interface EvaluationJob {
  /** Of the model. */
  readonly folder: string;
  readonly dataset: Dataset;
  readonly split: Split | 'all';
}

export interface ExportJob {
  /** Of the model. */
  readonly folder: string;
  /** Where the package goes. */
  readonly outFolder: string;
  /** In place of the model's own. */
  readonly decoder?: DecoderConfig;
}

/** A training of a generator: its tunes are read from their files where it trains. */
export interface GeneratorTrainingJob extends Omit<GeneratorJob, 'tunes'> {
  readonly tunes: readonly LibraryTune[];
}

export interface GeneratorEvaluationJob {
  /** Of the model. */
  readonly folder: string;
  /** Of the run, with the tunes it was trained on. */
  readonly runFolder: string;
  readonly split: TuneSplit;
}

/** A live session before the engine gave it a project's name. */
export type DetectorSession = LiveSession;

/** What the thread does for music. */
export interface ComputeMusic extends TuneReader {
  overview(options: { readonly tunes: readonly LibraryTune[] }): Promise<TuneOverview>;
  planGenerator(options: {
    readonly tunes: readonly LibraryTune[];
    readonly config: GeneratorConfig;
  }): Promise<GeneratorPlan>;
  /** Resolves when the training has ended, stopped ones too; see `stopTraining`. */
  trainGenerator(
    options: GeneratorTrainingJob,
    call?: CallOptions<TrainingUpdate<GeneratorFacts>>,
  ): Promise<GeneratorResult>;
  evaluateGenerator(
    options: GeneratorEvaluationJob,
    call?: CallOptions<ItemProgress>,
  ): Promise<Omit<GeneratorEvaluation, 'createdAt'>>;
  /** Aborting resolves with what is there. */
  generate(
    options: { readonly folder: string; readonly options: GenerationOptions },
    call?: CallOptions<GenerationProgress>,
  ): Promise<readonly GeneratedTune[]>;
  measureCopies(options: { readonly runFolder: string; readonly score: Score }): Promise<NamedCopyReport>;
  exportGenerator(options: {
    readonly folder: string;
    readonly outFolder: string;
  }): Promise<{ readonly largestDifference: number }>;
}

export interface ComputeService extends ComputeMusic {
  describeBackends(options: Record<string, never>): Promise<readonly BackendInfo[]>;
  /** Computes features of clips, handed over in parts as progress; clips that cannot be read are left out. */
  computeFeatures(options: FeaturesJob, call: CallOptions<FeaturesPart>): Promise<void>;
  /** Resolves when the training has ended, stopped ones too. */
  train(options: TrainingJob, call?: CallOptions<TrainingUpdate>): Promise<TrainingResult>;
  /** Times training steps on every backend of this machine. */
  duel(
    options: { readonly config: TrainingConfig; readonly features: FeatureConfig },
    call?: CallOptions<BackendDuel>,
  ): Promise<BackendDuel>;
  /** Asks the training under way to end after its step; `train` then resolves. Nothing happens when none is. */
  stopTraining(options: Record<string, never>): Promise<void>;
  evaluate(options: EvaluationJob, call?: CallOptions<ItemProgress>): Promise<Omit<Evaluation, 'runId'>>;
  exportModel(options: ExportJob): Promise<{ readonly largestDifference: number }>;
  openDetector(options: {
    readonly folder: string;
    readonly decoder?: DecoderConfig;
  }): Promise<DetectorSession>;
  pushFrames(options: { readonly sessionId: string; readonly mfcc: Matrix }): Promise<LiveUpdate>;
  configureDetector(options: { readonly sessionId: string; readonly decoder: DecoderConfig }): Promise<void>;
  closeDetector(options: { readonly sessionId: string }): Promise<void>;
}

/** The services a compute thread serves: one. */
export interface ComputeServices {
  readonly compute: ComputeService;
}

/** Both ends are the lab's own: the table says which methods there are, arguments were checked before. */
export const computeSchemas: ArgumentSchemas<ComputeServices> = {
  compute: {
    describeBackends: anything,
    computeFeatures: anything,
    train: anything,
    duel: anything,
    stopTraining: anything,
    evaluate: anything,
    exportModel: anything,
    openDetector: anything,
    pushFrames: anything,
    configureDetector: anything,
    closeDetector: anything,
    prepareFile: anything,
    prepareStored: anything,
    readScore: anything,
    overview: anything,
    planGenerator: anything,
    trainGenerator: anything,
    evaluateGenerator: anything,
    generate: anything,
    measureCopies: anything,
    exportGenerator: anything,
  },
};
