// A score as a WAV file, rendered in a worker of its own so that the page stays free.
// Not the rendering: src/shared/synth, the same that plays and that the command line uses.

import { fromLabErrorData, LabError } from '../../../shared/contract/errors';
import type { LabErrorData } from '../../../shared/contract/errors';
import type { Score } from '../../../shared/contract/score';
import type { InstrumentName } from '../../../shared/synth';
import type { SoundFont } from './soundFonts';

export interface RenderWavOptions {
  /** Quarter notes a minute in place of the score's tempo. */
  readonly qpm?: number;
  readonly instrument?: InstrumentName;
  readonly soundFont?: SoundFont | null;
  /** Share that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** What the worker is asked. */
export interface RenderRequest {
  readonly score: Score;
  readonly qpm?: number;
  readonly instrument?: InstrumentName;
  readonly soundFont?: SoundFont | null;
}

/** What it answers, progress first. */
export type RenderAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly error: LabErrorData };

/**
 * Renders a score to 16-bit stereo WAV.
 * @throws LabError aborted | too-large
 */
export async function renderWav(
  score: Score,
  options: RenderWavOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { qpm, instrument, soundFont, onProgress, signal } = options;
  if (signal?.aborted) throw new LabError('aborted', 'Stopped.');
  const worker = new Worker(new URL('./wavWorker.ts', import.meta.url), { type: 'module', name: 'wav' });
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new LabError('aborted', 'Stopped.')), { once: true });
      worker.onerror = ({ message }) =>
        reject(new LabError('internal', `The sound was not rendered: ${message}. Try again.`));
      worker.onmessage = ({ data }: MessageEvent<RenderAnswer>) => {
        if (data.kind === 'progress') onProgress?.(data.share);
        else if (data.kind === 'done') resolve(data.bytes);
        else reject(fromLabErrorData(data.error));
      };
      worker.postMessage({ score, qpm, instrument, soundFont } satisfies RenderRequest);
    });
  } finally {
    worker.terminate();
  }
}
