// The words heard in one file: the sound runs through resampling, features and detector as a microphone's does.
// Not a decoder of formats and not a report: the command line prints.

import type { DecoderConfig, DetectionEvent } from '../../../shared/contract/live';
import { createMfccStream, createResampler } from '../../../shared/dsp';
import { createDetector } from './detector';
import type { WindowModel } from './detector';
import { openWavFile } from './wavFile';

export interface FileDetection {
  readonly events: readonly DetectionEvent[];
  /** Length of the sound. */
  readonly seconds: number;
  /** Fewer samples than the file promised; what was there was heard. */
  readonly truncated: boolean;
  /** Looks the model took; 0 where the sound is shorter than a stride. */
  readonly looks: number;
}

export interface FileDetectionOptions {
  readonly signal?: AbortSignal;
  /** @param seconds heard so far @param total of the file */
  readonly onProgress?: (seconds: number, total: number) => void;
}

/**
 * Listens to a wav file of any length and rate, in parts.
 * @param model sees windows of its own feature configuration
 * @returns the events in order; times in seconds from the start of the file
 * @throws bad-audio | aborted | the system's error where the file cannot be read
 */
export async function detectInFile(
  model: WindowModel,
  path: string,
  decoder: DecoderConfig,
  { signal, onProgress }: FileDetectionOptions = {},
): Promise<FileDetection> {
  const file = await openWavFile(path);
  try {
    const detector = createDetector(model, decoder);
    const mfcc = createMfccStream(model.features);
    const resampler = createResampler(file.sampleRate, model.features.sampleRate);
    const events: DetectionEvent[] = [];
    let looks = 0;
    let samplesHeard = 0;

    const hear = async (samples: Float32Array) => {
      const update = await detector.push(mfcc.push(samples));
      events.push(...update.events);
      looks += update.frames.length;
    };
    for await (const part of file.parts()) {
      signal?.throwIfAborted();
      await hear(resampler.push(part));
      samplesHeard += part.length;
      onProgress?.(samplesHeard / file.sampleRate, file.seconds);
    }
    await hear(resampler.flush());
    return { events, seconds: samplesHeard / file.sampleRate, truncated: file.truncated, looks };
  } finally {
    await file.close();
  }
}
