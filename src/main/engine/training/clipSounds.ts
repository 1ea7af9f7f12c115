// Samples of clips as training needs them again and again: kept as 16-bit while there is room, else read anew.
// Not a decoder: reading a wav and cutting out the word are src/shared/dsp.

import { readFileSync } from 'node:fs';
import type { FeatureConfig } from '../../../shared/contract/features';
import { clipSamples, decodeWav } from '../../../shared/dsp';
import type { DatasetClip } from '../dataset';

/** 8,000 clips of one second at 16 kHz. */
const defaultBudgetBytes = 256 * 1024 * 1024;

export interface ClipSounds {
  /** The model's input samples of a clip, [clipSeconds * sampleRate]; a new array each time. */
  samples(index: number): Float32Array;
  /** What is kept in memory. */
  heldBytes(): number;
}

/**
 * Reads the sound of a clip: the file's samples at the configuration's rate, its word cut out, fitted to a clip's length.
 * @throws bad-audio, or the system's error where the file is gone
 */
export function readClipSamples(
  clip: Pick<DatasetClip, 'path' | 'trim'>,
  features: FeatureConfig,
): Float32Array {
  const { samples, sampleRate } = decodeWav(readFileSync(clip.path));
  return clipSamples(samples, sampleRate, clip.trim, features);
}

/** 16-bit is what the wav files hold: nothing is lost beyond resampling's last bits. */
function toInt16(samples: Float32Array): Int16Array {
  const held = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++)
    held[i] = Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768)));
  return held;
}

function fromInt16(held: Int16Array): Float32Array {
  const samples = new Float32Array(held.length);
  for (let i = 0; i < held.length; i++) samples[i] = held[i] / 32768;
  return samples;
}

/**
 * Opens the sounds of clips; each is read when first asked for.
 * @param budgetBytes what may be kept; clips beyond it are read from disk each time
 */
export function openClipSounds(
  clips: readonly Pick<DatasetClip, 'path' | 'trim'>[],
  features: FeatureConfig,
  budgetBytes = defaultBudgetBytes,
): ClipSounds {
  const held = new Map<number, Int16Array>();
  let heldBytes = 0;
  return {
    samples(index) {
      const kept = held.get(index);
      if (kept) return fromInt16(kept);
      const quantised = toInt16(readClipSamples(clips[index], features));
      if (heldBytes + quantised.byteLength <= budgetBytes) {
        held.set(index, quantised);
        heldBytes += quantised.byteLength;
      }
      return fromInt16(quantised);
    },
    heldBytes: () => heldBytes,
  };
}
