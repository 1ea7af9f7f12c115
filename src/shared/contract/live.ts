// Live recognition: features stream in, posteriors and events come out. `detect` runs the same code on files.

import type { CallOptions } from './call';
import type { FeatureConfig, Matrix } from './features';

/** How posteriors become events; saved with a model as decoder.json. */
export interface DecoderConfig {
  /** Posteriors are averaged over this many seconds. Default 0.3. */
  readonly smoothingSeconds: number;
  /** A smoothed posterior at or above it fires, 0 to 1. Default 0.7. */
  readonly threshold: number;
  /** After an event nothing fires for this many seconds. Default 0.6. */
  readonly suppressionSeconds: number;
  /** Windows that must lie in the smoothing span before anything fires. Default 2. */
  readonly minimumCount: number;
  /** Seconds between two looks of the model, rounded to whole hops of the features. Default 0.1. */
  readonly strideSeconds: number;
}

export const defaultDecoderConfig: DecoderConfig = {
  smoothingSeconds: 0.3,
  threshold: 0.7,
  suppressionSeconds: 0.6,
  minimumCount: 2,
  strideSeconds: 0.1,
};

/** A word recognised. */
export interface DetectionEvent {
  readonly label: string;
  /** Seconds from the start of the stream to the end of the window that fired. */
  readonly time: number;
  /** Smoothed posterior at that moment, 0 to 1. */
  readonly score: number;
}

/** Posteriors of one look. */
export interface PosteriorFrame {
  /** End of the window, seconds from the start of the stream. */
  readonly time: number;
  /** One a label, sums to 1. */
  readonly posteriors: Float32Array;
  /** After smoothing, what the threshold is held against. */
  readonly smoothed: Float32Array;
}

export interface LiveSession {
  readonly sessionId: string;
  readonly labels: readonly string[];
  /** The model's own; features pushed must be made with it. */
  readonly features: FeatureConfig;
  readonly decoder: DecoderConfig;
  /** Frames the model sees at once. */
  readonly windowFrames: number;
  readonly strideFrames: number;
  readonly backend: string;
}

export interface LiveUpdate {
  readonly frames: readonly PosteriorFrame[];
  readonly events: readonly DetectionEvent[];
  /** Time the model took for one look, median over this push. */
  readonly inferenceMs: number;
}

export interface LiveService {
  /** @throws bad-model | not-found */
  open(
    options: { readonly projectId: string; readonly runId: string; readonly decoder?: DecoderConfig },
    call?: CallOptions,
  ): Promise<LiveSession>;
  /**
   * Appends frames to the stream, in order. Sessions nobody pushes to for a minute are closed.
   * @param options.mfcc [frames, coefficients], not normalised
   * @throws feature-mismatch | not-found (the engine restarted: open again)
   */
  push(
    options: { readonly sessionId: string; readonly mfcc: Matrix },
    call?: CallOptions,
  ): Promise<LiveUpdate>;
  /** Changes the decoder; applies to what is pushed next. */
  configure(
    options: { readonly sessionId: string; readonly decoder: DecoderConfig },
    call?: CallOptions,
  ): Promise<void>;
  close(options: { readonly sessionId: string }, call?: CallOptions): Promise<void>;
}
