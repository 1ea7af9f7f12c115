// What a sound says about itself: level, clipping, silence.
// Not what is in it: finding the word is trim.ts.

import type { ClipMeasures } from '../contract/clips';
import { requireSamples } from './samples';

/** Samples from here on count as full scale; 32767 / 32768 lies above. */
const FULL_SCALE = 0.9999;
/** So many in a row are clipping, a single one may be a peak that just fits. */
const CLIPPED_RUN = 3;
/** Peak below this is silence: -50 dB. */
const SILENT_PEAK = 0.003;

/**
 * Measures a clip, at the rate it was recorded at: resampling rounds clipped tops off.
 * @param samples any length
 * @returns peak and rms linear; 0, not clipped and silent for no samples at all
 * @throws LabError bad-audio for samples that are not finite
 */
export function measureClip(samples: Float32Array): ClipMeasures {
  requireSamples(samples);
  let peak = 0;
  let energy = 0;
  let run = 0;
  let longestRun = 0;
  for (let i = 0; i < samples.length; i++) {
    const level = Math.abs(samples[i]);
    if (level > peak) peak = level;
    energy += level * level;
    run = level >= FULL_SCALE ? run + 1 : 0;
    if (run > longestRun) longestRun = run;
  }
  const rms = samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
  return { peak, rms, clipped: longestRun >= CLIPPED_RUN, silent: peak < SILENT_PEAK };
}
