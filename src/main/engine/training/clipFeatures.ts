// Clean features of clips: from the project's cache where they are, else computed here by the same definition.
// Not augmentation, and not normalisation.

import type { FeatureConfig } from '../../../shared/contract/features';
import { createMfccExtractor, frameCount } from '../../../shared/dsp';
import type { DatasetClip } from '../dataset';
import { featureCacheKey, openFeatureCache } from '../library/featureCache';
import { readClipSamples } from './clipSounds';
import { throwIfAborted, yieldToEvents } from './events';

export interface ClipFeatureSet {
  /** Clips that could be read, in the order given. */
  readonly clips: readonly DatasetClip[];
  /** [clips, frames, coefficients], not normalised */
  readonly data: Float32Array;
  /** Clips left out because they cannot be read, in words. */
  readonly problems: readonly string[];
}

export interface FeatureReading {
  readonly features: FeatureConfig;
  /** Folder of the feature cache, null where there is none. It is read, never written: its owner is the library. */
  readonly cacheFolder: string | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** How many clips are read from the cache before others get their turn. */
const clipsBetweenYields = 64;

/**
 * Reads or computes the features of clips; one that cannot be read is left out and named.
 * @throws aborted
 */
export async function readClipFeatures(
  clips: readonly DatasetClip[],
  reading: FeatureReading,
): Promise<ClipFeatureSet> {
  const { features, signal, onProgress } = reading;
  const cache = reading.cacheFolder === null ? null : await openFeatureCache(reading.cacheFolder, features);
  const extractor = createMfccExtractor(features);
  const size = frameCount(features) * features.coefficients;
  const data = new Float32Array(clips.length * size);
  const kept: DatasetClip[] = [];
  const problems: string[] = [];
  try {
    for (const [index, clip] of clips.entries()) {
      const cached = cache?.get(featureCacheKey(clip)) ?? null;
      try {
        const mfcc = cached ?? extractor.clip(readClipSamples(clip, features));
        data.set(mfcc.data, kept.length * size);
        kept.push(clip);
      } catch (error) {
        problems.push(`${clip.path} was left out: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (cached === null || index % clipsBetweenYields === 0) {
        onProgress?.(index, clips.length);
        await yieldToEvents();
        throwIfAborted(signal);
      }
    }
  } finally {
    await cache?.close();
  }
  onProgress?.(clips.length, clips.length);
  return { clips: kept, data: data.subarray(0, kept.length * size), problems };
}
