// Features of clips whose cache has none: the same Meyda module as the page's worker, run in the thread.
// Not the cache: what comes out goes to the library, which owns it.

import { setImmediate } from 'node:timers/promises';
import type { CallOptions } from '../../../shared/contract/call';
import type { ClipFeatures, FeatureConfig } from '../../../shared/contract/features';
import { createMfccExtractor } from '../../../shared/dsp';
import type { DatasetClip } from '../dataset';
import { readClipSamples } from '../training/clipSounds';
import type { FeaturesJob, FeaturesPart } from './computeService';

/** Clips a part: about a third of a second of work at 16 kHz. */
const PART = 32;

/**
 * Computes features part by part, letting messages through in between.
 * @throws aborted
 */
export async function computeFeatures(
  { clips, features }: FeaturesJob,
  call: CallOptions<FeaturesPart>,
): Promise<void> {
  const mfccOf = createClipReader(features);
  for (let start = 0; start < clips.length; start += PART) {
    call.signal?.throwIfAborted();
    const part = clips.slice(start, start + PART);
    const items = part.flatMap((clip): ClipFeatures[] => mfccOf(clip));
    call.onProgress?.({ items, done: start + part.length });
    await setImmediate();
  }
}

function createClipReader(features: FeatureConfig) {
  const extractor = createMfccExtractor(features);
  return (clip: DatasetClip): ClipFeatures[] => {
    try {
      return [{ clipId: clip.id, trim: clip.trim, mfcc: extractor.clip(readClipSamples(clip, features)) }];
    } catch {
      return []; // training and evaluation name what they cannot read
    }
  };
}
