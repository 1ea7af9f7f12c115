// A dataset as training and evaluation see it: which sounds, which label, which split, where they lie.
// Not a loader: sounds stay on disk until somebody reads them.

import type { Clip, Split } from '../../shared/contract/clips';
import type { FeatureConfig } from '../../shared/contract/features';

export interface DatasetClip {
  readonly id: string;
  readonly label: string;
  readonly speaker: string;
  readonly split: Split;
  /** Absolute path of the wav file. */
  readonly path: string;
  readonly trim: Clip['trim'];
  /** Of the file, hex. */
  readonly sha256: string;
}

export interface Dataset {
  /** For messages. */
  readonly name: string;
  readonly clips: readonly DatasetClip[];
  /** Absolute paths of long wav recordings. */
  readonly backgrounds: readonly string[];
  /** The project's configuration; the command line brings the preset's. */
  readonly features: FeatureConfig;
  /** Folder of the feature cache, or null where nothing may be written. */
  readonly cacheFolder: string | null;
}
