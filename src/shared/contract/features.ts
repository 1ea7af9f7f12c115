// The feature configuration and the services that keep features computed elsewhere.

import type { CallOptions } from './call';
import type { Clip } from './clips';

/** Window functions Meyda offers. */
export const windowTypes = ['hanning', 'hamming', 'blackman', 'sine', 'rectangular'] as const;
export type WindowType = (typeof windowTypes)[number];

/**
 * Every number that defines the features of a clip. Saved with each run and each model; two configurations
 * are the same exactly when all fields are.
 */
export interface FeatureConfig {
  /** Hz; clips are resampled to it. One of 8000, 16000. Default 16000. */
  readonly sampleRate: number;
  /** Samples a frame, also the FFT size: a power of two, 128 to 2048. Default 512 (32 ms at 16 kHz). */
  readonly frameLength: number;
  /** Samples from one frame's start to the next, 32 to frameLength. Default 256 (16 ms). */
  readonly hopLength: number;
  /** Default `hanning`. */
  readonly windowType: WindowType;
  /** Mel filters, `coefficients` to 64. Default 26. */
  readonly melBands: number;
  /** MFCCs kept, 4 to 40. Default 13. */
  readonly coefficients: number;
  /** Seconds of sound the model sees at once, 0.5 to 4. Default 1. */
  readonly clipSeconds: number;
  /**
   * Factor on samples in [-1, 1] before the power spectrum. Meyda takes log(1 + E), so this sets the floor
   * under which sound does not count. Default 1000.
   */
  readonly inputScale: number;
}

/** The configuration a new project starts with. */
export const defaultFeatureConfig: FeatureConfig = {
  sampleRate: 16000,
  frameLength: 512,
  hopLength: 256,
  windowType: 'hanning',
  melBands: 26,
  coefficients: 13,
  clipSeconds: 1,
  inputScale: 1000,
};

/** A row-major matrix; in features, rows are frames. */
export interface Matrix {
  /** length rows * cols */
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
}

/** Features of one clip, before normalisation. */
export interface ClipFeatures {
  readonly clipId: string;
  /** [frames, coefficients] */
  readonly mfcc: Matrix;
  /** The trim it was computed with. Where the clip has another by now, `put` lets the features go. */
  readonly trim?: Clip['trim'];
}

export interface FeaturesService {
  /** Ids of the project's clips whose features for the project's configuration are not in the cache. */
  missing(options: { readonly projectId: string }, call?: CallOptions): Promise<readonly string[]>;
  /**
   * Puts features into the project's cache. At most 512 clips a call.
   * @throws feature-mismatch when `config` is not the project's or a matrix has another shape than it implies
   */
  put(
    options: {
      readonly projectId: string;
      readonly config: FeatureConfig;
      readonly items: readonly ClipFeatures[];
    },
    call?: CallOptions,
  ): Promise<void>;
}
