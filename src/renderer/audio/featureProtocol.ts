// What the page asks of its feature worker and what comes back.
// Types only: featureWorker.ts answers, featureClient.ts asks.

import type { Clip, Sound } from '../../shared/contract/clips';
import type { FeatureConfig, Matrix } from '../../shared/contract/features';

/** Pictures of a whole sound over one time axis, and where its word lies. */
export interface SoundPicture {
  /** [frames, melBands] */
  readonly logMel: Matrix;
  /** [frames, coefficients] */
  readonly mfcc: Matrix;
  /** Seconds. */
  readonly duration: number;
}

export interface ClipPicture {
  readonly mfcc: Matrix;
  readonly logMel: Matrix;
}

export type FeatureRequest =
  | {
      readonly kind: 'clip';
      readonly sound: Sound;
      readonly trim: Clip['trim'];
      readonly config: FeatureConfig;
    }
  | {
      readonly kind: 'mfcc';
      readonly sound: Sound;
      readonly trim: Clip['trim'];
      readonly config: FeatureConfig;
    }
  | { readonly kind: 'picture'; readonly sound: Sound; readonly config: FeatureConfig }
  | {
      readonly kind: 'open';
      readonly stream: number;
      readonly config: FeatureConfig;
      readonly fromRate: number;
    }
  | { readonly kind: 'push'; readonly stream: number; readonly chunk: Float32Array }
  | { readonly kind: 'close'; readonly stream: number };

export type FeatureKind = FeatureRequest['kind'];

export interface FeatureResults {
  readonly clip: ClipPicture;
  readonly mfcc: Matrix;
  readonly picture: SoundPicture;
  readonly open: null;
  readonly push: Matrix;
  readonly close: null;
}

export interface FeatureQuestion {
  readonly id: number;
  readonly request: FeatureRequest;
}

export type FeatureAnswer =
  | { readonly id: number; readonly result: FeatureResults[FeatureKind] }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };
